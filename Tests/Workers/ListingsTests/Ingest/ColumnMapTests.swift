import Rules
import Testing

@testable import Listings

@Suite struct `The columns of a table` {
  @Test(arguments: [
    ("Price (KES)", Field.price), ("price_usd", .price), ("Asking Price", .price),
    ("rentamount", .rent), ("Rent", .rent), ("area_sqft", .area), ("total_sqft", .area),
    ("Property Size", .area), ("floor_size", .area), ("sqft_lot", .plot), ("discription", .ownText),
    ("propertyType", .typeText), ("proper_type", .typeText), ("Transaction_type", .deal),
    ("Bed", .bedrooms), ("parking spaces", .parkingSpaces), ("yr_built", .yearBuilt),
    ("lat", .latitude), ("long", .longitude), ("Listing Date", .listed), ("seller", .agent),
    ("Listing_url", .link), ("Result_id", .reference), ("zipcode", .postcode),
    ("Newly Built", .flag), ("", .ignored), ("column 7", .ignored), ("index", .ignored),
  ])
  func `are known by their names`(_ name: String, _ field: Field) {
    #expect(HeaderAliases.standard.field(HeaderName(name)) == field)
  }

  @Test(arguments: ["hoa", "fireinsurance", "total", "sqft_above", "reviews_per_month"])
  func `are carried through when nobody knows them`(_ name: String) {
    #expect(HeaderAliases.standard.field(HeaderName(name)) == nil)
  }

  @Test(arguments: [
    ("size", ["2 BHK", "4 Bedroom", "1 RK"], Field.bedrooms),
    ("size", ["100 sqm", "1590 sqft"], .area),
    ("area", ["Lekki", "Ikeja GRA"], .neighbourhood),
    ("listing type", ["For sale", "To let"], .deal),
    ("listing type", ["House", "Flat"], .typeText),
  ])
  func `mean what their cells show`(_ name: String, _ cells: [String], _ field: Field) {
    #expect(map([name], [cells]).columns[0].field == field)
  }

  @Test func `say currency, unit, factor and decimal mark`() {
    let columns = map(
      ["Price (KES)", "Price lakhs", "area_sqft", "size"],
      [["750000"], ["39.5"], ["1000"], ["0,5 m²", "6.070,2 m²"]]
    ).columns
    #expect(columns[0].currency == "KES")
    #expect(columns[0].decision == "column “Price (KES)” read as price in KES")
    #expect(HeaderName("Price lakhs").factor == 100_000)
    #expect(columns[2].areaUnit == .squareFoot)
    #expect(map(["size"], [["0,5 m²", "6.070,2 m²"]]).columns[0].decimalMark == .comma)
  }

  @Test func `are no references when their values repeat`() {
    #expect(map(["id"], [["7", "7", "7"]]).columns[0].field == nil)
    #expect(map(["id"], [["7", "8", "9"]]).columns[0].field == .reference)
  }

  @Test func `are read as the rule says`() {
    let options = IngestOptions([
      "columns": .list([.text("price=Ask")]), "currency": .text("NGN"), "deal": .text("rent"),
    ])
    let map = map(["Ask", "Town"], [["5"], ["Yaba"]], options)
    #expect(map.columns[0].field == .price)
    #expect(map.columns[0].currency == "NGN")
    #expect(map.deal == .rent)
    #expect(options.problems.isEmpty)
    #expect(IngestOptions(["currency": .text("gold")]).problems.count == 1)
  }

  @Test(arguments: [
    (["title", "price"], true), (["rent", "city"], true), (["location", "bedrooms"], true),
    (["price", "sku"], false), (["name", "city"], false), (["email", "phone"], false),
  ])
  func `make a listing table or not`(_ header: [String], _ isOne: Bool) {
    #expect(map(header, header.map { _ in [] }).isListingTable == isOne)
  }
}

private func map(
  _ header: [String], _ cells: [[String]], _ options: IngestOptions = IngestOptions()
) -> ColumnMap {
  ColumnMap(
    header: header, samples: cells.map { ColumnSample($0.map { Array($0.utf8) }) },
    options: options)
}
