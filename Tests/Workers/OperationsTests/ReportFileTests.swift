import Foundation
import Testing

@testable import Operations

@Suite struct `A bug report` {
  @Test(arguments: [
    (#""press it""#, "Steps: press it"),
    (#"["open it", "press it"]"#, "Steps: 1. open it\n2. press it"),
    ("null", ""),
  ]) func `has its steps as a text or as a list`(_ steps: String, _ body: String) throws {
    let json = #"{"title": "x", "steps": \#(steps)}"#
    let file = try JSONDecoder().decode(ReportFile.self, from: Data(json.utf8))
    let report = try file.report(named: "x.json", Redactor(OperationsRules.shipped.secrets))
    #expect(report.body == body)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ReportFile.self, from: Data(#"{"title": "x", "steps": 7}"#.utf8))
    }
  }
}
