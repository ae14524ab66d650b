// Where several programs write into one log, the lines of one stand between those of others. What
// belongs together is looked for in the lines of each: a trace is one event, whoever spoke
// meanwhile. Who falls silent is waited for as long as lines are written at once.

/// Puts lines of text together to events, for each stream of them.
struct LineStreams {
  private struct Stream {
    let name: String
    var blocks: BlockBuilder
    /// Of its last line.
    var line = 0
    var time: Int?
    /// A line that was too long for one, as far as it is known.
    var part: [UInt8] = []

    /// Where what it says now began; nil where nothing is open.
    var openLine: Int? { blocks.openLine ?? (part.isEmpty ? nil : line) }
  }

  /// More than these are not waited for: the one that is silent for longest ends.
  private static let streamsMax = 8
  private static let linesMax = 200
  private static let waitingMax = 1000

  private let isStamped: Bool
  private let partBytesMax: Int
  private var streams: [Stream] = []
  /// The stream of the line above.
  private var latest = ""
  /// Events that ended behind one that goes on: all are handed on in the order of their lines.
  private var waiting: [LogEvent] = []
  private var brokenBefore = 0
  /// Parts of lines that were longer than can be read.
  private(set) var cutParts = 0

  init(isStamped: Bool, partBytesMax: Int) {
    self.isStamped = isStamped
    self.partBytesMax = partBytesMax
  }

  /// Lines that are no UTF-8.
  var brokenLines: Int { streams.reduce(brokenBefore) { $0 + $1.blocks.brokenLines } }

  /// Takes the next line in, and hands on what has ended with it.
  mutating func take(
    _ number: Int, _ line: UnsafeRawBufferPointer, _ header: LineHeader, of name: String,
    _ body: (LogEvent) throws -> Void
  ) rethrows {
    // What nobody else wrote down, and says no time, is what the line above goes on with.
    let isBelow = !header.isCarried && header.time == nil
    let place = try begin(isBelow ? latest : name, number, header.time, body)
    if let event = streams[place].blocks.take(number, line, header) {
      try hand(on: event, of: place, body)
    }
  }

  /// Takes a record in, which ends what its stream said above.
  mutating func take(
    _ record: LogEvent, of name: String, _ body: (LogEvent) throws -> Void
  ) rethrows {
    let place = try begin(name, record.line, record.time, body)
    try finish(place, body)
    try hand(on: record, of: place, body)
  }

  /// Keeps what is not a whole line yet.
  ///
  /// - Returns: the whole line with what came before; nil when it goes on.
  mutating func join(
    _ words: UnsafeRawBufferPointer, _ carrier: Carrier, at number: Int,
    _ body: (LogEvent) throws -> Void
  ) rethrows -> [UInt8]? {
    let place = try begin(carrier.stream, number, carrier.time, body)
    let room = max(0, partBytesMax - streams[place].part.count)
    if words.count > room { cutParts += 1 }
    streams[place].part += words.prefix(room)
    if carrier.isPart { return nil }
    defer { streams[place].part = [] }
    return streams[place].part
  }

  /// Whether a line is of several pieces.
  func isPart(_ carrier: Carrier) -> Bool {
    carrier.isPart || streams.contains { $0.name == carrier.stream && !$0.part.isEmpty }
  }

  mutating func finish(_ body: (LogEvent) throws -> Void) rethrows {
    let order = streams.indices.sorted { streams[$0].line < streams[$1].line }
    for place in order { try finish(place, body) }
  }

  private mutating func finish(_ place: Int, _ body: (LogEvent) throws -> Void) rethrows {
    if !streams[place].part.isEmpty { try finishPart(place, body) }
    if let event = streams[place].blocks.finish() { try hand(on: event, of: place, body) }
  }

  private mutating func hand(
    on event: LogEvent, of place: Int, _ body: (LogEvent) throws -> Void
  ) rethrows {
    let isAlone = streams.count == 1 && waiting.isEmpty
    if isAlone, streams[place].name.isEmpty { return try body(event) }
    var event = event
    event.stream = streams[place].name
    if isAlone { return try body(event) }
    let later = waiting.lastIndex { $0.line <= event.line }.map { $0 + 1 } ?? 0
    waiting.insert(event, at: later)
    let open = streams.reduce(Int.max) { min($0, $1.openLine ?? .max) }
    let count = max(
      waiting.firstIndex { $0.line >= open } ?? waiting.count, waiting.count - Self.waitingMax)
    for event in waiting[..<count] { try body(event) }
    waiting.removeFirst(count)
  }

  /// A line whose end did not come is told as far as it is known.
  private mutating func finishPart(_ place: Int, _ body: (LogEvent) throws -> Void) rethrows {
    var header = LineHeader()
    header.isCarried = true
    header.time = streams[place].time
    let (part, line) = (streams[place].part, streams[place].line)
    streams[place].part = []
    let ended = part.withUnsafeBytes { streams[place].blocks.take(line, $0, header) }
    if let ended { try hand(on: ended, of: place, body) }
  }

  /// The place of a stream, which is new or goes on.
  private mutating func begin(
    _ name: String, _ number: Int, _ time: Int?, _ body: (LogEvent) throws -> Void
  ) rethrows -> Int {
    if streams.count > 1 { try endSilent(name, number, time, body) }
    let place: Int
    if let known = streams.firstIndex(where: { $0.name == name }) {
      place = known
    } else {
      if streams.count == Self.streamsMax { try remove(body) }
      place = streams.count
      streams.append(Stream(name: name, blocks: BlockBuilder(isStamped: isStamped)))
    }
    latest = name
    streams[place].line = number
    streams[place].time = time ?? streams[place].time
    return place
  }

  private mutating func endSilent(
    _ name: String, _ number: Int, _ time: Int?, _ body: (LogEvent) throws -> Void
  ) rethrows {
    for place in streams.indices where streams[place].name != name {
      let silence = time.flatMap { time in streams[place].time.map { time - $0 } } ?? 0
      if silence > BlockBuilder.gapMax || number - streams[place].line > Self.linesMax {
        try finish(place, body)
      }
    }
  }

  /// Makes room: the stream that is silent for longest.
  private mutating func remove(_ body: (LogEvent) throws -> Void) rethrows {
    guard let place = streams.indices.min(by: { streams[$0].line < streams[$1].line }) else {
      return
    }
    try finish(place, body)
    brokenBefore += streams[place].blocks.brokenLines
    streams.remove(at: place)
  }
}
