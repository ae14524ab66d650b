import Testing

@testable import Pages

@Suite struct `A report page` {
  private func report() -> ReportPage {
    ReportPage(title: "a<b>.csv", status: .good, statusText: "Published")
  }

  @Test func `shows hostile text as text`() {
    var report = report()
    report.facts = [.init(label: "<i>", value: "</dd><script>alert(1)</script>")]
    report.rejects = [.init(line: 3, column: "\"x\"", value: "<img src=x>", reason: "'no'")]
    let markup = report.page().markup
    #expect(!markup.contains("<script>"))
    #expect(!markup.contains("<img"))
    #expect(markup.contains("a&lt;b&gt;.csv"))
  }

  @Test func `leaves out what it knows nothing of`() {
    let markup = report().page().markup
    for name in ["findings", "decisions", "facts", "timings", "rejects"] {
      #expect(!markup.contains("id=\"\(name)\""))
    }
  }

  @Test(arguments: [
    (1, 1, "1 in all."), (3, 3, "3 in all."), (3, 1204, "The first 3 of 1,204;"),
    (250, 250, "The first 200 of 250;"), (2, 0, "2 in all."),
  ])
  func `counts the rejects it shows and all there are`(
    _ given: Int, _ total: Int, _ expected: String
  ) {
    var report = report()
    report.rejects = (1...given).map { .init(line: $0, column: "c", value: "v", reason: "r") }
    report.rejectsTotal = total
    report.rejectsFile = expected.contains("first") ? Link(path: "rejects.csv") : nil
    let markup = report.page().markup
    #expect(markup.contains(expected))
    #expect(markup.components(of: "<td class=\"line\">") == min(given, ReportPage.rejectsMax))
  }

  @Test(arguments: [
    (Duration.microseconds(640), "640 µs"), (.milliseconds(12), "12 ms"),
    (.milliseconds(1240), "1.2 s"), (.seconds(600), "10 min"), (.zero, "0 µs"),
  ])
  func `gives each time in the unit that reads best`(_ duration: Duration, _ expected: String) {
    var report = report()
    report.timings = [.init(label: "qa", duration: duration)]
    #expect(report.page().markup.contains(">\(expected)</text>"))
  }

  @Test func `has no style and no script that a strict policy would forbid`() {
    var report = report()
    report.timings = [.init(label: "qa", duration: .seconds(1))]
    let markup = report.page().markup
    #expect(!markup.contains("style="))
    #expect(!markup.contains("<style"))
    #expect(!Stylesheet.base.description.contains("url("))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
