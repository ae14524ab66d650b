/// Horizontal bars: a label and a value above each, the longest as wide as the page.
package struct BarChart: HTML {
  /// One bar.
  package struct Bar: Sendable {
    package let label: String
    package let amount: Double
    /// The amount as it is to be read, such as `12 ms`.
    package let value: String

    /// - Parameter amount: What the length stands for; a negative one is drawn as nothing.
    package init(label: String, amount: Double, value: String) {
      self.label = label
      self.amount = amount
      self.value = value
    }
  }

  private static let rowHeight = 44
  private static let labelCharactersMax = 32

  private let name: String
  private let bars: [Bar]

  package init(name: String, bars: [Bar]) {
    self.name = name
    self.bars = bars
  }

  package func write(_ writer: inout HTMLWriter) {
    let height = max(bars.count * BarChart.rowHeight - 8, 1)
    let longest = bars.map(\.amount).filter(\.isFinite).max() ?? 0
    Chart(name: name, description: description, height: height) {
      ForEach(bars.indices) { row in
        draw(bars[row], top: Double(row * BarChart.rowHeight), longest: longest)
      }
    }.write(&writer)
  }

  @HTMLBuilder private func draw(_ bar: Bar, top: Double, longest: Double) -> some HTML {
    DrawingTag.text(.class("chart-label"), .x(percent: 0), .y(top + 15)) { shortened(bar.label) }
    DrawingTag.text(
      .class("chart-value"), .x(percent: 100), .y(top + 15), .textAnchor("end")
    ) { bar.value }
    DrawingTag.rectangle(
      .class("chart-track"), .width(percent: 100), .y(top + 23), .height(pixels: 10),
      .cornerRadius(5))
    DrawingTag.rectangle(
      .class("chart-bar"), .width(percent: width(of: bar, longest: longest)), .y(top + 23),
      .height(pixels: 10), .cornerRadius(5))
  }

  private func width(of bar: Bar, longest: Double) -> Double {
    guard longest > 0, bar.amount.isFinite else { return 0 }
    return max(bar.amount, 0) / longest * 100
  }

  private func shortened(_ label: String) -> String {
    guard label.count > BarChart.labelCharactersMax else { return label }
    return label.prefix(BarChart.labelCharactersMax - 1) + "…"
  }

  private var description: String {
    bars.map { "\($0.label): \($0.value)" }.joined(separator: "; ")
  }
}
