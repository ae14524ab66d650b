// What a log tells, event by event, in whatever of the usual ways it is written:
//
//   bytes ─► lines (LineSplitter) ─► what wrote them down (Carrier)
//       │                        ├─► records (JSON, logfmt) ─► events (RecordEvent)
//       │                        └─► text (LineHeader) ─► blocks (LineStreams) ─► events
//       └──► records of a journal (JournalRecords) ─► events (RecordEvent)
//
// The module opens no file and reads no clock, and knows of no kind of failure. Memory holds one
// line and one event of each stream; only a single JSON document is held whole, and has a limit.

/// Reads one log that arrives piece by piece.
package struct LogReader {
  /// What was found on the way.
  package struct Statistics: Sendable, Equatable {
    package var lines = 0
    package var events = 0
    /// Events that say how serious they are.
    package var levels = 0
    /// Lines and texts longer than the limit, whose end was left out.
    package var cutLines = 0
    /// Lines with bytes that are no UTF-8.
    package var brokenLines = 0
    /// Lines of a log of records that are no record; they are events without level.
    package var oddLines = 0
    /// Events that say that they happen more than a day after the log was received.
    package var futureTimes = 0
  }

  package static let sampleBytes = 64 << 10
  /// A longer line is cut: a record can be read only whole, and some hold a request or its answer.
  private static let lineBytesMax = 1 << 20
  private static let textBytesMax = 64 << 10
  /// A single JSON document may be as large.
  package static let documentBytesMax = 64 << 20

  package let format: LogFormat
  package private(set) var statistics = Statistics()
  private let records: RecordEvent
  private var splitter: LineSplitter
  private var streams: LineStreams
  private var document: [UInt8] = []
  private var journal: JournalRecords

  package init(_ format: LogFormat, stamp: TimeStamp, names: FieldNames = FieldNames()) {
    self.format = format
    records = RecordEvent(names: names, stamp: stamp)
    splitter = LineSplitter(lineBytesMax: Self.lineBytesMax)
    journal = JournalRecords(fieldBytesMax: Self.lineBytesMax)
    streams = LineStreams(
      isStamped: format.kind == .stampedText, partBytesMax: Self.lineBytesMax)
  }

  /// Takes bytes in, and hands on each event that ends in them.
  package mutating func take(
    _ bytes: UnsafeRawBufferPointer, _ body: (LogEvent) throws -> Void
  ) throws {
    if format.kind == .jsonDocument {
      guard document.count + bytes.count <= Self.documentBytesMax else { throw LogError.tooLarge }
      return document.append(contentsOf: bytes)
    }
    if format.kind == .journal {
      var journal = journal
      try journal.take(bytes) { try take($0, body) }
      self.journal = journal
      return
    }
    var splitter = splitter
    try splitter.take(bytes) { try line($0, $1, body) }
    self.splitter = splitter
  }

  /// Hands on what is left.
  ///
  /// - Throws: ``LogError`` when a document is not one.
  package mutating func finish(_ body: (LogEvent) throws -> Void) throws {
    var splitter = splitter
    try splitter.finish { try line($0, $1, body) }
    self.splitter = splitter
    statistics.lines = splitter.line
    statistics.cutLines += splitter.cutLines
    try withStreams { streams, reader in try streams.finish { try reader.hand(on: $0, body) } }
    statistics.brokenLines = streams.brokenLines
    statistics.cutLines += streams.cutParts
    if format.kind == .journal { try finishJournal(body) }
    if format.kind == .jsonDocument { try finishDocument(body) }
  }

  private mutating func line(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ body: (LogEvent) throws -> Void
  ) throws {
    let bytes = number == 1 ? Self.withoutMark(bytes) : bytes
    switch format.kind {
    case .jsonLines: try record(bytes.first == 0x7b ? JSONText(bytes) : nil, number, bytes, body)
    case .logfmt:
      try record(JSONText(logfmt: String(decoding: bytes, as: UTF8.self)), number, bytes, body)
    case .stampedText, .text: try text(number, bytes, body)
    case .journal, .jsonDocument: break
    }
  }

  private mutating func record(
    _ record: JSONText?, _ number: Int, _ bytes: UnsafeRawBufferPointer,
    _ body: (LogEvent) throws -> Void
  ) throws {
    if let record, let carrier = Carrier(record, records.stamp) {
      var line = Array((record["log"]?.scalar ?? "").utf8)
      if line.last == 0x0a { line.removeLast() }
      if line.last == 0x0d { line.removeLast() }
      line = line.withUnsafeBytes(TerminalColours.removed) ?? line
      return try line.withUnsafeBytes { try own($0, carrier, number, body) }
    }
    if let record, let event = records.event(record, line: number) {
      return try end("", with: format.kind == .logfmt ? timed(event, bytes) : event, body)
    }
    if bytes.allSatisfy(\.isBlank) { return }
    statistics.oddLines += 1
    try text(number, bytes, body)
  }

  /// What carries the lines of a program may write a time before the program's own words.
  private func timed(_ event: LogEvent, _ bytes: UnsafeRawBufferPointer) -> LogEvent {
    if event.time != nil { return event }
    let header = LineHeader(bytes, records.stamp)
    var event = event
    event.time = header.time
    if event.source.isEmpty { event.source = header.source }
    return event
  }

  // MARK: - Lines of text

  private mutating func text(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ body: (LogEvent) throws -> Void
  ) throws {
    guard let plain = TerminalColours.removed(from: bytes) else {
      return try own(bytes, carrier(bytes), number, body)
    }
    try plain.withUnsafeBytes { try own($0, carrier($0), number, body) }
  }

  private func carrier(_ line: UnsafeRawBufferPointer) -> Carrier {
    Carrier(line, records.stamp, hasServices: format.hasServices)
  }

  /// A line as its program wrote it, behind what carries it.
  private mutating func own(
    _ bytes: UnsafeRawBufferPointer, _ carrier: Carrier, _ number: Int,
    _ body: (LogEvent) throws -> Void
  ) throws {
    if streams.isPart(carrier) {
      let words = UnsafeRawBufferPointer(rebasing: bytes[carrier.end...])
      let line = try withStreams { streams, reader in
        try streams.join(words, carrier, at: number) { try reader.hand(on: $0, body) }
      }
      guard let line else { return }
      var whole = carrier
      whole.end = 0
      return try line.withUnsafeBytes { try read($0, whole, number, body) }
    }
    try read(bytes, carrier, number, body)
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer, _ carrier: Carrier, _ number: Int,
    _ body: (LogEvent) throws -> Void
  ) throws {
    if let event = record(among: number, bytes, carrier) {
      return try end(carrier.stream, with: event, body)
    }
    let header = LineHeader(bytes, carrier, records.stamp)
    try withStreams { streams, reader in
      try streams.take(number, bytes, header, of: carrier.stream) {
        try reader.hand(on: $0, body)
      }
    }
  }

  /// A record among lines of text, such as a library's that writes in its own way: one that says
  /// when or how serious it is. Others are what the line above shows.
  private func record(
    among number: Int, _ bytes: UnsafeRawBufferPointer, _ carrier: Carrier
  ) -> LogEvent? {
    let words = bytes[carrier.end...]
    guard words.first == 0x7b, let record = JSONText(UnsafeRawBufferPointer(rebasing: words)),
      var event = records.event(record, line: number)
    else { return nil }
    event.time = event.time ?? carrier.time
    event.level = event.level ?? carrier.level
    if event.source.isEmpty { event.source = carrier.source }
    event.saysLevel = event.level != nil
    return event.time != nil || event.level != nil ? event : nil
  }

  /// A byte order mark is no part of the first line.
  static func withoutMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
    return isMarked ? UnsafeRawBufferPointer(rebasing: bytes[3...]) : bytes
  }

  /// A record ends the lines of text above it.
  private mutating func end(
    _ stream: String, with event: LogEvent, _ body: (LogEvent) throws -> Void
  ) throws {
    try withStreams { streams, reader in
      try streams.take(event, of: stream) { try reader.hand(on: $0, body) }
    }
  }

  /// The streams hand events to the reader that holds them.
  private mutating func withStreams<Result>(
    _ body: (inout LineStreams, inout Self) throws -> Result
  ) rethrows -> Result {
    var streams = LineStreams(isStamped: false, partBytesMax: 0)
    swap(&streams, &self.streams)
    defer { swap(&streams, &self.streams) }
    return try body(&streams, &self)
  }

  private mutating func hand(on event: LogEvent, _ body: (LogEvent) throws -> Void) throws {
    var event = event
    if let time = event.time, time > records.stamp.reference + Self.futureMax {
      statistics.futureTimes += 1
      event.time = nil
    }
    if event.message.utf8.count > Self.textBytesMax {
      statistics.cutLines += 1
      event.message = Self.cut(event.message)
    }
    if event.details.utf8.count > Self.textBytesMax { event.details = Self.cut(event.details) }
    statistics.events += 1
    if event.level != nil { statistics.levels += 1 }
    try body(event)
  }

  private static func cut(_ text: String) -> String {
    String(decoding: text.utf8.prefix(textBytesMax), as: UTF8.self)
  }

  /// Clocks and zones may differ by a day.
  private static let futureMax = 86_400_000

  // MARK: - Journal

  private mutating func take(
    _ record: JournalRecords.Record, _ body: (LogEvent) throws -> Void
  ) throws {
    guard let event = records.event(.object(record.fields), line: record.line) else { return }
    try hand(on: event, body)
  }

  private mutating func finishJournal(_ body: (LogEvent) throws -> Void) throws {
    var journal = journal
    try journal.finish { try take($0, body) }
    self.journal = journal
    statistics.lines = journal.lines
    statistics.cutLines += journal.cutFields
    statistics.oddLines = journal.oddLines
  }

  // MARK: - One document

  /// The runs of a document, and what their own logs say. Lines mean nothing there, so each is
  /// given the number of its place.
  private mutating func finishDocument(_ body: (LogEvent) throws -> Void) throws {
    guard let value = document.withUnsafeBytes({ JSONText($0) }) else { throw LogError.notJSON }
    document = []
    var place = 0
    let runs = value["deployments"] ?? value["runs"]
    for run in Self.list(runs ?? value) {
      for entry in Self.list(run["logs"] ?? .null) {
        place += 1
        guard var event = records.event(entry, line: place) else { continue }
        event.run = event.run ?? run["deployment_id"]?.scalar ?? run["id"]?.scalar
        event.isOfRuns = true
        try hand(on: event, body)
      }
      place += 1
      guard var event = records.event(run, line: place) else { continue }
      // A plain list of records, as log viewers export, is not kept by runs unless they name one.
      if runs != nil {
        event.run = event.run ?? run["id"]?.scalar
        event.isOfRuns = true
      }
      try hand(on: event, body)
    }
    statistics.lines = place
  }

  private static func list(_ value: JSONText) -> [JSONText] {
    if case .array(let values) = value { return values }
    return []
  }
}

/// Why a log cannot be read.
package enum LogError: Error, Equatable, CustomStringConvertible {
  case notJSON
  case tooLarge

  package var description: String {
    switch self {
    case .notJSON: "it begins like a JSON document and is none that is whole"
    case .tooLarge:
      "it is one JSON document of more than \(LogReader.documentBytesMax >> 20) MB; write a record"
        + " a line instead (JSON Lines)"
    }
  }
}
