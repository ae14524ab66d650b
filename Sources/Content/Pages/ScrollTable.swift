/// A table that scrolls within itself where it is too wide, and can be scrolled by keyboard.
package struct ScrollTable<Content: HTML>: HTML {
  private let name: String
  private let isStacked: Bool
  private let content: Content

  /// - Parameter isStacked: on a phone each row is a block, with its cells one below the other.
  package init(_ name: String, isStacked: Bool = false, @HTMLBuilder content: () -> Content) {
    self.name = name
    self.isStacked = isStacked
    self.content = content()
  }

  package func write(_ writer: inout HTMLWriter) {
    div(.class("table-box"), .role("group"), .ariaLabel(name), .tabindex(0)) {
      table(.class("stacked").when(isStacked)) { content }
    }.write(&writer)
  }
}
