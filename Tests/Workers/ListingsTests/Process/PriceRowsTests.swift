import Pipeline
import Testing

@testable import Listings

@Suite struct `A price list` {
  private static let stock = """
    ref,title,type,deal,town,price,currency,period,bedrooms,area,features,photos,agent,council tax
    A1,Old Mill,House,sale,Leeds,250000,GBP,,3,120 sqm,garden,a.tif,Ada,C
    A2,Mill Flat,Flat,rent,York,1200,GBP,month,2,60 sqm,lift,b.tif,Bob,B

    """

  private struct Run {
    var listings: [Listing]
    var last: MediaBench.Result
    var rejects: String
  }

  private func drop(_ tables: String...) async throws -> Run {
    let bench = try await MediaBench()
    var last = MediaBench.Result(outcome: .next)
    for table in tables { last = try await bench.drop(table: table) }
    let listings = try await bench.listings().sorted { $0.key < $1.key }
    let run = Run(listings: listings, last: last, rejects: try bench.rejects())
    await bench.close()
    return run
  }

  @Test(arguments: ["A1,245000\nA2,1150", "A1,£245k\nA2,\"£1,150 pcm\"", "a1,245000\na2,1150"])
  func `changes prices, and nothing else`(_ rows: String) async throws {
    let before = try await drop(Self.stock)
    let after = try await drop(Self.stock, "ref,price\n\(rows)\n")
    var expected = before.listings
    expected[0].price?.minorUnits = 245_000_00
    expected[1].price?.minorUnits = 1150_00
    for index in after.listings.indices { expected[index].line = after.listings[index].line }
    #expect(after.listings == expected)
    #expect(after.last.findings.filter { $0.code == "facts-lost" }.isEmpty)
    #expect(after.last.decisions.contains { $0.hasSuffix("earlier table told them: 2") })
    #expect(!after.last.decisions.contains { $0.contains("names a currency") })
  }

  @Test func `says what is under offer or sold, and what no price is told of`() async throws {
    let run = try await drop(
      Self.stock, "ref,price,status,EPC\nA1,245000,under offer,D\nA2,POA,,\n")
    #expect(run.listings.map(\.status) == [.underOffer, nil])
    #expect(run.listings.map(\.price?.minorUnits) == [245_000_00, nil])
    #expect(run.listings.map(\.priceText) == [nil, "POA"])
    #expect(run.listings[0].extra.sorted() == ["EPC=D", "council tax=C"])
    let sold = try await drop(Self.stock, "ref,price,status\nA1,245000,sold\n")
    #expect(sold.listings.map(\.key) == ["A2"])
  }

  @Test(
    arguments: [
      // The list, and why its only row is refused.
      ("ref,price\nB7,245000\n", "no table has told of a listing with this reference"),
      ("ref,price\nA2,145000\n", "its price was £1,200 per month; 145,000 is so far from it"),
      ("ref,price,deal\nA1,1200,rent\n", "the catalogue has it for sale; which one the row means"),
    ])
  func `refuses what nobody can say the meaning of`(_ list: String, _ reason: String) async throws {
    let run = try await drop(Self.stock, list)
    #expect(run.listings.map(\.price?.minorUnits) == [250_000_00, 1200_00])
    #expect(run.rejects.contains(reason), "\(run.rejects)")
    guard case .reject = run.last.outcome else {
      Issue.record("\(run.last.outcome)")
      return
    }
  }

  @Test(
    arguments: [
      ("H1,1400,rent", [300_000_00, 1400_00]), ("H1,290000,sale", [290_000_00, 1500_00]),
      ("H1,1400,", [300_000_00, 1500_00]),
    ])
  func `is about the sale or the letting of a home as it says`(
    _ row: String, _ prices: [Int]
  ) async throws {
    let run = try await drop(
      "ref,title,type,deal,town,price,period,bedrooms\n"
        + "H1,Hall,House,sale,Leeds,300000,,5\nH1,Hall,House,rent,Leeds,1500,month,4\n",
      "ref,price,deal\n\(row)\n")
    #expect(run.listings.map(\.price?.minorUnits) == prices)
    #expect(run.listings.map(\.price?.period) == [.once, .month])
    #expect(run.listings.map(\.bedrooms) == [5, 4])
    #expect(run.listings.map(\.deal) == [.sale, .rent])
  }

  @Test func `leaves in its terms what it gives a bare figure for`() async throws {
    let run = try await drop(
      "ref,title,type,town,price\nL1,Field,Land,Leeds,\"£500 per sqm\"\n"
        + "L2,Shop,Shop,Leeds,\"Offers over £90,000 + VAT\"\n",
      "ref,price\nL1,450\nL2,85000\n")
    #expect(run.listings.map(\.price?.isPerArea) == [true, false])
    #expect(run.listings.map(\.price?.currency) == ["GBP", "GBP"])
    #expect(run.listings.map(\.price?.qualifier) == [nil, .offersOver])
    #expect(run.listings.map(\.price?.tax) == [nil, .vat])
  }

  @Test func `offers nothing again that is sold`() async throws {
    let run = try await drop(
      Self.stock, "ref,price,status\nA1,245000,sold\n", "ref,price\nA1,240000\n")
    #expect(run.listings.map(\.key) == ["A2"])
    #expect(run.rejects.contains("no longer on offer"))
  }

  @Test func `says that the deal which nobody told is the one`() async throws {
    let run = try await drop(
      "ref,title,type,town,price,bedrooms\nA1,Mill,House,Leeds,1200,3\n",
      "ref,price\nA1,£1250 pcm\n")
    #expect(run.listings.map(\.deal) == [.rent])
    #expect(run.listings.map(\.bedrooms) == [3])
  }

  @Test func `of goods is no table of listings`() async throws {
    let run = try await drop(Self.stock, "sku,price\nA1,12\n")
    #expect(run.last.findings.isEmpty)
    guard case .reject(let findings) = run.last.outcome else {
      Issue.record("\(run.last.outcome)")
      return
    }
    #expect(findings.map(\.code) == ["no-listing-table"])
  }
}
