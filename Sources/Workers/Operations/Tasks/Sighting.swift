import Foundation
import Storage

// A log that is dropped every day, while it grows, tells its past each day once more. Which of its
// events are new is seen from its first events: a log is a later or an earlier copy of another when
// it lay at the same place and as many of the first events as both tell of stand in the same lines
// at the same times. Then the shorter one has no event that is not in the longer one. A log of
// another machine, and one that was begun anew, have other times, and each of their events counts.
// Without times nothing is left out: an error in line 1 may be another each day.

/// What one log told of an incident.
struct Sighting: Sendable, Equatable {
  /// The fingerprint of the log: the same log counts once.
  var source: String
  /// Where the log lay below the inbox; of those written down earlier, the log's name.
  var origin: String
  var file: String
  /// Of the first event that is new; 0 where it is not kept.
  private(set) var line: Int
  var lastLine: Int
  /// Events that no copy of this log told of before.
  private(set) var count: Int
  /// Events before them, of which a copy did.
  private(set) var known = 0
  /// Whether the log is what a followed file grew by: its lines are not numbered as the file's.
  var isPiece: Bool
  /// Of the new events, in milliseconds since 1970. Where that of the first is not kept, it is when
  /// the copy before had its last.
  private(set) var first: Int
  var last: Int
  var run: String?
  var step: String?
  /// The first events of the whole log, as ``Failure/moments``.
  private var moments: [String]

  init(_ failure: Failure, source: String, origin: String, isPiece: Bool, received: Int) {
    self.source = source
    self.origin = origin
    self.isPiece = isPiece
    file = failure.file
    line = failure.line
    lastLine = failure.lastLine
    count = failure.count
    first = failure.first ?? received
    last = failure.last ?? received
    run = failure.run
    step = failure.step
    moments = failure.moments
  }

  /// Whether the log tells when its events happened.
  var isTimed: Bool { moments.first.flatMap(Self.time) != nil }

  /// The line of the file in which its first new event stands; nil where that is not known.
  var lineOfFile: Int? { isPiece || line == 0 ? nil : line }

  /// The new events that are kept: a line, and a time where the log tells one.
  var newMoments: ArraySlice<String> { moments.dropFirst(known) }

  /// Takes off what copies of the same log told before.
  mutating func leaveOut(_ earlier: [Sighting]) {
    guard !isPiece, isTimed else { return }
    let copies = earlier.filter { isCopy(of: $0) }
    guard let longest = copies.max(by: { $0.total < $1.total }) else { return }
    known = min(total, longest.total)
    count -= known
    first = count == 1 ? last : max(first, longest.last)
    line = count == 1 ? lastLine : 0
    guard let next = newMoments.first else { return }
    first = Self.time(of: next) ?? first
    line = Self.line(of: next)
  }

  private var total: Int { known + count }

  private func isCopy(of other: Sighting) -> Bool {
    let shared = min(moments.count, other.moments.count)
    return !other.isPiece && shared > 0 && moments.prefix(shared) == other.moments.prefix(shared)
  }

  private static func line(of moment: String) -> Int {
    moment.split(separator: " ").first.flatMap { Int($0) } ?? 0
  }

  private static func time(of moment: String) -> Int? {
    let parts = moment.split(separator: " ")
    guard parts.count > 1 else { return nil }
    // We wrote it ourselves: what is no time is the moment of a log without times.
    let date = try? Date(String(parts[1]), strategy: .iso8601)
    return date.map { Int($0.timeIntervalSince1970 * 1000) }
  }

  static let columns = """
    source, origin, file, line, last_line, count, known, piece, first, last, run, step, moments
    """

  init(_ row: any Row) {
    source = row.text(0)
    origin = row.text(1)
    file = row.text(2)
    line = row.integer(3)
    lastLine = row.integer(4)
    count = row.integer(5)
    known = row.integer(6)
    isPiece = row.integer(7) != 0
    first = row.integer(8)
    last = row.integer(9)
    run = row.optionalText(10)
    step = row.optionalText(11)
    moments = row.text(12).split(separator: "\n").map(String.init)
  }

  var values: [SQLValue] {
    [
      .text(source), .text(origin), .text(file), .integer(line), .integer(lastLine),
      .integer(count), .integer(known), .integer(isPiece ? 1 : 0), .integer(first),
      .integer(last), SQLValue(run), SQLValue(step), .text(moments.joined(separator: "\n")),
    ]
  }
}
