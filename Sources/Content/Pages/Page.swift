/// A whole document: the head, and a body of header, main content and footer.
///
/// The first thing in the body is a link that leads past the header, for those who move by
/// keyboard.
@usableFromInline package struct Page<Header: HTML, Content: HTML, Footer: HTML>: HTML {
  @usableFromInline let head: PageHead
  @usableFromInline let header: Header
  @usableFromInline let content: Content
  @usableFromInline let footer: Footer

  @inlinable package init(
    _ head: PageHead, @HTMLBuilder header: () -> Header, @HTMLBuilder content: () -> Content,
    @HTMLBuilder footer: () -> Footer
  ) {
    self.head = head
    self.header = header()
    self.content = content()
    self.footer = footer()
  }

  @inlinable package func write(_ writer: inout HTMLWriter) {
    writer.markup("<!doctype html>\n<html lang=\"")
    writer.text(head.language)
    writer.markup("\">\n<head>\n")
    head.write(&writer)
    writer.markup("</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to content</a>\n")
    writer.markup("<header class=\"page-header\">\n<div class=\"width\">\n")
    header.write(&writer)
    writer.markup("</div>\n</header>\n<main id=\"content\" class=\"width\" tabindex=\"-1\">\n")
    content.write(&writer)
    writer.markup("</main>\n<footer class=\"page-footer\">\n<div class=\"width\">\n")
    footer.write(&writer)
    writer.markup("</div>\n</footer>\n</body>\n</html>\n")
  }
}
