import Files
import Foundation
import Pages
import Pipeline
import Rules
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Models

@Suite struct `The panel of models` {
  private static let prompts = [
    RuleFile(name: "note.txt", text: Array("== system\na\n== task\n{facts}\n".utf8)),
    RuleFile(name: "note.brief.txt", text: Array("== system\nb\n== task\n{facts}\n".utf8)),
  ]

  private func markup(
    _ bench: ModelBench, visible: [String]? = nil, business: String? = nil
  ) async throws -> String {
    let context = PanelContext(
      business: business, visibleBusinesses: visible, now: bench.clock.date,
      outbox: OutboxReader(
        workspace: Workspace(bench.place.path), worker: "w", address: "/results"),
      database: bench.database)
    return try await ModelPanel.panel(Self.prompts).content(context).markup
  }

  private func bench() async throws -> ModelBench {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let rules = bench.place.path / "rules/models"
    try Directory.make(rules)
    let text = """
      models: {a: {protocol: openai, model: m, price: {input: 1, output: 2}}}
      budgets: {day: 1, businesses: {acme: {day: 0.5}}}
      """
    try FileWriter.write(Array(text.utf8), to: rules / "models.yaml")
    return bench
  }

  @Test func `says so while there is none`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let markup = try await markup(bench)
    #expect(markup.contains("No model is named") && markup.contains("No model was asked."))
    #expect(markup.contains("not used yet"))
    await bench.stop()
  }

  @Test func `shows questions, budgets and how words do`() async throws {
    let bench = try await bench()
    let settings = ModelSettings(providers: [bench.provider("a")])
    _ = try await bench.ask(settings, "1")
    _ = try await bench.ask(settings, "1")
    let library = try PromptLibrary(in: bench.place.path / "rules", shipped: Self.prompts)
    let version = try #require(library.prompts.first { $0.title == "note" }?.version)
    try await bench.database.write { connection in
      try PromptUses(connection).note(
        (0..<4).map {
          PromptUses.Use(subject: "s\($0)", prompt: "note", version: version, passed: $0 > 0)
        }, business: "acme")
    }
    let all = try await markup(bench)
    #expect(all.contains("By outcome: answered 1, known before 1."))
    #expect(all.contains("the day&#39;s") || all.contains("the day's"))
    #expect(all.contains("$0.50") && all.contains("$1.00"))
    #expect(all.contains(version) && all.contains("No winner yet."))
    let acme = try await markup(bench, visible: ["acme"], business: "acme")
    #expect(acme.contains("$0.50") && !acme.contains("$1.00"))
    await bench.stop()
  }

  @Test func `tells nobody of a business that he may not see`() async throws {
    let bench = try await bench()
    _ = try await bench.ask(ModelSettings(providers: [bench.provider("a")]))
    let markup = try await markup(bench, visible: ["other"])
    #expect(markup.contains("No model was asked."))
    #expect(!markup.contains("acme") && !markup.contains("$1.00"))
    await bench.stop()
  }

  @Test func `has all of its words in German, and none is left over`() throws {
    #expect(
      try SourceWords.keys(in: "Sources/Engine/Models/ModelPanel.swift")
        == Set(ModelPanel.german.keys))
  }
}
