import Testing

@testable import Pages

@Suite struct `A chart` {
  @Test func `of bars is as long as the largest amount`() {
    let markup = BarChart(
      name: "Time",
      bars: [
        .init(label: "a", amount: 5, value: "5 ms"), .init(label: "b", amount: 20, value: "20 ms"),
        .init(label: "c", amount: -1, value: "-1 ms"),
      ]
    ).markup
    #expect(markup.contains("aria-label=\"Time. a: 5 ms; b: 20 ms; c: -1 ms\""))
    #expect(widths(in: markup, class: "chart-bar") == ["25%", "100%", "0%"])
  }

  @Test(arguments: [[0.0], [.nan, .infinity], []])
  func `survives amounts that cannot be drawn`(_ amounts: [Double]) {
    let bars = amounts.map { BarChart.Bar(label: "x", amount: $0, value: "?") }
    let markup = BarChart(name: "n", bars: bars).markup
    #expect(widths(in: markup, class: "chart-bar").allSatisfy { $0 == "0%" })
    #expect(Sparkline(name: "n", values: amounts).markup.contains("<polyline"))
    #expect(Histogram(name: "n", counts: [0, 0], lowest: "0", highest: "1").markup.contains("svg"))
  }

  @Test func `of columns describes itself in words`() {
    let markup = Histogram(name: "Sizes", counts: [1, 3, 0], lowest: "0 m", highest: "9 m").markup
    #expect(
      markup.contains(
        "4 values from 0 m to 9 m in 3 equal ranges; the fullest range has 3."))
  }

  @Test func `line runs from left to right, high values up`() {
    let markup = Sparkline(name: "n", values: [0, 10, 5]).markup
    #expect(markup.contains("points=\"0.0,30.0 50.0,2.0 100.0,16.0\""))
  }

  @Test func `of spans shows when each began and how long it took`() {
    let markup = SpanChart(
      name: "Steps",
      spans: [
        .init(label: "a", start: 0, length: 1, value: "1 s"),
        .init(label: "b", start: 5, length: 5, value: "5 s", isFault: true),
        .init(label: "c", start: .nan, length: 1, value: "?"),
      ]
    ).markup
    #expect(markup.contains("aria-label=\"Steps. a: 1 s; b: 5 s\""))
    #expect(widths(in: markup, class: "chart-bar") == ["6.2%"])
    #expect(widths(in: markup, class: "chart-fault") == ["31%"])
    #expect(markup.contains("x=\"50%\""))
  }

  private func widths(in markup: String, class name: String) -> [String] {
    markup.split(separator: "<").filter { $0.contains("class=\"\(name)\"") }.compactMap { tag in
      tag.split(separator: "width=\"").last?.split(separator: "\"").first.map(String.init)
    }
  }
}
