/// How a log is written, found from its first lines.
package struct LogFormat: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// A JSON object a line.
    case jsonLines = "JSON Lines"
    /// One JSON document with a list of runs.
    case jsonDocument = "one JSON document"
    /// `level=info msg="…"`.
    case logfmt
    /// systemd's export format: fields a line, an empty line behind each record.
    case journal = "journal export"
    /// Lines of text, most of them with a time.
    case stampedText = "text with times"
    case text
  }

  package var kind: Kind
  /// Whether most lines begin with the service that wrote them: `web_1  | `.
  package private(set) var hasServices = true

  /// - Parameter sample: the first bytes of the log; may end within a line.
  package init(sample: UnsafeRawBufferPointer, stamp: TimeStamp) {
    let lines = Self.lines(sample)
    kind = Self.kind(of: lines, sample, stamp)
    hasServices = lines.count { Self.isOfService($0, stamp) } * 2 > lines.count
  }

  /// Compose colours the names of services, and cleans the line before them.
  private static func isOfService(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp) -> Bool {
    TerminalColours.removed(from: line)?.withUnsafeBytes { Carrier($0, stamp).isOfService }
      ?? Carrier(line, stamp).isOfService
  }

  package init(_ kind: Kind) { self.kind = kind }

  /// How many lines are looked at.
  private static let linesMax = 200

  private static func lines(_ sample: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    LogReader.withoutMark(sample).split(separator: 0x0a, maxSplits: linesMax).prefix(linesMax)
      .map { UnsafeRawBufferPointer(rebasing: $0) }
      .filter { !$0.allSatisfy(\.isBlank) }
  }

  private static func kind(
    of lines: [UnsafeRawBufferPointer], _ sample: UnsafeRawBufferPointer, _ stamp: TimeStamp
  ) -> Kind {
    guard let first = lines.first else { return .text }
    if first.starts(with: "__CURSOR=".utf8) || first.starts(with: "__REALTIME_TIMESTAMP=".utf8) {
      return .journal
    }
    let whole = lines.count > 1 ? lines.dropLast() : lines[...]
    let objects = whole.count { $0.first == 0x7b && JSONText($0) != nil }
    let opening = first.first { !$0.isBlank }
    if lines.count == 1 || JSONText(first) == nil, opening == 0x7b || opening == 0x5b,
      isDocument(sample), !isRecord(first)
    {
      return .jsonDocument
    }
    if objects * 2 > whole.count { return .jsonLines }
    let pairs = whole.count { line in
      let text = String(decoding: line, as: UTF8.self)
      return text.contains("level=") && text.contains("msg=")
    }
    if pairs * 2 > whole.count { return .logfmt }
    // Lines that are indented belong to those above them, which alone are to have times.
    let starts = whole.filter { !($0.first?.isBlank ?? true) }
    let stamped = starts.count { LineHeader($0, stamp).time != nil }
    return stamped * 3 >= starts.count && stamped > 0 ? .stampedText : .text
  }

  /// Whether a line alone is a record that says how serious it is.
  private static func isRecord(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let record = JSONText(line) else { return false }
    return FieldNames.standard.level.contains { record[$0]?.scalar != nil }
  }

  private static func isDocument(_ sample: UnsafeRawBufferPointer) -> Bool {
    let head = String(decoding: sample.prefix(400).filter { !$0.isBlank }, as: UTF8.self)
    return head.contains("\"deployments\":[") || head.contains("\"runs\":[")
      || head.hasPrefix("[{")
  }
}
