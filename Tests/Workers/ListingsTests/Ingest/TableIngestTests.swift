import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `A table of listings` {
  @Test func `is read row by row, figures as numbers and the rest as written`() async throws {
    let bench = try StageBench()
    let run = try await bench.ingest(
      """
      Ref,Title,Location,Price (NGN),Bedrooms,Size,Listing Date,Amenities,Photos,Serviced,Colour
      A1,"Flat, with view","Opebi, Ikeja, Lagos","25,000,000",3 beds,120 sqm,17 Oct 2025,\
      "Pool, Gym",a.jpg|b.jpg,1,red
      A2,Shop,Yaba,POA,0 beds,0 sqm,,,,0,

      """)
    #expect(run.outcome == .next)
    #expect(run.rejects.isEmpty)
    let first = try #require(run.values.first)
    #expect(first.line == 2)
    #expect(first.price == Price(minorUnits: 2_500_000_000, currency: "NGN", period: .once))
    #expect(first.bedrooms == 3)
    #expect(first.areaSquareMetres == 120)
    #expect(first.listed?.text == "2025-10-17")
    #expect(first.texts[.title] == "Flat, with view")
    #expect(first.texts[.areaText] == "120 sqm")
    #expect(first.texts[.features] == "Pool\u{1f}Gym\u{1f}Serviced")
    #expect(first.texts[.photos] == "a.jpg\u{1f}b.jpg")
    #expect(first.texts[.extra] == "Colour=red")
    let second = try #require(run.values.last)
    #expect(second.price == nil)
    #expect(second.texts[.priceText] == "POA")
    #expect(second.bedrooms == nil)
    #expect(second.areaSquareMetres == nil)
    #expect(
      run.notes.decisions.contains(
        "column “Price (NGN)” read as price in NGN (by its name; 2 of 2 cells are amounts, such as "
          + "“25,000,000”)"))
  }

  @Test func `has sizes in the unit that a column names row by row`() async throws {
    let run = try await StageBench(["area_unit": .text("sqft")]).ingest(
      """
      title,price,area,area unit,location
      Flat,5,1000,sqft,Yaba
      House,6,100,sqm,Yaba
      Farm,7,2,hectares,Yaba
      Shop,8,50 sqm,sqft,Yaba
      Shed,9,100,,Yaba

      """)
    #expect(run.rejects.isEmpty)
    #expect(run.values.map(\.areaSquareMetres) == [92.9, 100, 20_000, 50, 9.29])
  }

  @Test func `has the currency, the period and the unit that its JSON file names beside it`()
    async throws
  {
    let text = """
      {"source": "portal", "currency": "GHS", "data": {"price_period": "monthly",
      "area_unit": "sqft", "listings": [
      {"title": "Flat", "price": 900, "size": 1000, "location": "Osu"},
      {"title": "House", "price": "$500 per week", "size": "50 sqm", "location": "Labone"}
      ], "currency": "USD"}}
      """
    let run = try await StageBench().ingest(text)
    #expect(
      run.values.map(\.price) == [
        Price(minorUnits: 90_000, currency: "GHS", period: .month),
        Price(minorUnits: 50_000, currency: "USD", period: .week),
      ])
    #expect(run.values.map(\.areaSquareMetres) == [92.9, 50])
    #expect(
      run.notes.decisions.contains(
        "“currency” beside the list says “GHS” for the rows that do not say it themselves"))
    // What the rule says goes before it.
    let ruled = try await StageBench(["currency": .text("NGN")]).ingest(text)
    #expect(ruled.values.first?.price?.currency == "NGN")
  }

  @Test func `tells what of its rows was mended`() async throws {
    let run = try await StageBench().ingest(
      "title,price,location\nFlat,5,Yaba\nHouse \"Rose\" 2,6,Yaba\nShop,7,Yaba\n")
    #expect(run.values.count == 3)
    let mended = run.notes.findings.filter { $0.code == "repaired" }
    #expect(mended.map(\.line) == [3])
    #expect(mended.first?.message.contains("quotation mark") == true)
  }

  /// Of the first row: price, address, plot and other columns, as the cleaned table has them.
  private func row(_ header: String, _ cells: String) async throws -> [String] {
    let run = try await StageBench().ingest("\(header)\n\(cells)\n")
    let record = try #require(run.values.first)
    let price = record.price.map { "\($0.minorUnits / 100)\($0.isPerArea ? "/m²" : "")" }
    let others = (record.texts[.extra] ?? "").split(separator: "\u{1f}").map(String.init)
    return [
      price ?? record.texts[.priceText], record.texts[.address],
      record.plotSquareMetres.map { "\(Int($0)) m²" }, record.texts[.reference],
      record.texts[.features], record.texts[.agent],
    ].compactMap(\.self) + others
  }

  @Test(arguments: [
    // A header, a row, and what is made of it.
    ("title,location,price per sqm,price", "A,Yaba,25,2500", ["2500", "price per sqm=25"]),
    ("title,location,price/sqft", "A,Yaba,£250", ["2690/m²"]),
    ("title,location,price/sqft", "A,Yaba,£250/sqm", ["250/m²"]),
    ("title,ground rent,price", "A,250,350000", ["350000", "ground rent=250"]),
    ("title,PCM,Deposit", "A,900,500", ["900", "Deposit=500"]),
    ("title,Price (£m)", "A,1.25", ["1250000"]), ("title,Price (£000s)", "A,450", ["450000"]),
    ("title,price,price m", "A,5,1.25", ["5", "price m=1.25"]),
    ("plot,house type,location,price", "12,The Ash,Leeds,5", ["5", "plot=12"]),
    ("title,price,rent", "A,350000,1500", ["350000", "rent=1500"]),
    ("title,price,rent", "A,350000,-", ["350000"]), ("title,price,rent", "A,,1500", ["1500"]),
    ("title,price,garden", "A,5,South-facing lawn", ["5", "garden=South-facing lawn"]),
    ("title,price,lift,pool", "A,5,\"Yes, two\",Shared", ["5", "lift=Yes, two", "pool=Shared"]),
    ("title,price,garden,Colour", "A,5,Lawn,red", ["5", "Colour=red", "garden=Lawn"]),
    ("title,price,garden,lift", "A,5,-,yes", ["5", "lift"]),
    ("title,number,street,price", "A,12,Mill Lane,5", ["5", "12 Mill Lane"]),
    ("title,number,street,price", "A,12b,14 Mill Lane,5", ["5", "14 Mill Lane", "number=12b"]),
    ("title,number,street,price", "A,12,,5", ["5", "number=12"]),
    ("title,no,town,price", "A,12,Leeds,5", ["5", "no=12"]),
    ("title,,price", "A,a note,5", ["5", "column 2=a note"]),
    ("title,minimum nights,price", "A,3,5", ["5", "minimum nights=3"]),
    ("title,price qualifier,price", "A,POA,", ["POA"]),
    ("title,price qualifier,price", "A,Guide price,", ["price qualifier=Guide price"]),
    ("title,price,area,plot size", "A,5,40ft x 100ft,-", ["5", "371 m²"]),
    ("ref,title,price", "TBC,A,5", ["5"]), ("ref,title,price", "0,A,5", ["5"]),
    ("ref,title,price", "new,A,5", ["5"]), ("ref,title,price", "NEW-1,A,5", ["5", "NEW-1"]),
    ("title,price,agent", "A,5,TBC", ["5"]), ("title,price,agent", "A,5,Ann", ["5", "Ann"]),
    ("title,price,features", "A,5,\"N/A, Pool, -, None\"", ["5", "Pool"]),
  ])
  func `loses no cell that says something`(
    _ header: String, _ cells: String, _ expected: [String]
  ) async throws {
    #expect(try await row(header, cells) == expected)
  }

  @Test(arguments: [
    ("1.jpg, 2.jpg|3.jpg", ["1.jpg", "2.jpg", "3.jpg"]),
    (
      "https://a.example/w_300,h_200/1.jpg,https://a.example/w_3,h_2/2.jpg",
      ["https://a.example/w_300,h_200/1.jpg", "https://a.example/w_3,h_2/2.jpg"]
    ),
    ("https://a.example/1.jpg,2.jpg", ["https://a.example/1.jpg", "2.jpg"]),
    ("https://a.example/1, https://a.example/2", ["https://a.example/1", "https://a.example/2"]),
  ])
  func `has addresses of photos whole`(_ cell: String, _ photos: [String]) async throws {
    let run = try await StageBench().ingest("title,price,photos\nA,5,\"\(cell)\"\n")
    let found = run.values.first?.texts[.photos]?.split(separator: "\u{1f}").map(String.init)
    #expect(found == photos)
  }

  @Test func `keeps no coordinates that are none`() async throws {
    let run = try await StageBench().ingest(
      """
      title,price,lat,long
      Flat,5,59.91201,10.72455
      House,6,0,0
      Shop,7,59.9,
      Land,8,95.5,10.7

      """)
    #expect(run.values.map(\.latitude) == [59.91201, nil, nil, nil])
    #expect(run.values.map(\.longitude) == [10.72455, nil, nil, nil])
    #expect(
      run.rejects.map { "\($0.line): \($0.reason)" } == [
        "3: 0, 0 lies in the sea: no coordinates were known",
        "4: one coordinate without the other is no place", "5: it is no coordinate in degrees",
        "5: one coordinate without the other is no place",
      ])
  }

  @Test func `loses a cell that cannot be read, and not its row`() async throws {
    let bench = try StageBench()
    let run = try await bench.ingest(
      """
      title,price,bedrooms,date,link
      Flat,three million,many,7 Jul 4:59 pm,javascript:alert(1)
      House,5000,2,1 Jan 2026,https://example.org/1

      """)
    #expect(run.values.count == 2)
    #expect(run.values.first?.price == nil)
    #expect(
      run.rejects == [
        .init(line: 2, column: "price", value: "three million", reason: "there is no number in it"),
        .init(line: 2, column: "bedrooms", value: "many", reason: "there is no number in it"),
        .init(line: 2, column: "date", value: "7 Jul 4:59 pm", reason: "the date has no year"),
        .init(
          line: 2, column: "link", value: "javascript:alert(1)",
          reason: "it is no web address (http or https)"),
      ])
  }

  @Test(arguments: [
    (["£5", "6", "POA", "7"], ["3", "5"]), (["5", "6"], []), (["£5", "€6", ""], []),
  ])
  func `names the lines of prices without a currency, where others have one`(
    _ prices: [String], _ lines: [String]
  ) async throws {
    let run = try await StageBench().ingest(
      "title,price\n" + prices.map { "Mill House,\($0)\n" }.joined())
    #expect(run.values.count == prices.count)
    let findings = run.notes.findings.filter { $0.code == "price-currency" }
    #expect(findings.count == (lines.isEmpty ? 0 : 1))
    let told = lines.map { "line \($0)" }.joined(separator: ", ")
    #expect(findings.allSatisfy { $0.message.contains("(\(told))") }, "\(findings)")
  }

  @Test func `loses a row that says nothing`() async throws {
    let bench = try StageBench()
    let run = try await bench.ingest("title,location,price,bedrooms\nFlat,Yaba,5,1\n,,,3\n")
    #expect(run.values.map(\.line) == [2])
    #expect(
      run.rejects == [
        .init(
          line: 3, column: nil, value: "", reason: "the row names neither title nor place nor price"
        )
      ])
  }

  @Test func `without a row is refused with what to do, and blames no rejects`() async throws {
    let run = try await StageBench().ingest("title,location,price,bedrooms\n")
    guard case .reject(let findings) = run.outcome else {
      Issue.record("it was not refused: \(run.outcome)")
      return
    }
    #expect(findings.map(\.code) == ["only-header"])
    #expect(run.rejects.isEmpty)
  }

  @Test func `without listings is refused in words`() async throws {
    let bench = try StageBench()
    let run = try await bench.ingest("email,phone\nann@example.org,0800\nbob@example.org,0801\n")
    guard case .reject(let findings) = run.outcome else {
      Issue.record("it was not refused: \(run.outcome)")
      return
    }
    #expect(findings.first?.code == "no-listing-table")
    #expect(findings.first?.message.contains("“email”, “phone”") == true)
  }

  @Test func `without column names is refused in words`() async throws {
    let bench = try StageBench()
    let rows = (1...20).map { "\($0) bedroom house for sale,\($0)000,\($0)\n" }.joined()
    guard case .reject(let findings) = try await bench.ingest(rows).outcome else {
      Issue.record("it was not refused")
      return
    }
    #expect(findings.first?.code == "no-header")
  }

  @Test func `takes currency and deal from the rule`() async throws {
    let bench = try StageBench(["currency": .text("KES"), "deal": .text("rent")])
    _ = try await bench.ingest("title,price\nFlat,85000\n")
    let plan = try #require(try await bench.process().values.first)
    #expect(plan.listing.price?.currency == "KES")
    #expect(plan.listing.deal == .rent)
  }

  @Test(arguments: ["# Notes\n\nCall Ada.\n", "Dear all\nMill House is sold.\nAda\n"])
  func `is told from a letter`(_ text: String) async throws {
    guard case .reject(let findings) = try await StageBench().ingest(text).outcome else {
      Issue.record("it was not rejected")
      return
    }
    #expect(findings.first?.message.contains("no table of listings") == true, "\(findings)")
  }
}
