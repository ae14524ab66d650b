import Pipeline
import Testing

@testable import Listings

@Suite struct `An absurd figure` {
  /// Each of these once ended the daemon.
  @Test(arguments: [
    ("Mill House", "20251017123450"), ("Plot of land 9999999999999999 acres", "1"),
    ("Flat of 0.001 sqm", "1"),
  ])
  func `is no size and no count`(_ title: String, _ photo: String) async throws {
    let bench = try await MediaBench()
    let rows = (10...38).map { "House \($0),5\($0)0000,NGN,Lekki,House,3,f\($0).jpg\n" }
    let result = try await bench.drop(
      table: "title,price,currency,location,type,bedrooms,image\n" + rows.joined()
        + "\(title),5000000,NGN,Lekki,House,3,\(photo)\n")
    #expect(result.outcome == .next)
    let count = "select count(*) from listings_catalogue where retired = 0"
    #expect(try await bench.values(count) == ["30"])
    await bench.close()
  }
}
