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

  @Test(arguments: [
    ("Deposit (£)", Field.carried), ("Ground rent", .carried), ("ground rent pa", .carried),
    ("annual service charge", .carried), ("Council Tax", .carried), ("Notes", .carried),
    ("Remarks", .carried), ("PCM", .rent), ("£ per week", .rent), ("pcm (£)", .rent),
    ("Description", .ownText), ("House no.", .houseNumber), ("Bedroom(s)", .bedrooms),
  ])
  func `are known by their names, and what is paid besides is no price`(
    _ name: String, _ field: Field
  ) {
    #expect(HeaderAliases.standard.field(HeaderName(name)) == field)
  }

  @Test(
    arguments: [
      // A name, and what it says besides the field.
      ("real price", nil, nil, nil), ("pounds", nil, nil, nil), ("Price (real)", "BRL", nil, nil),
      ("Price in pounds", "GBP", nil, nil), ("ground area", nil, nil, nil),
      ("Area (ground)", nil, nil, nil), ("price per ground", nil, AreaUnit.ground, nil),
      ("extent (cents)", nil, .cent, nil), ("land area cents", nil, .cent, nil),
      ("ac", nil, nil, nil), ("area in ac", nil, .acre, nil), ("price per acre", nil, .acre, nil),
      ("Price (£m)", "GBP", nil, 1_000_000), ("Price (m)", nil, nil, 1_000_000),
      ("Price £'000", "GBP", nil, 1000), ("Price (000s)", nil, nil, 1000),
      ("Price (KES 000's)", "KES", nil, 1000), ("Price (l)", nil, nil, 100_000),
      ("Price in thousands", nil, nil, 1000), ("price m", nil, nil, nil),
      ("price (per m)", nil, nil, nil), ("Price (sq m)", nil, .squareMetre, nil),
    ] as [(String, String?, AreaUnit?, Int?)])
  func `say a currency, a unit and a factor only where nothing else can be meant`(
    _ written: String, _ currency: String?, _ unit: AreaUnit?, _ factor: Int?
  ) {
    let name = HeaderName(written)
    #expect(name.currency == currency)
    #expect(name.areaUnit == unit)
    #expect(name.factor == factor)
  }

  @Test(
    arguments: [
      // Columns with a cell each, and what they are.
      (["price per sqm", "price"], ["2500", "250000"], [nil, Field.price]),
      (["price", "price/sqft"], ["250000", "250"], [.price, nil]),
      (["price/sqft", "rent"], ["250", "900"], [nil, .rent]), (["price/sqft"], ["250"], [.price]),
      (["rent per sqm"], ["25"], [.rent]), (["amount", "price"], ["5", "250"], [nil, .price]),
      (["about", "Description"], ["a", "b"], [nil, .ownText]),
      (["Notes", "Description"], ["a", "b"], [.carried, .ownText]),
      (["remarks"], ["a"], [.carried]),
      (["ground rent", "price"], ["2", "5"], [.carried, .price]),
      (["price m"], ["1.25"], [nil]), (["rent (m)"], ["900"], [nil]),
      (["Price (m)"], ["1.25"], [.price]), (["Price (m)"], ["450000"], [nil]),
      (["ref", "id"], ["1", "2"], [.reference, nil]), (["ref"], [""], [.reference]),
      (["plot"], ["12"], [nil]), (["lot"], ["Plot 12"], [nil]), (["plot"], ["500 sqm"], [.plot]),
      (["lot"], ["50ft x 100ft"], [.plot]), (["plot"], ["2 plots"], [.plot]),
      (["lot sqft"], ["500"], [.plot]), (["plot", "plot size"], ["12", "500"], [nil, .plot]),
      (["number", "street"], ["12", "Mill Lane"], [.houseNumber, .address]),
      (["number", "street", "landmark"], ["7", "Mill Lane", "Mill"], [nil, .address, nil]),
      (["no", "town"], ["7", "Leeds"], [nil, .town]),
      (["no", "town"], ["1", "Leeds"], [.ignored, .town]),
      (["no", "street"], ["1", "Mill Lane"], [nil, .address]),
      (["column 1"], ["red"], [nil]), (["column 1"], ["7"], [.ignored]),
      (["column 1"], [""], [.ignored]),
    ] as [([String], [String], [Field?])])
  func `are what they are beside each other`(
    _ names: [String], _ cells: [String], _ fields: [Field?]
  ) {
    let map = columns(names, cells.map { $0.isEmpty ? [] : [$0] })
    #expect(map.columns.map(\.field) == fields)
  }

  @Test func `are told where a price is one for a unit of area, or none`() {
    let alone = columns(["title", "price/sqft"], [["a"], ["£250"]])
    #expect(alone.columns[1].pricedUnit == .squareFoot)
    #expect(alone.columns[1].decision?.contains("for one square foot each") == true)
    let notes = columns(["price per sqm", "price m", "price"], [["5"], ["1.25"], ["250000"]])
      .assumptions
    #expect(
      notes.contains(
        "column “price per sqm” is carried through: it is a price for a unit of area, and “price” "
          + "is the price"))
    #expect(notes.contains { $0.hasPrefix("column “price m” is carried through: its “m” may be") })
  }

  @Test func `of a deposit are never the price, whatever their cells are`() {
    let money = ["£5", "£6", "£7", "£8", "£9"]
    let map = columns(["title", "PCM", "Holding deposit paid"], [["a"], ["900"], money])
    #expect(map.columns.map(\.field) == [.title, .rent, nil])
    #expect(map.columns[1].period == .month)
    #expect(columns(["title", "Bond paid"], [["a"], money]).columns[1].field == nil)
  }

  @Test(arguments: [
    // Places of the rows, and whether the widest stands first.
    (["Nairobi - Karen", "Nairobi - Runda"], false),
    ((1...8).map { "Nairobi - Estate \($0)" }, true),
    ((1...7).map { "Nairobi - Estate \($0)" }, false),
    ((1...8).map { "Road \($0 % 6), Town \($0)" }, false),
    ((1...8).map { "Road \($0), Leeds" }, false),
  ])
  func `of places are turned only where many rows show it`(_ cells: [String], _ isSo: Bool) {
    #expect(columns(["location"], [cells]).columns[0].isWidestFirst == isSo)
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
    #expect(columns([name], [cells]).columns[0].field == field)
  }

  @Test func `say currency, unit, factor and decimal mark`() {
    let found = columns(
      ["Price (KES)", "Price lakhs", "area_sqft", "size"],
      [["750000"], ["39.5"], ["1000"], ["0,5 m²", "6.070,2 m²"]]
    ).columns
    #expect(found[0].currency == "KES")
    #expect(
      found[0].decision
        == "column “Price (KES)” read as price in KES (by its name; 1 of 1 cells are amounts, such "
        + "as “750000”)")
    #expect(HeaderName("Price lakhs").factor == 100_000)
    #expect(found[2].areaUnit == .squareFoot)
    #expect(columns(["size"], [["0,5 m²", "6.070,2 m²"]]).columns[0].decimalMark == .comma)
  }

  @Test(arguments: [
    // Cells of a column called “x1”, and what it is taken for.
    (["₦5,000,000", "N45m", "$1,200 pcm", "NGN 7", "₦9"], Field.price),
    (["450 m²", "1590 sqft", "2 acres", "34.46Sq. Meter", "70 sqm"], .area),
    (["2 BHK", "4 Bedroom", "1 RK", "3 beds", "2 bed"], .bedrooms),
    (["a.jpg", "b.PNG|c.webp", "d.jpeg", "e.heic", "f.gif"], .photos),
    (["https://a.b/c", "http://d.e", "https://f.g/h.jpg?x", "https://i", "https://j"], .link),
    ([String](repeating: "For sale", count: 9) + ["To let"], .deal),
    ([String](repeating: "Detached house", count: 9) + ["Flat"], .typeText),
    (
      [String](repeating: "A home with a view of the sea and two rooms ", count: 5).map { $0 + $0 },
      .ownText
    ),
  ])
  func `that nobody knows by name are known by their cells`(_ cells: [String], _ field: Field) {
    let column = columns(["title", "x1"], [["a"], cells]).columns[1]
    #expect(column.field == field)
    #expect(column.decision?.contains("by its cells: ") == true)
  }

  @Test(arguments: [
    ["5,000", "6000", "7", "8", "9"], ["₦5", "₦6", "red", "green", "blue"], ["₦5", "₦6"],
    ["red", "green", "blue", "red", "green"], ["1.5", "2.25", "3.0", "4.75", "5.5"],
  ])
  func `are carried through when their cells prove nothing`(_ cells: [String]) {
    #expect(columns(["title", "x1"], [["a"], cells]).columns[1].field == nil)
  }

  @Test func `are not guessed where two could be the price, and never beside one`() {
    let money = ["R$8,000", "R$7,000", "R$6,000", "R$5,000", "R$4,000"]
    let two = columns(["q", "r"], [money, money])
    #expect(two.columns.map(\.field) == [nil, nil])
    #expect(two.assumptions.contains { $0.hasPrefix("each of the columns “q”, “r” could be") })
    #expect(columns(["hoa", "rent"], [money, money]).columns.map(\.field) == [nil, .rent])
  }

  @Test func `are not what they are called when their cells are something else`() {
    let words = ["soon", "now", "later", "never", "2 May 2025"]
    let map = columns(["title", "date"], [["a"], words + words])
    #expect(map.columns[1].field == .listed)
    let all = ["soon", "now", "later", "never", "always"]
    let other = columns(["title", "date"], [["a"], all])
    #expect(other.columns[1].field == nil)
    #expect(
      other.assumptions.contains(
        "column “date” is carried through: it is named like date listed, and only 0 of 5 cells are "
          + "dates"))
  }

  @Test func `of dates without a year are read in the year that the rule says`() {
    let days = ["7 Jul 4:59 pm", "8 Jul", "Jul 9", "10 Jul 11:22 am", "1 Aug"]
    let unknown = columns(["title", "date"], [["a"], days])
    #expect(unknown.columns[1].field == nil)
    #expect(unknown.assumptions.contains { $0.contains("its dates name no year") })
    let known = columns(["title", "date"], [["a"], days], IngestOptions(["year": .integer(2021)]))
    #expect(known.columns[1].field == .listed)
    #expect(known.columns[1].year == .fixed(2021))
  }

  @Test(arguments: [
    // Names and cells of two columns, and what they are.
    (["lat", "lon"], ["59.912", "10.7245"], [Field.latitude, .longitude]),
    (["lat", "lon"], ["122.257", "47.5112"], [.longitude, .latitude]),
    (["p", "q"], ["59.9123", "10.7245"], [.latitude, .longitude]),
    (["p", "q"], ["-122.257", "47.5112"], [.longitude, .latitude]),
  ])
  func `of coordinates stand the right way round`(
    _ names: [String], _ cells: [String], _ fields: [Field]
  ) {
    let samples = cells.map { [String](repeating: $0, count: 6) }
    #expect(columns(names, samples).columns.map(\.field) == fields)
  }

  @Test(arguments: [
    // Name, cells, and whether they are references.
    ("id", ["7", "8", "9"], true), ("id", ["7", "7", "7"], false),
    ("id", ["7", "7", "8"], false), ("id", ["1", "2", "3", "4", "4"], true),
    ("ref", ["G-21", "G-22", "G-23", "G-24", "G-24"], true), ("Ref No", ["7", "7", "8"], true),
    ("Listing ID", ["7", "7", "7", "8", "8"], true), ("reference", ["7", "7", "7", "7"], false),
  ])
  func `are no references when most values repeat, and that is said`(
    _ name: String, _ cells: [String], _ areSo: Bool
  ) {
    let map = columns([name], [cells])
    #expect(map.columns[0].field == (areSo ? .reference : nil))
    let words =
      "column “\(name)” is carried through: it is named like a reference, and only "
      + "\(Set(cells).count) of its \(cells.count) cells differ; rows go by what else they "
      + "say"
    #expect(map.assumptions.contains(words) != areSo)
  }

  private static let titles = ["Low", "Mill", "Barn", "Hall", "Lodge", "Croft", "Grange", "Manor"]

  @Test(arguments: [
    // References and titles, and whether they are references.
    (["B0", "B0", "B0", "B1", "B1", "B1", "B2", "B3"], titles, false),
    (["B0", "B0", "B0", "B1", "B1", "B1", "B2", "B3"], [String](repeating: "Low", count: 8), true),
    (["B0", "B1", "B2", "B3", "B4", "B5", "B6", "B6"], titles, true),
    (["B0", "TBC", "TBC", "TBC", "TBC", "TBC", "TBC", "B1"], titles, true),
    (
      ["B0", "B0", "B1", "B1", "B2", "B2", "B3", "B3"],
      (0...3).flatMap { ["Flat \($0) for sale", "Flat \($0) to let"] }, true
    ),
  ])
  func `are no references where most repeats are of other homes`(
    _ cells: [String], _ titles: [String], _ areSo: Bool
  ) {
    let map = columns(["property ref", "title"], [cells, titles])
    #expect(map.columns[0].field == (areSo ? .reference : nil))
    #expect(map.assumptions.contains { $0.contains("4 are of other homes") } != areSo)
  }

  @Test(arguments: [["ref", "price", "new price"], ["ref", "new price (£)", "price"]])
  func `with an old price beside a new one have the new`(_ header: [String]) throws {
    let map = columns(header, [["A1", "B2"], ["500000", "600000"], ["480000", "590000"]])
    #expect(map.columns.first { $0.field == .price }?.name.hasPrefix("new") == true)
    #expect(map.isPriceList)
  }

  @Test func `are read as the rule says`() {
    let options = IngestOptions([
      "columns": .list([.text("price=Ask")]), "currency": .text("NGN"), "deal": .text("rent"),
    ])
    let map = columns(["Ask", "Town"], [["5"], ["Yaba"]], options)
    #expect(map.columns[0].field == .price)
    #expect(map.columns[0].currency == "NGN")
    #expect(map.deal == .rent)
    #expect(options.problems.isEmpty)
    #expect(IngestOptions(["currency": .text("gold")]).problems.count == 1)
  }

  @Test(arguments: [
    (["title", "price"], true), (["rent", "city"], true), (["location", "bedrooms"], true),
    (["price", "sku"], false), (["ref", "price"], true), (["ref", "new price"], true),
    (["ref", "price", "date"], false), (["ref", "amount due"], false), (["name", "city"], false),
    (["email", "phone"], false),
  ])
  func `make a listing table or not`(_ header: [String], _ isOne: Bool) {
    #expect(columns(header, header.map { _ in [] }).isListingTable == isOne)
  }
}

private func columns(
  _ header: [String], _ cells: [[String]], _ options: IngestOptions = IngestOptions()
) -> ColumnMap {
  ColumnMap(
    header: header, samples: cells.map { ColumnSample($0.map { Array($0.utf8) }) },
    options: options)
}
