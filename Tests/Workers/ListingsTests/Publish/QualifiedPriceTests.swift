import Testing

@testable import Listings

@Suite struct `A price with a word` {
  @Test(arguments: [
    ("Offers over £425,000", "offers over £425,000"), ("From £425,000", "from £425,000"),
    ("£425,000 OIEO", "offers over £425,000"), ("Guide price £425,000", "guide price £425,000"),
    ("OIRO £425,000", "around £425,000"), ("Fixed price £425,000", "fixed price £425,000"),
  ])
  func `keeps it from the table to the page`(_ cell: String, _ shown: String) async throws {
    let bench = try await MediaBench()
    let result = try await bench.drop(
      table: """
        reference,title,type,price,location,for,bedrooms,area
        A1,Mill,House,"\(cell)",Leeds,sale,3,120 sqm

        """)
    #expect(result.held == 0)
    let index = String(decoding: try bench.contents("site/index.html"), as: UTF8.self)
    #expect(index.contains(">\(shown)"))
    let name = try bench.published().keys.first { $0.hasPrefix("site/listings/") }
    let page = String(decoding: try bench.contents(try #require(name)), as: UTF8.self)
    #expect(page.contains(">\(shown)"))
    let export = String(decoding: try bench.contents("listings.csv"), as: UTF8.self)
    #expect(export.contains(",425000,"))
    await bench.close()
  }
}
