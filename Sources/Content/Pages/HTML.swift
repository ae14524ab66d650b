// Pages: HTML as typed Swift values, written straight into a buffer of bytes.
//
// A page is a value that knows how to write itself. Nothing builds a tree and nothing joins
// strings: tags are static bytes, and text is escaped on its way into the buffer. What comes from a
// file is a `String`, and a `String` is always escaped; the only ways around that are ``Raw``,
// whose argument must be a literal, and ``SafeHTML``, which only this module's own writer can fill.
//
// The module does no I/O, reads no clock and knows no domain word.

/// Something that can write itself as HTML.
@usableFromInline package protocol HTML {
  /// Appends this value's markup to `writer`.
  func write(_ writer: inout HTMLWriter)
}

extension HTML {
  /// The markup as a string, for tests and small pieces; pages go through a reused ``HTMLWriter``.
  package var markup: String {
    var writer = HTMLWriter(capacity: 1024)
    write(&writer)
    return writer.string
  }
}

extension String: HTML {
  @inlinable package func write(_ writer: inout HTMLWriter) { writer.text(self) }
}

extension Substring: HTML {
  @inlinable package func write(_ writer: inout HTMLWriter) { writer.text(self) }
}

extension Int: HTML {
  @inlinable package func write(_ writer: inout HTMLWriter) { writer.integer(self) }
}

extension Optional: HTML where Wrapped: HTML {
  @inlinable package func write(_ writer: inout HTMLWriter) { self?.write(&writer) }
}

/// Markup written by hand in the source code, passed through as it is.
@usableFromInline package struct Raw: HTML {
  @usableFromInline let markup: StaticString

  @inlinable package init(_ markup: StaticString) { self.markup = markup }

  @inlinable package func write(_ writer: inout HTMLWriter) { writer.markup(markup) }
}

/// Markup rendered once and kept, such as a header that every page of a site repeats.
package struct SafeHTML: HTML, Sendable {
  private let bytes: [UInt8]

  package init(@HTMLBuilder _ content: () -> some HTML) {
    var writer = HTMLWriter(capacity: 1024)
    content().write(&writer)
    bytes = writer.withBytes { Array($0) }
  }

  package func write(_ writer: inout HTMLWriter) {
    bytes.withUnsafeBufferPointer { writer.append($0) }
  }
}

/// A whole number with its thousands set apart: `12,345`.
package struct Grouped: HTML {
  private let number: Int

  package init(_ number: Int) { self.number = number }

  package func write(_ writer: inout HTMLWriter) { writer.grouped(number) }
}
