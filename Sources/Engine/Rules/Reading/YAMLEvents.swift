// The one file that calls libfyaml. Its events are used, not its documents: they know the place of
// every value, and leave aliases alone, which a document would copy without bound.

import CFYAML

/// A text being stepped through. The text must outlive it: libfyaml keeps pointers into it.
struct YAMLEvents: ~Copyable {
  private let diagnostics: OpaquePointer
  private let parser: OpaquePointer

  /// The C functions are `fy_diag_create`, `fy_parser_create` and `fy_parser_set_string`.
  ///
  /// - Returns: nil when memory is short.
  init?(_ text: UnsafeBufferPointer<CChar>) {
    var settings = fy_diag_cfg()
    fy_diag_cfg_default(&settings)
    settings.fp = nil
    settings.output_fn = { _, _, _, _ in }  // without it errors go to standard error
    guard let diagnostics = fy_diag_create(&settings) else { return nil }
    fy_diag_set_collect_errors(diagnostics, true)
    var configuration = fy_parse_cfg()
    configuration.flags = FYPCF_QUIET
    configuration.diag = diagnostics
    guard let parser = fy_parser_create(&configuration) else {
      fy_diag_destroy(diagnostics)
      return nil
    }
    guard fy_parser_set_string(parser, text.baseAddress, text.count) == 0 else {
      fy_parser_destroy(parser)
      fy_diag_destroy(diagnostics)
      return nil
    }
    self.diagnostics = diagnostics
    self.parser = parser
  }

  deinit {
    fy_parser_destroy(parser)
    fy_diag_destroy(diagnostics)
  }

  /// The next event; nil at the end. The corresponding C function is `fy_parser_parse`.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent? {
    guard let event = fy_parser_parse(parser) else {
      if let error = firstError() { throw error }
      return nil
    }
    defer { fy_parser_event_free(parser, event) }
    return YAMLEvent(kind: kind(of: event), mark: mark(of: event), sign: sign(of: event))
  }

  private func kind(of event: UnsafeMutablePointer<fy_event>) -> YAMLEvent.Kind {
    switch event.pointee.type {
    case FYET_SCALAR:
      let token = fy_event_get_token(event)
      return .scalar(text(of: token), isPlain: fy_token_scalar_style(token) == FYSS_PLAIN)
    case FYET_ALIAS: return .alias(text(of: fy_event_get_token(event)))
    case FYET_SEQUENCE_START: return .listStart
    case FYET_SEQUENCE_END: return .listEnd
    case FYET_MAPPING_START: return .mappingStart
    case FYET_MAPPING_END: return .mappingEnd
    case FYET_DOCUMENT_START: return .documentStart
    default: return .other
    }
  }

  private func text(of token: OpaquePointer?) -> String {
    var length = 0
    guard let token, let start = fy_token_get_text(token, &length) else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }

  private func mark(of event: UnsafeMutablePointer<fy_event>) -> YAMLNode.Mark {
    let mark = Self.place(fy_event_start_mark(event))
    guard event.pointee.type == FYET_ALIAS else { return mark }
    return YAMLNode.Mark(line: mark.line, column: mark.column - 1)  // it stands behind the star
  }

  private func sign(of event: UnsafeMutablePointer<fy_event>) -> YAMLEvent.Sign? {
    if let token = fy_event_get_anchor_token(event) {
      let mark = Self.place(fy_token_start_mark(token))
      return YAMLEvent.Sign(
        character: "&", mark: YAMLNode.Mark(line: mark.line, column: mark.column - 1))
    }
    return fy_event_get_tag_token(event).map { token in
      YAMLEvent.Sign(character: "!", mark: Self.place(fy_token_start_mark(token)))
    }
  }

  /// The marks of libfyaml count from nought.
  private static func place(_ mark: UnsafePointer<fy_mark>?) -> YAMLNode.Mark {
    guard let mark = mark?.pointee else { return .start }
    return YAMLNode.Mark(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// The corresponding C function is `fy_diag_errors_iterate`; its lines count from one.
  private func firstError() -> YAMLSyntaxError? {
    var position: UnsafeMutableRawPointer?
    guard let error = fy_diag_errors_iterate(diagnostics, &position) else { return nil }
    return YAMLSyntaxError(
      mark: YAMLNode.Mark(
        line: max(1, Int(error.pointee.line)), column: max(1, Int(error.pointee.column))),
      message: String(cString: error.pointee.msg))
  }
}
