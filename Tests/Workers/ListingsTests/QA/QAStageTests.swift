import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `A banned phrase` {
  @Test(arguments: [
    ("Adults only, please.", "family"), ("For CHRISTIANS only", "religion"),
    ("Families only", "family"), ("No DSS", "income"),
  ])
  func `is found as whole words`(_ text: String, _ category: String) {
    #expect(PhraseList.standard.hit(in: text)?.category == category)
  }

  @Test(arguments: [
    "An unrestricted view", "Adults onlyfans", "Church Street", "Family room and master bedroom",
    "Close to the school", "",
  ])
  func `is not found in innocent text`(_ text: String) {
    #expect(PhraseList.standard.hit(in: text) == nil)
  }
}

@Suite struct `A draft` {
  @Test func `goes on when nothing is wrong`() async throws {
    let run = try await StageBench().qa([.sample()])
    #expect(run.outcome == .next)
    #expect(run.values.count == 1)
    #expect(run.held.isEmpty)
    #expect(run.rejects.isEmpty)
  }

  @Test(
    arguments: [
      // Risk, whether it waits, codes in the report.
      (0.93, true, []), (0.8, true, []), (0.79, false, ["risk-price", "risk-photo"]),
      (0.5, false, ["risk-price", "risk-photo"]), (0.49, false, []),
    ] as [(Double, Bool, [String])])
  func `waits for a person when much speaks against it`(
    _ risk: Double, _ waits: Bool, _ codes: [String]
  ) async throws {
    var draft = Draft.sample()
    draft.plan.risk = risk
    draft.plan.evidence = ["price: the price is 3 % of what others ask", "photo: line 7 shows it"]
    let run = try await StageBench().qa([draft, .sample()])
    #expect(run.outcome == .next)
    #expect(run.held.count == (waits ? 1 : 0))
    #expect(run.values.count == (waits ? 1 : 2))
    #expect(run.notes.findings.map(\.code) == codes)
  }

  @Test func `waits from the risk on that its rule names`() async throws {
    var draft = Draft.sample()
    draft.plan.risk = 0.4
    draft.plan.evidence = ["photo: line 7 shows it"]
    #expect(try await StageBench(["fraud_block": .number(0.4)]).qa([draft]).held.count == 1)
  }

  @Test func `is left out when its text is broken`() async throws {
    var draft = Draft.sample()
    draft.description = "A house in {place} with three bedrooms."
    let run = try await StageBench().qa([draft])
    #expect(
      run.rejects.map(\.reason) == ["its text has a gap that was not filled: a brace is left of it"]
    )
    guard case .reject(let findings) = run.outcome else {
      Issue.record("nothing was approved, and the item went on")
      return
    }
    #expect(findings.map(\.code) == ["nothing-approved"])
  }

  @Test func `loses an owner's text that chooses among people`() async throws {
    var draft = Draft.sample()
    draft.plan.listing.ownText = "Nice flat. Christians only."
    let run = try await StageBench().qa([draft])
    #expect(run.values.first?.plan.listing.ownText == nil)
    #expect(run.notes.findings.map(\.code) == ["own-text-religion"])
  }

  @Test func `waits for a person when its title chooses among people`() async throws {
    var draft = Draft.sample()
    draft.plan.listing.title = "Self-contain for ladies only"
    #expect(try await StageBench().qa([draft]).held.count == 1)
  }
}

extension Draft {
  fileprivate static func sample() -> Draft {
    Draft(
      plan: Plan(listing: .sample(price: 5), comparables: 0, warnings: []),
      headline: "Three-bedroom house in Lagos", summary: "A three-bedroom house in Lagos.",
      description: "This three-bedroom house in Lagos measures 100 m².", facts: ["bedrooms"])
  }
}
