/// One attribute of an element, its value escaped when it is written.
///
/// The list is closed on purpose: there is no `style` and no event handler, because pages run under
/// a content policy that forbids both; and an address is a ``Link``, which cannot carry a script.
@usableFromInline package struct Attribute: Sendable {
  @usableFromInline enum Value: Sendable {
    case absent
    case present
    case text(String)
    case link(Link)
    /// The files of one picture with their widths in pixels.
    case sources([(link: Link, width: Int)])
    case loading(Loading)
    case integer(Int)
    case decimal(Double)
    case percent(Double)
  }

  @usableFromInline let name: StaticString
  @usableFromInline let value: Value

  @inlinable init(_ name: StaticString, _ value: Value) {
    self.name = name
    self.value = value
  }

  @inlinable init(_ name: StaticString, _ text: String) { self.init(name, .text(text)) }
  @inlinable init(_ name: StaticString, _ integer: Int) { self.init(name, .integer(integer)) }
  @inlinable init(_ name: StaticString, _ link: Link?) {
    self.init(name, link.map { .link($0) } ?? .absent)
  }

  /// This attribute when `condition` holds, and otherwise none.
  @inlinable package func when(_ condition: Bool) -> Attribute {
    condition ? self : Attribute(name, .absent)
  }

  @inlinable func write(_ writer: inout HTMLWriter) {
    switch value {
    case .absent: return
    case .loading(let loading): return writer.put(loading)
    default: break
    }
    writer.byte(0x20)
    writer.markup(name)
    if case .present = value { return }
    writer.markup("=\"")
    writeValue(&writer)
    writer.byte(0x22)
  }

  @usableFromInline func writeValue(_ writer: inout HTMLWriter) {
    switch value {
    case .absent, .present, .loading: break
    case .text(let text): writer.text(text)
    case .link(let link): writer.put(link)
    case .sources(let sources):
      for (index, source) in sources.enumerated() {
        if index > 0 { writer.markup(", ") }
        writer.put(source.link)
        writer.byte(0x20)
        writer.integer(source.width)
        writer.byte(0x77)
      }
    case .integer(let integer): writer.integer(integer)
    case .decimal(let decimal): writer.decimal(decimal)
    case .percent(let percent):
      writer.decimal(percent)
      writer.byte(0x25)
    }
  }
}
