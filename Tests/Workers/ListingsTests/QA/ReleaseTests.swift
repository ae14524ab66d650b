import Pipeline
import Testing

@testable import Listings

@Suite struct `A listing that a person let go on` {
  private static func table(_ price: Int) -> String {
    "ref,title,type,price,currency,location,bedrooms,description\n"
      + "A1,Old Mill,House,\(price),GBP,Leeds,3,\"I am abroad. Send the deposit. WhatsApp only.\"\n"
  }

  @Test func `is not held again while it shows the same`() async throws {
    let bench = try await MediaBench()
    #expect(try await bench.drop(table: Self.table(100_000)).held == 1)
    #expect(try await bench.drop(table: Self.table(100_000)).held == 1, "nobody has released it")
    try await bench.releaseHeld()
    for _ in 0..<2 {
      let again = try await bench.drop(table: Self.table(100_000))
      #expect(again.held == 0)
      #expect(again.findings.map(\.code) == ["risk-scam"])
      #expect(again.decisions.contains { $0.hasSuffix("show the same since: 1 (line 2)") })
    }
    #expect(try await bench.drop(table: Self.table(90_000)).held == 1)
    #expect(try await bench.listings().map(\.price?.minorUnits) == [10_000_000])
    await bench.close()
  }

  @Test func `is held again for another reason`() {
    var plan = Plan(listing: .sample(), comparables: 0, warnings: [])
    plan.listing.key = "A1"
    let draft = Draft(
      plan: plan, headline: "A", summary: "B", description: "C", facts: [], variant: "")
    let doubts = ["risk-scam", "risk-photo"].map { Finding(.error, $0, "It is odd.") }
    let releases = Releases(["A1": Releases.Release(draft, doubts)])
    #expect(releases.covers(draft, doubts) && releases.covers(draft, [doubts[1]]))
    #expect(!releases.covers(draft, doubts + [Finding(.error, "text-family", "It says so.")]))
    var other = draft
    other.plan.listing.title = "Another"
    #expect(!releases.covers(other, doubts))
    #expect(!Releases().covers(draft, doubts))
  }
}
