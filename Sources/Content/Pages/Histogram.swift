/// Columns side by side that show how often values fall into each of several equal ranges.
package struct Histogram: HTML {
  private static let plotHeight = 96.0
  private static let axisHeight = 24

  private let name: String
  private let counts: [Int]
  private let lowest: String
  private let highest: String

  /// - Parameters:
  ///   - counts: How many values fall into each range, from the lowest range to the highest.
  ///   - lowest: The lower end of the first range as it is to be read.
  ///   - highest: The upper end of the last range as it is to be read.
  package init(name: String, counts: [Int], lowest: String, highest: String) {
    self.name = name
    self.counts = counts
    self.lowest = lowest
    self.highest = highest
  }

  package func write(_ writer: inout HTMLWriter) {
    let height = Int(Histogram.plotHeight) + Histogram.axisHeight
    Chart(name: name, description: description, height: height) {
      ForEach(counts.indices) { column($0, counts[$0]) }
      DrawingTag.line(
        .class("chart-axis"), .x2(percent: 100), .y1(Histogram.plotHeight + 0.5),
        .y2(Histogram.plotHeight + 0.5))
      DrawingTag.text(.class("chart-label"), .x(percent: 0), .y(Double(height) - 5)) { lowest }
      DrawingTag.text(
        .class("chart-label"), .x(percent: 100), .y(Double(height) - 5), .textAnchor("end")
      ) { highest }
    }.write(&writer)
  }

  /// A range with any value at all is at least two pixels high, so that it is seen.
  @HTMLBuilder private func column(_ index: Int, _ count: Int) -> some HTML {
    let step = 100 / Double(counts.count)
    let share = Double(count) / Double(max(counts.max() ?? 0, 1))
    let height = count > 0 ? max(share * Histogram.plotHeight, 2) : 0
    DrawingTag.rectangle(
      .class("chart-bar"), .x(percent: Double(index) * step + step * 0.06),
      .width(percent: step * 0.88), .y(Histogram.plotHeight - height), .height(pixels: height),
      .cornerRadius(1.5))
  }

  private var description: String {
    let total = counts.reduce(0, +)
    let most = counts.max() ?? 0
    return "\(total) values from \(lowest) to \(highest) in \(counts.count) equal ranges; "
      + "the fullest range has \(most)."
  }
}
