import Pipeline
import Testing

@testable import Listings

/// What one cell tells of another, and what a row keeps of a cell that tells too little.
@Suite struct `A row` {
  @Test(
    arguments: [
      // Name of the price's column, its cell, the currency beside it; what it is in, and whether
      // the cell beside it is told of.
      ("price", "$450,000", "AUD", "AUD", false), ("price", "$450,000", "CAD", "CAD", false),
      ("price", "450,000", "AUD", "AUD", false), ("price", "$450,000", "N/A", "USD", false),
      ("price (AUD)", "$450,000", "", "AUD", false), ("price (AUD)", "450,000", "-", "AUD", false),
      ("price", "$450,000", "Australian dollars", "AUD", false),
      ("price", "450,000", "Galleons", nil, true),
      ("price (AUD)", "450,000", "Galleons", nil, true),
      ("price", "£450,000", "Galleons", "GBP", true),
    ] as [(String, String, String, String?, Bool)])
  func `is in the currency that stands beside its price`(
    _ name: String, _ price: String, _ beside: String, _ currency: String?, _ isTold: Bool
  ) async throws {
    let run = try await StageBench().ingest(
      "title,\(name),currency\nMill,\"\(price)\",\(beside)\n")
    #expect(run.values.map { $0.price?.currency } == [currency])
    #expect(run.values.map { $0.price?.minorUnits } == [45_000_000])
    let reason = "it is no known currency; the price has none unless its own cell names one"
    #expect(
      run.rejects
        == (isTold ? [.init(line: 2, column: "currency", value: beside, reason: reason)] : []))
  }

  @Test(
    arguments: [
      // Price, the cell beside it; the price's period, nil for no price, and whether it is told.
      ("900", "monthly", .month, false), ("900", "p.c.m.", .month, false),
      ("900", "N/A", .once, false), ("900", "", .once, false), ("900", "total", .once, false),
      ("900", "Quarterly", nil, true), ("900", "Fortnightly", nil, true),
      ("900", "every 4 weeks", nil, true), ("£900 pcm", "Quarterly", .month, true),
      ("900", "to be agreed", .once, true),
    ] as [(String, String, Price.Period?, Bool)])
  func `is paid for the time that stands beside its price`(
    _ price: String, _ beside: String, _ period: Price.Period?, _ isTold: Bool
  ) async throws {
    let run = try await StageBench().ingest(
      "title,price,period\nMill,\(price),\(beside)\n")
    #expect(run.values.map { $0.price?.period } == [period])
    #expect(run.rejects.map(\.value) == (isTold ? [beside] : []))
  }

  @Test func `without a price stays to let where its column says so`() async throws {
    let run = try await StageBench().ingest(
      "title,rent,period\nMill,900,Quarterly\nBarn,900,monthly\n")
    #expect(run.values.map { $0.price == nil } == [true, false])
    #expect(run.values.map { $0.texts[.deal] } == ["rent", "rent"])
  }

  @Test func `tells of a telephone number that a spreadsheet has cut off`() async throws {
    let run = try await StageBench().ingest(
      "title,price,phone\nMill,5,2.34803E+12\nBarn,6,+234 803 000 0000\n")
    #expect(run.values.map { $0.texts[.phone] } == [nil, "+234 803 000 0000"])
    let reason = "a spreadsheet has cut the last figures of the number off; no page tells it"
    #expect(
      run.rejects == [.init(line: 2, column: "phone", value: "2.34803E+12", reason: reason)])
  }

  @Test func `has a garage where it says so, and no number of cars`() async throws {
    let run = try await StageBench().ingest(
      "title,price,features,Garage\nMill,5,Pool,Yes\nBarn,6,,No\nHall,7,,2\n")
    #expect(run.values.map(\.parkingSpaces) == [nil, 0, 2])
    #expect(run.values.map { $0.texts[.features] } == ["Pool\u{1f}Garage", nil, nil])
    #expect(run.rejects.isEmpty)
  }

  @Test func `has coordinates with a comma as with a point`() async throws {
    let run = try await StageBench().ingest(
      "title;price;lat;long\nMill;5;51,507;-0,128\nBarn;6;51,5074;-0,1278\n")
    #expect(run.values.map(\.latitude) == [51.507, 51.5074])
    #expect(run.values.map(\.longitude) == [-0.128, -0.1278])
  }
}
