import Testing

@testable import Listings

@Suite struct `A column of words beside a price` {
  private func prices(_ table: String) async throws -> StageBench.Run<Record> {
    try await StageBench().ingest(table)
  }

  @Test(
    arguments: [
      ("price qualifier", "Guide price", Price.Qualifier.guide),
      ("price_prefix", "Offers over", .offersOver),
      ("PriceModifier", "OIEO", .offersOver), ("Price Label", "From", .from),
      ("price_qualifier", "OIRO", .around), ("qualifier", "Offers in excess of", .offersOver),
      ("price prefix", "Fixed", .fixed), ("price qualifier", "In the region of", .around),
      ("price qualifier", "Asking price", nil), ("price qualifier", "Offers invited", nil),
      ("price qualifier", "-", nil), ("price qualifier", "", nil),
    ] as [(String, String, Price.Qualifier?)])
  func `says of the price what its cell could say itself`(
    _ column: String, _ cell: String, _ qualifier: Price.Qualifier?
  ) async throws {
    let run = try await prices(
      "ref,title,\(column),price,location\nA1,Mill,\(cell),£425000,Leeds\n")
    let price = Price(
      minorUnits: 42_500_000, currency: "GBP", period: .once, qualifier: qualifier)
    #expect(run.values.map(\.price) == [price])
    #expect(run.rejects.isEmpty)
  }

  @Test(
    arguments: [
      ("£950", "pcm", Price.Period.month, nil), ("£950", "per week", .week, nil),
      ("£950", "From, pcm", .month, .from), ("£950 pw", "pcm", .week, nil),
    ] as [(String, String, Price.Period, Price.Qualifier?)])
  func `says for what time the price is paid`(
    _ price: String, _ cell: String, _ period: Price.Period, _ qualifier: Price.Qualifier?
  ) async throws {
    let run = try await prices(
      "ref,title,price qualifier,price,location\nA1,Mill,\"\(cell)\",\(price),Leeds\n")
    #expect(run.values.map(\.price?.period) == [period])
    #expect(run.values.map(\.price?.qualifier) == [qualifier])
    #expect(run.rejects.isEmpty)
  }

  @Test func `yields to the cell of the price, and to a range`() async throws {
    let run = try await prices(
      """
      ref,title,price,price qualifier,location
      A1,Mill,"Offers over £425,000",Guide price,Leeds
      A2,Barn,"£400,000 - £425,000",Guide price,Leeds
      A3,Hall,,Guide price,Leeds

      """)
    #expect(run.values.map(\.price?.qualifier) == [.offersOver, nil, nil])
    #expect(run.rejects.isEmpty)
  }

  @Test func `hides a price that is told on request, and says so`() async throws {
    let run = try await prices(
      """
      ref,title,price,price qualifier,location
      A1,Mill,£425000,POA,Leeds
      A2,Barn,£5,Freehold,Leeds

      """)
    #expect(run.values.map(\.price?.minorUnits) == [nil, 500])
    #expect(run.values.first?.texts[.priceText] == "POA")
    #expect(run.rejects.map(\.value) == ["POA", "Freehold"])
  }

  @Test func `is carried through where its cells are other words`() async throws {
    let rows = (1...6).map { "A\($0),Mill,£5,\($0),Leeds\n" }.joined()
    let run = try await prices("ref,title,price,qualifier,location\n" + rows)
    #expect(run.rejects.isEmpty)
    #expect(run.values.first?.texts[.extra] == "qualifier=1")
  }
}
