import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `An address` {
  struct Case: CustomTestStringConvertible, Sendable {
    let written: String
    let name: String
    let hasNumber: Bool
    let isStreet: Bool
    var testDescription: String { written }

    init(_ written: String, _ name: String, number: Bool = false, street: Bool = false) {
      (self.written, self.name, hasNumber, isStreet) = (written, name, number, street)
    }
  }

  @Test(arguments: [
    Case("12 Mill Lane", "Mill Lane", number: true, street: true),
    Case("12a Mill Lane", "Mill Lane", number: true, street: true),
    Case("12-14 Mill Lane", "Mill Lane", number: true, street: true),
    Case("No. 7 Allen Avenue", "Allen Avenue", number: true, street: true),
    Case("Flat 3 12 Mill Lane", "Mill Lane", number: true, street: true),
    Case("Flat 3", "", number: true), Case("Apt 2B", "", number: true),
    Case("14 The Maltings", "The Maltings", number: true),
    Case("Hauptstraße 7", "Hauptstraße", number: true, street: true),
    // With the mark as a character of its own.
    Case("Storva\u{308}gen 7", "Storva\u{308}gen", number: true, street: true),
    Case("Apartment........ 3 Mill Lane", "Mill Lane", number: true, street: true),
    Case("Via Roma 5", "Via Roma", number: true, street: true),
    Case("3 bis Rue Monge", "Rue Monge", number: true, street: true),
    Case("Mill Lane", "Mill Lane", street: true), Case("1st Avenue", "1st Avenue", street: true),
    Case("Road 12", "Road 12", street: true), Case("Park Road", "Park Road", street: true),
    Case("Lekki Phase 1", "Lekki Phase 1"),
    Case("Victoria Park Road Estate", "Victoria Park Road Estate"), Case("Ikeja", "Ikeja"),
    Case("50667 Köln", "50667 Köln"), Case("Villa Park", "Villa Park"),
  ])
  func `is taken apart`(_ example: Case) {
    let address = StreetAddress(example.written)
    #expect(address.name == example.name)
    #expect(address.hasNumber == example.hasNumber)
    #expect(address.isStreet == example.isStreet)
  }

  @Test func `has the number of the house with the street`() {
    #expect(Places.parts("12, Mill Lane, Leeds") == ["12 Mill Lane", "Leeds"])
    #expect(Places.parts("12 Mill Lane, Leeds") == ["12 Mill Lane", "Leeds"])
    #expect(Places.parts("Lagos, 12") == ["Lagos", "12"])
  }

  private static let table = """
    reference,title,property type,price,currency,bedrooms,address,city,postcode,latitude,longitude,\
    description
    A1,House at 12 Mill Lane,House,300000,GBP,3,"12, Mill Lane",Leeds,LS1 4AP,53.80123,-1.54987,\
    "The door of 12a mill lane, Leeds LS1 4AP, is blue. Near Mill Lane school."
    """

  private func plan(_ precision: String) async throws -> (Plan, [String]) {
    let bench = try StageBench(["address_precision": .text(precision)])
    _ = try await bench.ingest(Self.table)
    let run = try await bench.process()
    return (try #require(run.values.first), run.notes.findings.map(\.message))
  }

  @Test func `is told as it is, unless a rule says otherwise`() async throws {
    let (plan, notes) = try await plan("exact")
    #expect(plan.listing.places == ["12 Mill Lane", "Leeds"])
    #expect(plan.listing.latitude == 53.80123)
    #expect(notes.isEmpty)
  }

  @Test func `may be told to the street`() async throws {
    let listing = try await plan("street").0.listing
    #expect(listing.places == ["Mill Lane", "Leeds"])
    #expect(listing.location == "Mill Lane, Leeds")
    #expect(listing.title == "House at Mill Lane")
    #expect(listing.address.postcode == "LS1 4AP")
    #expect(listing.latitude == 53.801 && listing.longitude == -1.55)
    let text = "The door of Mill Lane, Leeds LS1 4AP, is blue. Near Mill Lane school."
    #expect(listing.ownText == text)
  }

  @Test func `may be told to the area`() async throws {
    let listing = try await plan("area").0.listing
    #expect(listing.places == ["Leeds"])
    #expect(listing.location == "Leeds")
    #expect(listing.title == "3-bedroom house in Leeds")
    #expect(listing.address.postcode == "LS1")
    #expect(listing.latitude == 53.8 && listing.longitude == -1.55)
    #expect(listing.ownText == "The door of […], Leeds LS1, is blue. Near […] school.")
  }

  @Test(arguments: [
    // The text, and what is told of it.
    ("At LS14AP in Leeds.", "At LS1 in Leeds."), ("12 Mill Ln. is blue.", "[…]. is blue."),
    ("Off Mill Ln, Leeds LS1 4AP", "Off […], Leeds LS1"), ("Mill St school", "Mill St school"),
  ])
  func `is hidden as texts write it, too`(_ text: String, _ told: String) async throws {
    let bench = try StageBench(["address_precision": .text("area")])
    _ = try await bench.ingest(
      "reference,title,price,currency,address,city,postcode,description\n"
        + "A1,House,1000,GBP,12 Mill Lane,Leeds,LS1 4AP,\"\(text)\"\n")
    let run = try await bench.process()
    #expect(run.values.first?.listing.ownText == told)
  }

  @Test(arguments: ["street", "area", "exact"])
  func `is in no link and no column that is carried through`(_ precision: String) async throws {
    let bench = try await MediaBench(["address_precision": .text(precision)])
    let result = try await bench.drop(
      table: """
        reference,title,price,currency,city,link,what3words
        A1,House,1000,GBP,Leeds,https://x.example/12-mill-lane-leeds,filled.count.soap

        """)
    let isExact = precision == "exact"
    let names = try bench.published().keys.filter { !$0.hasPrefix("items/") }
    let texts = try names.map { String(decoding: try bench.contents($0), as: UTF8.self) }
    for words in ["12-mill-lane", "filled.count"] {
      #expect(texts.contains { $0.contains(words) } == isExact, "\(words)")
    }
    #expect(result.decisions.contains { $0.contains("only in part: 1") } != isExact)
    await bench.close()
  }

  /// Whatever its name, what stood in the column of addresses is no area.
  @Test func `may be told to the area, when its street has an odd name`() async throws {
    let bench = try StageBench(["address_precision": .text("area")])
    _ = try await bench.ingest(
      """
      reference,title,price,currency,address,estate,city
      A1,House,1000,GBP,"Octavia House, Beech Grove",The Maltings,Harrogate
      A2,House,1000,GBP,"Cliff Hill, Harrogate",,Harrogate
      """)
    let run = try await bench.process()
    #expect(run.values.map(\.listing.places) == [["Harrogate"], ["Harrogate"]])
    #expect(run.values.map(\.listing.location) == ["Harrogate", "Harrogate"])
  }

  @Test func `is hidden in what is told beside other listings`() async throws {
    let bench = try StageBench(["address_precision": .text("area")])
    let rows = (1...6).map {
      "A\($0),House at \($0) Secret Lane,House,30000\($0),GBP,3,\"\($0) Secret Lane\",Leeds\n"
    }
    _ = try await bench.ingest(
      "reference,title,property type,price,currency,bedrooms,address,city\n" + rows.joined())
    let run = try await bench.process()
    #expect(run.values.allSatisfy { $0.compared.listings.count == 5 })
    #expect(!run.values.contains { $0.compared.text.contains("Secret") })
    #expect(!run.notes.decisions.contains { $0.contains("Secret") })
  }

  @Test func `is told least when a rule's word for it is unknown`() async throws {
    let (plan, notes) = try await plan("rough")
    #expect(plan.listing.places == ["Leeds"])
    #expect(notes.first?.contains("one of exact, street, area") == true)
  }

  /// Which rows are the same is decided by all of an address.
  @Test func `still tells two neighbours apart`() async throws {
    let bench = try StageBench(["address_precision": .text("street")])
    _ = try await bench.ingest(
      "title,price,currency,address\nHouse,1000,GBP,12 Mill Lane\nHouse,1000,GBP,14 Mill Lane\n")
    let run = try await bench.process()
    #expect(run.values.map(\.listing.places) == [["Mill Lane"], ["Mill Lane"]])
    #expect(Set(run.values.map(\.listing.key)).count == 2)
  }
}
