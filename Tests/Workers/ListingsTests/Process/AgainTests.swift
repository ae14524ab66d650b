import Testing

@testable import Listings

@Suite struct `A table that comes again` {
  /// Three homes in each town: one more would make it a place that listings share.
  private static func table(_ ending: String = "") -> String {
    var table = "ref,title,type,price,location,bedrooms,size\n"
    for number in 0..<36 {
      let price = 150_000 + number * 7_919 % 90_000
      table += "H\(number),House \(number),House,£\(price),Town \(number / 3),3,\(80 + number)\n"
    }
    return table + ending
  }

  @Test func `is judged as it was the first time`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table())
    let first = try bench.contents("listings.json")
    try await bench.drop(table: Self.table(",,,,,,\n"))
    #expect(try bench.contents("listings.json") == first)
    await bench.close()
  }
}
