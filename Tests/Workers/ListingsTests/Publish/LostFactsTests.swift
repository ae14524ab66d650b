import Pipeline
import Testing

@testable import Listings

@Suite struct `A table without columns that an earlier one had` {
  private static let whole = """
    ref,title,type,deal,location,price,bedrooms,area,photos
    A1,Old Mill,House,sale,Lekki,"₦50,000,000",3,120 sqm,a.tif
    A2,New Mill,House,sale,Lekki,"₦60,000,000",4,150 sqm,b.tif

    """

  private static let lost =
    "2 listings lost what an earlier table said, for no row of this one says anything of it: "
    + "title, deal, type, bedrooms, area, photos. A table takes the place of all that was known of "
    + "its listings; drop one that has these columns, too."

  private static let prices =
    "ref,location,price\nA1,Lekki,\"₦55,000,000\"\nA2,Lekki,\"₦65,000,000\"\n"

  @Test(
    arguments: [
      // The second table, and what its report says is lost.
      (prices, lost),
      (
        "ref,title,type,deal,location,price,bedrooms,area,photos\n"
          + "A1,Old Mill,House,sale,Lekki,\"₦55,000,000\",,,\n"
          + "A2,New Mill,House,sale,Lekki,\"₦60,000,000\",4,150 sqm,b.tif\n", nil
      ),
      (whole, nil),
      (
        "ref,title,type,deal,location,price,bedrooms,area\n"
          + "A1,Old Mill,House,sale,Lekki,\"₦55,000,000\",3,120 sqm\n",
        "1 listing lost what an earlier table said, for no row of this one says anything of it: "
          + "photos. A table takes the place of all that was known of its listings; drop one that "
          + "has these columns, too."
      ),
      ("ref,location,price\nB1,Lekki,\"₦55,000,000\"\n", nil),
    ] as [(String, String?)])
  func `says in its report what its listings lost`(_ table: String, _ message: String?) async throws
  {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.whole)
    let findings = try await bench.drop(table: table).findings
    #expect(findings.first { $0.code == "facts-lost" }?.message == message)
    await bench.close()
  }
}
