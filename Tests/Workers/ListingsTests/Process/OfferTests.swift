import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `One home for sale and to let` {
  private static let head = "ref,title,deal,price,location,photos,description\n"

  private static func row(_ reference: String, _ deal: String) -> String {
    "\(reference),Mill House,\(deal),\(deal == "rent" ? 900 : 90_000),Yaba,mill.tif,\(text)\n"
  }

  /// Long enough to be compared.
  private static let text =
    "A newly painted house behind the mill with a fitted kitchen and all rooms en suite a borehole "
    + "a gate house and good roads ten minutes from the bridge"

  @Test(arguments: [
    // Deals of the rows of H1, and their keys.
    (["sale", "rent"], ["H1", "H1-rent"]), (["rent", "sale"], ["H1-rent", "H1"]),
    (["rent"], ["H1"]), (["short let"], ["H1"]), ([""], ["H1"]),
    (["short let", "rent"], ["H1-short-let", "H1"]),
    (["rent", "short let", "sale"], ["H1-rent", "H1-short-let", "H1"]),
    (["rent", ""], ["H1-rent", "H1"]), (["sale", "sale"], ["H1"]), (["sale", ""], ["H1"]),
  ])
  func `is two listings with a key each`(_ deals: [String], _ keys: [String]) async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(Self.head + deals.map { Self.row("H1", $0) }.joined())
    let run = try await bench.process()
    #expect(run.values.map(\.listing.key) == keys)
    #expect(run.values.allSatisfy { $0.listing.reference == "H1" })
    #expect(run.rejects.count == deals.count - keys.count)
  }

  @Test(arguments: [
    // Files one after the other, and the keys of the catalogue with their deals.
    ([["sale", "rent"], ["rent"]], ["H1 sale", "H1-rent rent"]),
    ([["rent"], ["rent", "sale"]], ["H1 sale", "H1-rent rent"]),
    ([["rent"], ["rent"]], ["H1 rent"]), ([["sale"], ["rent"]], ["H1 sale", "H1-rent rent"]),
    ([["sale"], ["rent"], ["rent"], ["sale"]], ["H1 sale", "H1-rent rent"]),
    ([["rent"], ["sale"]], ["H1 rent", "H1-sale sale"]),
    ([["rent"], ["sale"], ["rent"], ["sale"]], ["H1 rent", "H1-sale sale"]),
    ([["rent"], ["sale"], ["sale", "rent"]], ["H1 rent", "H1-sale sale"]),
    (
      [["rent"], ["sale"], ["sale", "rent", "short let"]],
      ["H1 rent", "H1-sale sale", "H1-short-let shortLet"]
    ),
    // Who said no deal has changed none.
    ([[""], ["rent"]], ["H1 rent"]),
  ])
  func `keeps its keys from file to file`(_ files: [[String]], _ keys: [String]) async throws {
    let bench = try await MediaBench()
    for deals in files {
      try await bench.drop(table: Self.head + deals.map { Self.row("H1", $0) }.joined())
    }
    let sql = "select key || ' ' || deal from listings_catalogue where retired = 0 order by key"
    #expect(try await bench.values(sql) == keys)
    await bench.close()
  }

  @Test(arguments: [
    // Reference and deal of the rows of files one after the other, and what the catalogue has.
    (
      [["H1 sale", "H1 rent", "H1-rent rent"]],
      ["H1 H1 sale", "H1-for-rent H1 rent", "H1-rent H1-rent rent"]
    ),
    (
      [["H1-rent rent"], ["H1 sale", "H1 rent"], ["H1 rent"], ["H1-rent rent"]],
      ["H1 H1 sale", "H1-for-rent H1 rent", "H1-rent H1-rent rent"]
    ),
    (
      [["H1 sale", "H1 rent"], ["H1-rent rent"], ["H1 rent", "H1-rent rent"]],
      ["H1 H1 sale", "H1-rent H1 rent", "H1-rent-rent H1-rent rent"]
    ),
    (
      [["H1 rent", "H1-sale sale"], ["H1 sale"], ["H1 sale", "H1 rent"]],
      ["H1 H1 rent", "H1-for-sale H1 sale", "H1-sale H1-sale sale"]
    ),
    // What nobody would write; still none is lost without a word.
    (
      [["H1 sale", "H1 rent", "H1-rent rent", "H1-for-rent rent"]],
      ["H1 H1 sale", "H1-for-rent H1 rent", "H1-rent H1-rent rent"]
    ),
  ])
  func `never has the key that is another's reference`(
    _ files: [[String]], _ kept: [String]
  ) async throws {
    let bench = try await MediaBench()
    for rows in files {
      let parts = rows.map { $0.split(separator: " ").map(String.init) }
      try await bench.drop(table: Self.head + parts.map { Self.row($0[0], $0[1]) }.joined())
    }
    let sql = """
      select key || ' ' || reference || ' ' || deal from listings_catalogue
      where retired = 0 order by key
      """
    #expect(try await bench.values(sql) == kept)
    await bench.close()
  }

  @Test func `is not let by an outcome of what has its key as a reference`() async throws {
    let bench = try await MediaBench()
    let rows = [("H1", "sale"), ("H1", "rent"), ("H1-rent", "rent")].map(Self.row)
    try await bench.drop(table: Self.head + rows.joined())
    try await bench.drop(outcomes: "reference,outcome,date\nH1,let,2026-01-20\n")
    let sql = "select key from listings_catalogue where retired = 0 order by key"
    #expect(try await bench.values(sql) == ["H1", "H1-rent"])
    await bench.close()
  }

  @Test func `is told where only the catalogue has the other offer`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.head + Self.row("H1", "sale"))
    let told = try await bench.drop(table: Self.head + Self.row("H1", "rent")).decisions
    #expect(
      told.contains(
        "listings of which the catalogue has another offer, for sale or to let, and which stand "
          + "beside it under keys of their own: 1"))
    await bench.close()
  }

  @Test func `changes its deal where each table is the whole stock`() async throws {
    let bench = try await MediaBench(["snapshot": .flag(true)])
    for deal in ["sale", "rent"] { try await bench.drop(table: Self.head + Self.row("H1", deal)) }
    let sql = "select key || ' ' || deal from listings_catalogue where retired = 0"
    #expect(try await bench.values(sql) == ["H1 rent"])
    await bench.close()
  }

  @Test(arguments: [("sold", ["H1"]), ("let", ["H1-sale"])])
  func `is sold or let under its reference, whichever came first`(
    _ outcome: String, _ left: [String]
  ) async throws {
    let bench = try await MediaBench()
    for deal in ["rent", "sale"] { try await bench.drop(table: Self.head + Self.row("H1", deal)) }
    try await bench.drop(outcomes: "reference,outcome,date\nH1,\(outcome),2026-01-20\n")
    let sql = "select key from listings_catalogue where retired = 0"
    #expect(try await bench.values(sql) == left)
    await bench.close()
  }

  @Test func `shows and says the same, and that speaks for nothing`() async throws {
    let bench = try StageBench()
    let both = Self.head + Self.row("H1", "sale") + Self.row("H1", "rent")
    _ = try await bench.ingest(both)
    #expect(try await bench.process().values.allSatisfy { $0.evidence.isEmpty })
    _ = try await bench.ingest(both + Self.row("X9", "sale"))
    let signs = try await bench.process().values.map { plan in
      Set(plan.evidence.map { $0.prefix { $0 != ":" } })
    }
    #expect(signs == [["photo", "text"], ["photo", "text"], ["photo", "text"]])
  }

  @Test func `shows its photos on both pages`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.head + Self.row("H1", "rent") + Self.row("H1", "sale"))
    #expect(try await bench.drop(photo: "mill.tif").held == 0)
    let pages = try bench.published().keys.filter { $0.hasPrefix("site/listings/") }
    #expect(pages.count == 2)
    for page in pages {
      let text = String(decoding: try bench.contents(page), as: UTF8.self)
      #expect(text.contains("<picture>"), "\(page)")
    }
    await bench.close()
  }

  @Test func `is let under its reference`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.head + Self.row("H1", "sale") + Self.row("H1", "rent"))
    try await bench.drop(outcomes: "reference,outcome,date\nH1,let,2026-01-20\n")
    let sql = "select key from listings_catalogue where retired = 0"
    #expect(try await bench.values(sql) == ["H1"])
    await bench.close()
  }
}

