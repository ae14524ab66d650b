/// The name of an element with content; called like a function it makes one.
///
/// ```swift
/// div(.class("card")) {
///   h2 { item.name }
///   if let note = item.note { p { note } }
/// }
/// ```
@usableFromInline package struct Tag: Sendable {
  @usableFromInline let name: StaticString
  @usableFromInline let isBlock: Bool

  @inlinable init(_ name: StaticString, isBlock: Bool) {
    self.name = name
    self.isBlock = isBlock
  }

  /// An element that may end its line, which keeps the source of a page readable.
  @inlinable static func block(_ name: StaticString) -> Tag { Tag(name, isBlock: true) }

  /// An element within a line, where a line break would show as a space.
  @inlinable static func inline(_ name: StaticString) -> Tag { Tag(name, isBlock: false) }

  @inlinable package func callAsFunction<Content: HTML>(
    _ attributes: Attribute..., @HTMLBuilder content: () -> Content
  ) -> Element<Content> {
    Element(self, attributes, content())
  }

  @inlinable package func callAsFunction(_ attributes: Attribute...) -> Element<Empty> {
    Element(self, attributes, Empty())
  }
}

/// The name of an element that can have no content, such as `img`.
@usableFromInline package struct VoidTag: Sendable {
  @usableFromInline let name: StaticString

  @inlinable init(_ name: StaticString) { self.name = name }

  @inlinable package func callAsFunction(_ attributes: Attribute...) -> VoidElement {
    VoidElement(name, attributes)
  }
}

/// An element with its attributes and content.
@usableFromInline package struct Element<Content: HTML>: HTML {
  @usableFromInline let tag: Tag
  @usableFromInline let attributes: [Attribute]
  @usableFromInline let content: Content

  @inlinable init(_ tag: Tag, _ attributes: [Attribute], _ content: Content) {
    self.tag = tag
    self.attributes = attributes
    self.content = content
  }

  @inlinable package func write(_ writer: inout HTMLWriter) {
    writer.byte(0x3C)
    writer.markup(tag.name)
    for attribute in attributes { attribute.write(&writer) }
    writer.byte(0x3E)
    content.write(&writer)
    writer.markup("</")
    writer.markup(tag.name)
    writer.byte(0x3E)
    if tag.isBlock { writer.byte(0x0A) }
  }
}

/// An element without content.
@usableFromInline package struct VoidElement: HTML {
  @usableFromInline let name: StaticString
  @usableFromInline let attributes: [Attribute]

  @inlinable init(_ name: StaticString, _ attributes: [Attribute]) {
    self.name = name
    self.attributes = attributes
  }

  @inlinable package func write(_ writer: inout HTMLWriter) {
    writer.byte(0x3C)
    writer.markup(name)
    for attribute in attributes { attribute.write(&writer) }
    writer.byte(0x3E)
  }
}
