/// Bars on a common scale of time: when each thing began and how long it took.
package struct SpanChart: HTML {
  /// One bar.
  package struct Span: Sendable {
    package let label: String
    /// From the begin of the scale, in any unit.
    package let start: Double
    package let length: Double
    /// How long it took, as it is to be read.
    package let value: String
    /// It did not go as it should.
    package let isFault: Bool

    package init(
      label: String, start: Double, length: Double, value: String, isFault: Bool = false
    ) {
      self.label = label
      self.start = start
      self.length = length
      self.value = value
      self.isFault = isFault
    }
  }

  private static let rowHeight = 30
  /// What share of the width the names and the values take at the sides.
  private static let left = 19.0
  private static let right = 19.0

  private let name: String
  private let spans: [Span]

  package init(name: String, spans: [Span]) {
    self.name = name
    self.spans = spans.filter { $0.start.isFinite && $0.length.isFinite }
  }

  package func write(_ writer: inout HTMLWriter) {
    let height = max(spans.count * SpanChart.rowHeight, 1)
    let end = max(spans.map { $0.start + $0.length }.max() ?? 0, .leastNormalMagnitude)
    let scale = (100 - SpanChart.left - SpanChart.right) / end
    Chart(name: name, description: description, height: height) {
      ForEach(spans.indices) { row in
        draw(spans[row], top: Double(row * SpanChart.rowHeight), scale: scale)
      }
    }.write(&writer)
  }

  @HTMLBuilder private func draw(_ span: Span, top: Double, scale: Double) -> some HTML {
    DrawingTag.text(.class("chart-label"), .x(percent: 0), .y(top + 18)) { span.label }
    DrawingTag.rectangle(
      .class("chart-track"), .x(percent: SpanChart.left),
      .width(percent: 100 - SpanChart.left - SpanChart.right), .y(top + 8), .height(pixels: 12),
      .cornerRadius(6))
    DrawingTag.rectangle(
      .class(span.isFault ? "chart-fault" : "chart-bar"),
      .x(percent: SpanChart.left + min(max(span.start, 0) * scale, 61)),
      .width(percent: max(span.length * scale, 0.8)), .y(top + 8), .height(pixels: 12),
      .cornerRadius(6))
    DrawingTag.text(
      .class("chart-value"), .x(percent: 100), .y(top + 18), .textAnchor("end")
    ) { span.value }
  }

  private var description: String {
    spans.map { "\($0.label): \($0.value)" }.joined(separator: "; ")
  }
}
