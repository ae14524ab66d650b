/// Reads one YAML text into a tree.
///
/// Anchors, aliases and tags have no place in a rule file. They mostly come from a pattern without
/// quotes, as in `name: *.csv`, so each is told as that, and reading goes on.
struct YAMLReader {
  private static let depthMax = 20

  private var faults: FaultList

  /// So many are told of one file.
  private static let signsMax = 50

  /// - Returns: The tree, nil when there is none: the file is empty, or no YAML, which is a fault.
  static func read(_ text: [UInt8], faults: inout FaultList) -> YAMLNode? {
    var text = text
    for _ in 0..<signsMax {
      var reader = YAMLReader(faults: faults)
      do throws(YAMLSyntaxError) {
        let root = try text.withUnsafeBufferPointer { bytes throws(YAMLSyntaxError) in
          try reader.document(bytes)
        }
        faults = reader.faults
        return root
      } catch {
        guard let sign = error.sign, sign < text.count else {
          faults = reader.faults
          faults.error(error.message, at: error.mark, hint: reader.hint(at: error.mark.line))
          return nil
        }
        // Read anew as if it were a letter, so that it hides no other fault.
        Self.tell(Self.word(at: sign, in: text), at: error.mark, &faults)
        text[sign] = UInt8(ascii: "x")
      }
    }
    return nil
  }

  /// Tells of a word that begins with a sign and has no quotes.
  private static func tell(_ word: String, at mark: YAMLNode.Mark, _ faults: inout FaultList) {
    if word.first == "*" {
      faults.error("“\(word)” goes in quotes", at: mark, hint: "write \"\(word)\"")
    } else {
      faults.error("text that starts with “\(word.prefix(1))” goes in quotes", at: mark)
    }
  }

  private static func word(at start: Int, in text: [UInt8]) -> String {
    let word = text[start...].prefix { byte in
      !" \t\r\n,]}".utf8.contains(byte)
    }
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func document(
    _ text: UnsafeBufferPointer<UInt8>
  ) throws(YAMLSyntaxError) -> YAMLNode? {
    if text.isEmpty { return nil }
    guard var events = YAMLEvents(text) else {
      throw YAMLSyntaxError(mark: .start, message: "there is too little memory")
    }
    var root: YAMLNode?
    while let event = try events.next() {
      if case .other = event.kind { continue }
      if case .documentStart = event.kind {
        if root != nil {
          faults.error(
            "a second document begins here", at: event.mark, hint: "take the line “---” out")
          return root
        }
        continue
      }
      root = try node(event, &events, depth: 0)
    }
    return root
  }

  private mutating func node(
    _ event: YAMLEvent, _ events: inout YAMLEvents, depth: Int
  ) throws(YAMLSyntaxError) -> YAMLNode {
    if depth > Self.depthMax {
      throw YAMLSyntaxError(mark: event.mark, message: "too many brackets in each other")
    }
    if let sign = event.sign {
      Self.tell(String(sign), at: event.mark, &faults)
    }
    switch event.kind {
    case .scalar(let text, let isPlain):
      return YAMLNode(mark: event.mark, content: .scalar(text, isPlain: isPlain))
    case .listStart:
      return YAMLNode(mark: event.mark, content: .list(try list(&events, depth: depth + 1)))
    case .mappingStart:
      let entries = try mapping(&events, depth: depth + 1)
      let mark = entries.first?.key.mark ?? event.mark
      return YAMLNode(mark: mark, content: .mapping(entries))
    case .alias(let text):
      Self.tell("*\(text)", at: event.mark, &faults)
      return YAMLNode(mark: event.mark, content: .scalar("*\(text)", isPlain: false))
    case .listEnd, .mappingEnd, .documentStart, .other:
      throw YAMLSyntaxError(mark: event.mark, message: "a value is missing")
    }
  }

  private mutating func list(
    _ events: inout YAMLEvents, depth: Int
  ) throws(YAMLSyntaxError) -> [YAMLNode] {
    var nodes: [YAMLNode] = []
    while let event = try events.next() {
      if case .listEnd = event.kind { break }
      nodes.append(try node(event, &events, depth: depth))
    }
    return nodes
  }

  private mutating func mapping(
    _ events: inout YAMLEvents, depth: Int
  ) throws(YAMLSyntaxError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    while let event = try events.next() {
      if case .mappingEnd = event.kind { break }
      let key = try node(event, &events, depth: depth)
      guard let next = try events.next() else { break }
      entries.append(YAMLNode.Entry(key: key, value: try node(next, &events, depth: depth)))
    }
    return entries
  }

  /// What is most often the cause of a syntax error in such a line.
  private func hint(at number: Int) -> String {
    let line = faults.line(number)
    let indent = line.prefix { $0 == " " || $0 == "\t" }
    if indent.contains("\t") { return "indent with spaces, not with tabs" }
    if indent.count == line.count { return "a bracket or a quote above may not be closed" }
    if line.contains(where: { "*?#&!%@`{}[]".contains($0) }) || line.ranges(of: ": ").count > 1 {
      return "text with any of * ? : # & ! % @ { } [ ] in it goes in quotes, as in \"*.csv\""
    }
    return "lines that belong together start in the same column"
  }
}
