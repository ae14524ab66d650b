/// The frame of every chart: a drawing with a name and a description for those who cannot see it.
///
/// Charts are SVG without scripts and without colours of their own; the style sheet's classes
/// (`chart-bar`, `chart-line`, `chart-label`, `chart-value`, `chart-axis`) give them the colours of
/// the page, light or dark. Lengths across are parts of the width, so a chart fits any screen and
/// its text keeps its size.
package struct Chart<Content: HTML>: HTML {
  private let name: String
  private let description: String
  private let height: Int
  private let content: Content

  /// - Parameter height: In CSS pixels.
  init(name: String, description: String, height: Int, @HTMLBuilder content: () -> Content) {
    self.name = name
    self.description = description
    self.height = height
    self.content = content()
  }

  package func write(_ writer: inout HTMLWriter) {
    svg(
      .class("chart"), .role("img"), .ariaLabel(name + ". " + description),
      .width(percent: 100), .height(height)
    ) {
      content
    }.write(&writer)
  }
}
