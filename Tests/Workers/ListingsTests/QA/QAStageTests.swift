import Files
import NLG
import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `A banned phrase` {
  @Test(arguments: [
    ("Adults only, please.", "family"), ("For CHRISTIANS only", "religion"),
    ("Families only", "family"), ("No DSS", "income"),
    // Blanks, quotation marks, dashes and the like beyond ASCII.
    ("No\u{a0}DSS", "income"), ("For adults only…", "family"), ("“no DSS”", "income"),
    ("Christians–only—please", "religion"), ("★No DSS★", "income"), ("🏠No DSS", "income"),
  ])
  func `is found as whole words`(_ text: String, _ category: String) {
    #expect(PhraseList.standard.hit(in: text)?.category == category)
  }

  @Test(arguments: [
    "An unrestricted view", "Adults onlyfans", "Church Street", "Family room and master bedroom",
    "Close to the school", "", "Let to professionals. Only 5 minutes away", "No! DSS is welcome",
    "Größe: adults\u{e9} only",
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

  @Test func `is told of with what was decided about it, beside the report`() async throws {
    let bench = try StageBench()
    var (held, broken) = (Draft.sample(), Draft.sample())
    held.plan.risk = 0.9
    held.plan.evidence = ["price: the price is 3 % of what others ask"]
    broken.headline = ""
    var sold = Draft.sample()
    sold.plan.listing.status = .sold
    var soldByDay = Draft.sample()
    soldByDay.plan.listing.deal = .rent
    soldByDay.plan.listing.extra = ["Let on=2025-03-04"]
    var withdrawn = Draft.sample()
    withdrawn.plan.listing.status = .withdrawn
    _ = try await bench.qa([.sample(), held, broken, sold, soldByDay, withdrawn])
    let bytes = try FileReader.contents(of: bench.directory / "files" / VerdictFile.name)
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    #expect(rows.count == 7)
    #expect(rows[0] == "line,key,title,verdict,risk,reasons")
    #expect(rows[1].contains(",approved,0.0,"))
    #expect(rows[2].contains(",held,0.9,price: the price is 3 % of what others ask"))
    #expect(rows[3].contains(",rejected,0.0,it has no headline"))
    #expect(rows[4].hasSuffix(",not offered,0.0,\"sold, as its row says\""))
    #expect(rows[5].hasSuffix(",not offered,0.0,\"let, as its row says\""))
    #expect(rows[6].hasSuffix(",not offered,0.0,its row says so"))
  }

  @Test func `waits from the risk on that its rule names`() async throws {
    var draft = Draft.sample()
    draft.plan.risk = 0.4
    draft.plan.evidence = ["photo: line 7 shows it"]
    #expect(try await StageBench(["fraud_block": .number(0.4)]).qa([draft]).held.count == 1)
  }

  @Test(arguments: [
    (" It has a heated swimming pool.", "text-claim"),
    (" It has 17 bedrooms.", "text-number"), (" Yours for £1.", "text-money"),
    (" It is ideal for a young family.", "text-people"), (" A a gap.", "text-writing"),
    (" It is a stunning home.", "text-hype"),
  ])
  func `waits for a person when its text says what its row does not`(
    _ sentence: String, _ code: String
  ) async throws {
    var draft = Draft.sample()
    draft.description += sentence
    let run = try await StageBench().qa([draft])
    #expect(run.held.count == 1)
    let faults = TextGate(phrases: .standard).unfounded(draft)
    #expect(faults.map { "text-\($0.kind.code)" }.contains(code), "\(faults)")
  }

  @Test func `is told what its text lacks`() async throws {
    let bench = try StageBench()
    var draft = Draft.sample()
    draft.plan.listing.places = ["Ikeja"]
    _ = try await bench.qa([draft])
    let bytes = try FileReader.contents(of: bench.directory / "files" / VerdictFile.name)
    #expect(String(decoding: bytes, as: UTF8.self).contains("“Flat”: The fact place is not"))
  }

  @Test(arguments: [
    // The day that the row gives, and whether it waits: the file came on 2 February 2026.
    ("2026-02-01", false), ("2026-02-02", false), ("2026-02-04", true), ("2027-03-01", true),
  ])
  func `waits when it is to be listed only later`(_ day: String, _ waits: Bool) async throws {
    var draft = Draft.sample()
    draft.plan.listing.listed = day
    let run = try await StageBench().qa([draft])
    #expect(run.held.count == (waits ? 1 : 0))
  }

  @Test func `that is not offered goes on, whatever speaks against it`() async throws {
    var draft = Draft.sample()
    draft.plan.risk = 0.9
    draft.headline = ""
    draft.plan.listing.status = .withdrawn
    let run = try await StageBench().qa([draft])
    #expect(run.held.isEmpty && run.rejects.isEmpty && run.values.count == 1)
  }

  /// It is taken off all the same; what its page would say is another matter.
  @Test(arguments: [OfferStatus.sold, .let, .withdrawn])
  func `that was sold or let is never left out, and waits for its text alone`(
    _ status: OfferStatus
  ) async throws {
    var draft = Draft.sample()
    draft.plan.listing.status = status
    draft.plan.listing.extra = ["Sold on=2025-03-04"]
    draft.plan.risk = 0.9
    #expect(try await StageBench().qa([draft]).values.count == 1)
    draft.headline = ""
    let run = try await StageBench().qa([draft])
    #expect(run.held.count == 1 && run.rejects.isEmpty && run.outcome == .next)
  }

  @Test func `is told of with all that it waits for`() async throws {
    let bench = try StageBench()
    var draft = Draft.sample()
    draft.plan.listing.listed = "2027-03-01"
    _ = try await bench.qa([draft])
    let bytes = try FileReader.contents(of: bench.directory / "files" / VerdictFile.name)
    #expect(String(decoding: bytes, as: UTF8.self).contains("listed only on 1 March 2027"))
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

  @Test(arguments: [
    // The owner's text, what is published of it, codes in the report.
    ("Nice flat. Christians only.", "Nice flat. […].", ["own-text-religion"]),
    ("Compact, ideal for young professionals!", "Compact, […]!", ["own-text-audience"]),
    ("No DSS, no pets; adults only", "[…], no pets; […]", ["own-text-income"]),
    ("Christians only, no DSS.", nil, ["own-text-religion"]),
    ("A family room by the church", "A family room by the church", []),
    ("Opposite Good Schools Road", "Opposite Good Schools Road", []),
  ])
  func `loses what chooses among people in its owner's text`(
    _ text: String, _ published: String?, _ codes: [String]
  ) async throws {
    var draft = Draft.sample()
    draft.plan.listing.ownText = text
    draft.plan.listing.places = ["Good Schools Road", "Lagos"]
    let run = try await StageBench().qa([draft])
    #expect(run.values.first?.plan.listing.ownText == published)
    #expect(run.notes.findings.map(\.code) == codes)
  }

  @Test func `loses it in all cells that are shown as they stand`() async throws {
    var draft = Draft.sample()
    draft.plan.listing.typeText = "Bachelor apartment"
    draft.plan.listing.furnishing = "Furnished, no DSS"
    draft.plan.listing.condition = "New"
    draft.plan.listing.priceText = "POA, families only"
    draft.plan.listing.features = ["Pool", "Adults only", "Parking, no\u{a0}DSS", "—"]
    let run = try await StageBench().qa([draft])
    let listing = try #require(run.values.first?.plan.listing)
    #expect(listing.typeText == nil)
    #expect(listing.furnishing == "Furnished, […]")
    #expect(listing.condition == "New")
    #expect(listing.priceText == "POA, […]")
    #expect(listing.features == ["Pool", "Parking, […]", "—"])
    #expect(
      run.notes.findings.map(\.code) == [
        "type-audience", "furnishing-income", "price-text-family", "features-family",
      ])
    #expect(
      run.notes.findings.last?.message
        == "The list of features says “adults only”, “no dss”, which is left out of it; describe "
        + "the property, not the people.")
  }

  @Test func `is told what is odd about it`() async throws {
    var draft = Draft.sample()
    draft.plan.warnings = ["title-bedrooms: the title says 4 bedrooms, its column 3"]
    let finding = try #require(try await StageBench().qa([draft]).notes.findings.first)
    #expect(finding.code == "title-bedrooms")
    #expect(finding.message == "“Flat”: the title says 4 bedrooms, its column 3.")
    #expect(finding.line == draft.plan.listing.line)
  }

  @Test func `is counted with the others of its file`() async throws {
    var drafts = [Draft.sample(), .sample(), .sample()]
    drafts[0].plan.listing.price = nil
    drafts[1].plan.listing.photos = ["a.jpg"]
    drafts[2].plan.evidence = ["text: the listing in line 2 has the same text"]
    let run = try await StageBench().qa(drafts)
    #expect(
      run.notes.decisions == [
        "in 1 of 3 listings the row does not say the price",
        "in 1 of 3 listings the text is nearly that of another one",
        "in 2 of 3 listings no photo is named",
      ])
  }

  @Test func `is asked for its size, and for bedrooms where it is a home`() async throws {
    var drafts = (0..<4).map { _ in Draft.sample() }
    for index in drafts.indices {
      drafts[index].plan.listing.kind = [.house, .commercial, .land, .apartment][index]
      drafts[index].plan.listing.bedrooms = index == 3 ? 2 : nil
      drafts[index].plan.listing.areaSquareMetres = index == 0 ? 90 : nil
    }
    // Its row told one that cannot be.
    drafts[3].plan.warnings = ["area-impossible: 0.5 m² for apartment with 2 bedrooms"]
    #expect(
      try await StageBench().qa(drafts).notes.decisions == [
        "in 2 of 4 listings the row does not say how large it is",
        "in 1 of 2 homes the row does not say how many bedrooms it has",
      ])
  }

  @Test(arguments: [
    ("Mini flat for ladies only", true), ("Mini flat, ideal for young professionals", false),
  ])
  func `waits when its title excludes, not when it names an audience`(
    _ title: String, _ waits: Bool
  ) async throws {
    var draft = Draft.sample()
    draft.plan.listing.title = title
    #expect(try await StageBench().qa([draft]).held.count == (waits ? 1 : 0))
  }
}

extension Draft {
  fileprivate static func sample() -> Draft {
    var writer = DescriptionWriter()
    return writer.draft(for: Plan(listing: .sample(price: 5), comparables: 0, warnings: []))
  }
}