@Suite struct `A reference with other capital letters` {
  private static func table(_ references: [String]) -> String {
    "ref,title,deal,price,location\n"
      + references.map { "\($0),Mill House \($0),sale,90000,Yaba\n" }.joined()
  }

  @Test(arguments: [
    // References of files one after the other, and what is in the catalogue.
    ([["HH-101"], ["hh-101"]], ["HH-101"]), ([["hh-101"], ["HH-101"], ["Hh-101"]], ["hh-101"]),
    // Where one file has both, they are two; and then nobody knows which a third is.
    ([["HH-101", "hh-101"]], ["HH-101", "hh-101"]),
    ([["HH-101"], ["HH-101", "hh-101"]], ["HH-101", "hh-101"]),
    ([["HH-101", "hh-101"], ["Hh-101"]], ["HH-101", "Hh-101", "hh-101"]),
    ([["HH-101", "hh-101"], ["hh-101"]], ["HH-101", "hh-101"]),
  ])
  func `is the same listing where there is one such`(
    _ files: [[String]], _ expected: [String]
  ) async throws {
    let bench = try await MediaBench()
    for references in files { try await bench.drop(table: Self.table(references)) }
    #expect(try await bench.values("select key from listings_catalogue order by key") == expected)
    let same = "select count(*) from listings_catalogue where key = reference"
    #expect(try await bench.values(same) == ["\(expected.count)"])
    await bench.close()
  }

  @Test func `is told, and finds its outcome`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table(["HH-101", "HH-102"]))
    let words = "references that the catalogue has with other capital letters, and that were "
    let told = try await bench.drop(table: Self.table(["hh-101", "HH-102"])).decisions
    #expect(told.contains(words + "taken for the same: 1 (line 2)"))
    let result = try await bench.drop(outcomes: "reference,outcome,date\nhh-102,sold,2026-01-20\n")
    #expect(result.decisions.contains(words + "taken for the same: 1 (line 2)"))
    let offered = "select key from listings_catalogue where retired = 0"
    #expect(try await bench.values(offered) == ["HH-101"])
    await bench.close()
  }
}
