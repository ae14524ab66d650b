import Logs

// Events become failures: the same fingerprint is the same failure, however often it happens.
//
// In a log that is kept by runs the errors of one run belong together: the first says what failed,
// those behind it follow from it, whatever other runs say meanwhile. Where the log names no run, a
// pause of a minute ends one.
// In a log without times lines that follow each other and are of one class are one event, unless
// they begin with a level of their own.
// That something failed, without a word of what, counts for what failed above.

/// Takes the events of one log together. Memory holds an entry for each kind of failure.
struct FailureCollector {
  /// More kinds of failure in one log are counted, and not kept.
  static let failuresMax = 5000
  /// So many of the events are kept with their time.
  private static let momentsMax = 20
  private static let excerptLinesMax = 40
  private static let excerptBytesMax = 6000
  private static let messageMax = 300
  private static let contextLines = 3
  /// More runs that failed are not known any more: the errors of an older one are new failures.
  static let runsMax = 1000
  /// A longer pause ends a run, in milliseconds.
  private static let runPause = 60_000
  /// What is concluded longer after a failure is another, in milliseconds and in lines.
  private static let conclusionPause = 600_000
  private static let conclusionLines = 2000

  private(set) var failures: [Failure] = []
  /// Events of kinds that were too many.
  private(set) var leftOut = 0

  private let detector: FailureDetector
  private let file: String
  private let environment: String
  private var fingerprints = FailureFingerprint()
  private var places: [String: Int] = [:]
  private var before: [String] = []
  private var run: (place: Int, id: String?, last: Int)?
  private var placesOfRuns: [String: Int] = [:]
  /// Their names, in the order in which they failed.
  private var runs: [String] = []
  /// The failure that was noted last, where and when.
  private var latest: (place: Int, line: Int, time: Int?)?
  /// The failure of the event before, and where that ended.
  private var previous: (place: Int, end: Int)?

  init(_ rules: OperationsRules, file: String, environment: String) {
    detector = FailureDetector(rules)
    self.file = file
    self.environment = environment
  }

  mutating func take(_ record: LogRecord) {
    if let found = detector.failure(record) { add(record, found) }
    if before.count == Self.contextLines { before.removeFirst() }
    before.append("\(record.line)  \(record.message.prefix(Self.messageMax))")
  }

  private mutating func add(_ record: LogRecord, _ found: FailureDetector.Found) {
    if let place = placeOfRun(record) { return note(record, found, at: place, isOwn: false) }
    if found.isConclusion, let place = latest(before: record) {
      return note(record, found, at: place, isOwn: false)
    }
    if let previous, !record.isStamped, previous.end + 1 == record.line,
      failures[previous.place].kind == found.kind
    {
      self.previous?.end = record.line + record.lines - 1
      return extend(record, at: previous.place)
    }
    let fingerprint = fingerprints.fingerprint(found.kind, found.trace, message: record.message)
    guard let place = place(of: fingerprint, record, found) else {
      leftOut += 1
      return
    }
    note(record, found, at: place, isOwn: true)
    previous = (place, record.line + record.lines - 1)
    if record.isOfRuns { know(record.run, at: place, record.time ?? 0) }
  }

  private mutating func know(_ id: String?, at place: Int, _ time: Int) {
    run = (place, id, time)
    guard let id, placesOfRuns.updateValue(place, forKey: id) == nil else { return }
    runs.append(id)
    if runs.count > Self.runsMax { placesOfRuns[runs.removeFirst()] = nil }
  }

  /// The failure that began the run that this event belongs to.
  private mutating func placeOfRun(_ record: LogRecord) -> Int? {
    guard record.isOfRuns else { return nil }
    if let place = record.run.flatMap({ placesOfRuns[$0] }) {
      run = (place, record.run, record.time ?? run?.last ?? 0)
      return place
    }
    guard let run, run.id == nil || record.run == nil,
      (record.time ?? 0) - run.last <= Self.runPause
    else { return nil }
    know(run.id ?? record.run, at: run.place, record.time ?? run.last)
    return run.place
  }

  /// What a conclusion is about: what failed just before.
  private func latest(before record: LogRecord) -> Int? {
    guard let latest else { return nil }
    if let time = record.time, let last = latest.time {
      return time - last <= Self.conclusionPause ? latest.place : nil
    }
    return record.line - latest.line <= Self.conclusionLines ? latest.place : nil
  }

  private mutating func place(
    of fingerprint: String, _ record: LogRecord, _ found: FailureDetector.Found
  ) -> Int? {
    if let place = places[fingerprint] { return place }
    guard failures.count < Self.failuresMax else { return nil }
    var failure = Failure()
    failure.fingerprint = fingerprint
    failure.kind = found.kind
    failure.severity = found.severity
    failure.environment = environment
    failure.message = Self.headline(record, found.trace)
    failure.exception = found.trace.exception
    failure.frames = found.trace.frames
    failure.file = file
    failure.line = record.line
    failure.run = record.run
    failure.step = record.step
    failure.excerpt = Self.cut(
      (before + ["\(record.line)  \(record.message)"]).joined(separator: "\n"))
    places[fingerprint] = failures.count
    failures.append(failure)
    append(record.details, at: failures.count - 1)
    return failures.count - 1
  }

  private mutating func note(
    _ record: LogRecord, _ found: FailureDetector.Found, at place: Int, isOwn: Bool
  ) {
    latest = (place, record.line + record.lines - 1, record.time)
    failures[place].count += 1
    failures[place].lastLine = max(
      failures[place].lastLine, record.line + record.lines - 1)
    failures[place].severity = max(failures[place].severity, found.severity)
    if let time = record.time {
      failures[place].first = min(failures[place].first ?? time, time)
      failures[place].last = max(failures[place].last ?? time, time)
    }
    if failures[place].moments.count < Self.momentsMax {
      let time = record.time.map(Day.text) ?? ""
      failures[place].moments.append(time.isEmpty ? "\(record.line)" : "\(record.line) \(time)")
    }
    if !isOwn { extend(record, at: place) }
  }

  /// The event goes on: its text stands below.
  private mutating func extend(_ record: LogRecord, at place: Int) {
    append("\(record.line)  \(record.message)", at: place)
    append(record.details, at: place)
  }

  private mutating func append(_ text: String, at place: Int) {
    let excerpt = failures[place].excerpt
    if text.isEmpty || excerpt.utf8.count >= Self.excerptBytesMax
      || excerpt.utf8.count(where: { $0 == 0x0a }) >= Self.excerptLinesMax
    {
      return
    }
    failures[place].excerpt = Self.cut(excerpt + "\n" + text)
  }

  private static func cut(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return String(lines.prefix(excerptLinesMax).joined(separator: "\n").prefix(excerptBytesMax))
  }

  /// The exception with what it says, or the event's first line.
  private static func headline(_ record: LogRecord, _ trace: StackTrace) -> String {
    if trace.exception.isEmpty { return String(record.message.prefix(messageMax)) }
    let name = trace.exception.split(separator: ".").last.map(String.init) ?? trace.exception
    let text = trace.message.isEmpty ? name : "\(name): \(trace.message)"
    return String(text.prefix(messageMax))
  }
}
