import Pipeline
import Testing

@testable import Listings

@Suite struct `A tax on top of a price` {
  @Test(
    arguments: [
      ("£12,000 pa + VAT", .vat), ("£12,000 + VAT pa", .vat), ("£12,000 plus VAT", .vat),
      ("£12,000 pa +VAT", .vat), ("£12,000 (excl. VAT)", .vat), ("£12,000 exc VAT", .vat),
      ("£12,000 exclusive of VAT", .vat), ("£12,000 + 20% VAT", .vat), ("$12,000 plus GST", .gst),
      ("12.000 € zzgl. MwSt.", .vat), ("£10,000 + VAT - £12,000 + VAT", .vat),
      ("$12,000 + taxes", .other), ("£12,000, subject to VAT", .vat),
      ("£12,000 pa", nil), ("£12,000 inc VAT", nil), ("£12,000 (including VAT)", nil),
      ("£12,000, no VAT", nil), ("£12,000 VAT exempt", nil), ("£12,000 plus bills", nil),
      ("£12,000, legal fees £300 + VAT", nil), ("£12,000 plus deposit, incl VAT", nil),
      ("£950 + council tax", nil),
    ] as [(String, Price.Tax?)])
  func `is told where the cell tells it`(_ text: String, _ tax: Price.Tax?) {
    let mark: DecimalMark = text.first == "1" ? .comma : .point
    let asked = MoneyParser(currency: "GBP").read(tokens(of: text, mark))
    guard case .value(.price(let price)) = asked else {
      Issue.record("\(text): \(asked)")
      return
    }
    #expect(price.tax == tax)
  }

  @Test(
    arguments: [
      ("Rent (excl. VAT)", "", .vat), ("Rent pa + VAT", "", .vat), ("Rent plus GST", "", .gst),
      ("Rent (inc VAT)", "", nil), ("Rent", "plus VAT", .vat), ("Rent", "From, pa + VAT", .vat),
      ("Rent", "Guide price", nil),
    ] as [(String, String, Price.Tax?)])
  func `is told by the column's name, and by a word beside the price`(
    _ column: String, _ word: String, _ tax: Price.Tax?
  ) async throws {
    let run = try await StageBench().ingest(
      "ref,title,\(column),price qualifier,location\nA1,Mill,£12000,\"\(word)\",Leeds\n")
    #expect(run.values.map(\.price?.minorUnits) == [1_200_000])
    #expect(run.values.map(\.price?.tax) == [tax])
    #expect(run.rejects.isEmpty)
  }

  @Test func `leaves other columns what they are`() {
    #expect(HeaderName("Council tax").bare == "council tax")
    #expect(HeaderName("Property tax").tax == nil)
  }

  @Test func `stands behind the price on the page, in texts and exports`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(
      table: "ref,title,type,deal,location,price,area\n"
        + "A1,Old Mill,Office,rent,Leeds,\"£12,000 per annum + VAT\",120 sqm\n")
    let page = try bench.page("")
    #expect(page.contains("per year plus VAT"))
    #expect(page.contains("£12,000 per year plus VAT"))
    #expect(page.contains("\"valueAddedTaxIncluded\":false"))
    let listing = String(decoding: try bench.contents("listings.json"), as: UTF8.self)
    #expect(listing.contains("\"price_plus\":\"VAT\""))
    #expect(try await bench.listings().map(\.price?.tax) == [.vat])
    await bench.close()
  }
}
