/// A script of the page's own site, run when the page has been read: never one within the page.
package struct ScriptFile: HTML {
  private let link: Link

  package init(_ link: Link) { self.link = link }

  package func write(_ writer: inout HTMLWriter) {
    Tag.block("script")(.src(link), Attribute("defer", .present)).write(&writer)
  }
}
