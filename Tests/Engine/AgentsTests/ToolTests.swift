import Files
import Foundation
import SQLiteStorage
import Storage
import Telemetry
import TestSupport
import Testing

@testable import Agents

@Suite struct `A tool` {
  private let tool = Tool(
    "send", "sends something",
    [
      ToolParameter("to", .text, "who gets it", isRequired: true),
      ToolParameter("times", .integer(1...3), "how often"),
      ToolParameter("tone", .choice(["kind", "firm"]), "how it is said"),
      ToolParameter("quick", .flag, "without waiting"),
    ]
  ) { call, _ in ToolAnswer("sent to \(call.text("to") ?? "")") }

  private func fault(_ words: [String: String]) -> String? {
    let values = Dictionary(
      uniqueKeysWithValues: words.map { name, word in
        (name, tool.parameters.first { $0.name == name }?.value(of: word) ?? .text(word))
      })
    do throws(ToolError) {
      _ = try ToolCall(
        tool, values, isDryRun: false, by: "Ada", at: Date(timeIntervalSince1970: 0))
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    arguments: [
      (["to": "Bob"], nil), (["to": "Bob", "times": "2", "tone": "firm", "quick": "true"], nil),
      ([:], "send needs to: who gets it"),
      (["to": "Bob", "times": "4"], "“4” for times is not in 1…3"),
      (["to": "Bob", "times": "x"], "“x” for times is not a whole number"),
      (["to": "Bob", "tone": "rude"], "“rude” for tone is none of kind, firm"),
      (["to": "Bob", "quick": "so"], "“so” for quick is not true or false"),
      (["to": "Bob", "fast": "1"], "send takes no “fast”"),
    ] as [([String: String], String?)])
  func `takes what it is made for`(_ words: [String: String], _ expected: String?) {
    #expect(fault(words) == expected)
  }

  @Test func `tells its parameters as a JSON schema`() throws {
    #expect(
      tool.schema == """
        {"additionalProperties":false,"description":"sends something","properties":{"quick":\
        {"description":"without waiting","type":"boolean"},"times":{"description":"how often",\
        "maximum":3,"minimum":1,"type":"integer"},"to":{"description":"who gets it",\
        "type":"string"},"tone":{"description":"how it is said","enum":["kind","firm"],\
        "type":"string"}},"required":["to"],"type":"object"}
        """)
  }

  @Test func `that nobody has is named with those that there are`() {
    let toolbox = Toolbox([("w", [tool])])
    let error = #expect(throws: ToolError.self) { try toolbox.tool("sent", of: "w") }
    #expect(error?.description == "w has no tool “sent”; its tools are: send")
  }

  @Test func `drops a file into the inbox whole, and over nobody's`() async throws {
    let place = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: "\(place.path)/agents.sqlite")
    let places = ToolPlaces(
      root: place.path, inbox: place.path / "inbox", outbox: place.path / "outbox",
      rules: place.path / "rules", scratch: place.path / "scratch")
    let runner = ToolRunner(
      toolbox: Toolbox([]), places: places, database: database,
      now: { Date(timeIntervalSince1970: 0) }, logger: .silent)
    let context = runner.context(of: "w")
    for text in ["first", "second", "third", "second", "first"] {
      try context.drop(Array(text.utf8), as: "w/b/one.json")
    }
    try context.drop([7], as: "w/b/plain")
    try context.drop([8], as: "w/b/plain")
    #expect(
      try TreeListing.of(place.path / "inbox/w/b") == [
        "one.json": Array("first".utf8), "one-2.json": Array("second".utf8),
        "one-3.json": Array("third".utf8), "plain": [7], "plain-2": [8],
      ])
    await database.close()
  }
}
