// The one file that calls libyaml. Its events are used, not its documents: they know the place of
// every value, and leave aliases alone, which a document would copy without bound.

import CYAML

/// A text being stepped through. The text must outlive it: libyaml keeps a pointer to it.
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeBufferPointer<UInt8>

  /// The C functions are `yaml_parser_initialize` and `yaml_parser_set_input_string`.
  ///
  /// - Returns: nil when memory is short.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    self.parser = parser
    self.text = text
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; nil at the end. The corresponding C function is `yaml_parser_parse`.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent? {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw error() }
    defer { yaml_event_delete(&event) }
    if event.type == YAML_NO_EVENT { return nil }
    return YAMLEvent(
      kind: kind(of: event), mark: Self.place(event.start_mark), sign: sign(of: event))
  }

  private func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return .scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    case YAML_ALIAS_EVENT: return .alias(String(cString: event.data.alias.anchor))
    case YAML_SEQUENCE_START_EVENT: return .listStart
    case YAML_SEQUENCE_END_EVENT: return .listEnd
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    default: return .other
    }
  }

  /// What stands before the value.
  private func sign(of event: yaml_event_t) -> Character? {
    let (anchor, tag) =
      switch event.type {
      case YAML_SCALAR_EVENT: (event.data.scalar.anchor, event.data.scalar.tag)
      case YAML_SEQUENCE_START_EVENT:
        (event.data.sequence_start.anchor, event.data.sequence_start.tag)
      case YAML_MAPPING_START_EVENT:
        (event.data.mapping_start.anchor, event.data.mapping_start.tag)
      default: (nil, nil)
      }
    return anchor != nil ? "&" : tag != nil ? "!" : nil
  }

  /// The marks of libyaml count from nought.
  private static func place(_ mark: yaml_mark_t) -> YAMLNode.Mark {
    YAMLNode.Mark(line: mark.line + 1, column: mark.column + 1)
  }

  /// What it says where text begins with a sign: it was meant as text.
  private static let signs: Set = [
    "while scanning an alias", "while scanning an anchor", "while scanning a tag",
  ]

  private func error() -> YAMLSyntaxError {
    let parser = parser.pointee
    if let context = parser.context, Self.signs.contains(String(cString: context)) {
      let mark = parser.context_mark
      return YAMLSyntaxError(
        mark: Self.place(mark), message: "", sign: offset(ofCharacter: Int(mark.index)))
    }
    let message = parser.problem.map { String(cString: $0) } ?? "too little memory"
    // Bytes that are no text are met before anything is counted.
    let mark =
      parser.error == YAML_READER_ERROR
      ? place(ofByte: parser.problem_offset) : Self.place(parser.problem_mark)
    return YAMLSyntaxError(mark: mark, message: message)
  }

  private func offset(ofCharacter index: Int) -> Int {
    var count = 0
    return text.firstIndex { byte in
      if byte & 0xC0 != 0x80 { count += 1 }
      return count > index
    } ?? text.count
  }

  private func place(ofByte offset: Int) -> YAMLNode.Mark {
    let before = text.prefix(offset)
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
    // Of a character its first byte alone is counted.
    return YAMLNode.Mark(line: line, column: before[start...].count { $0 & 0xC0 != 0x80 } + 1)
  }
}
