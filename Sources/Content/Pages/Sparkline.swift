/// A small line that shows how a value went, without axes.
package struct Sparkline: HTML {
  private static let height = 32

  private let name: String
  private let values: [Double]

  /// - Parameter values: In order of time; values that are not finite, or beyond 1e300, are left
  ///   out.
  package init(name: String, values: [Double]) {
    self.name = name
    self.values = values.filter { $0.magnitude < 1e300 }
  }

  package func write(_ writer: inout HTMLWriter) {
    svg(
      .class("chart sparkline"), .role("img"), .ariaLabel(name + ". " + description),
      .width(percent: 100), .height(Sparkline.height), .viewBox("0 0 100 \(Sparkline.height)"),
      .stretched
    ) {
      DrawingTag.polyline(.class("chart-line"), .points(points), .evenStroke)
    }.write(&writer)
  }

  /// Two pixels stay free at the top and at the bottom for the width of the line.
  private var points: String {
    guard let lowest = values.min(), let highest = values.max(), values.count > 1 else {
      return "0,16 100,16"
    }
    let span = highest > lowest ? highest - lowest : 1
    let usable = Double(Sparkline.height - 4)
    return values.enumerated().map { index, value in
      let across = Double(index) * 100 / Double(values.count - 1)
      let down = 2 + usable - (value - lowest) / span * usable
      return "\((across * 100).rounded() / 100),\((down * 100).rounded() / 100)"
    }.joined(separator: " ")
  }

  private var description: String {
    guard let first = values.first, let last = values.last else { return "No values." }
    return "From \(first) to \(last) over \(values.count) values."
  }
}
