import Rules
import Testing

@testable import Listings

@Suite struct `An update of a catalogue that is not decided` {
  private static let listings: [Listing] = (0..<12).map { number in
    Listing.offer("k\(number)", price: 1_000_000 + number * 10_000).with {
      $0.phone = "+234 803 123 45\(number + 10)"
      $0.ownText = "A house with a garden and a wide view over the lagoon, number \(number)."
    }
  }

  private static let dearer = listings[3].with { $0.price?.minorUnits = 777_000_000 }
  private static let another = Listing.offer("new", .house, places: ["Yaba", "Lagos"])

  /// What an update may do to a catalogue of ten.
  enum Update: CaseIterable {
    case new, dearer, isOff, isTheWhole, isOfAnotherName, outcome, first

    func run(on bench: CatalogueBench, decide: Bool) async throws {
      let tests = `An update of a catalogue that is not decided`.self
      let gone = tests.listings[4].with { $0.status = .withdrawn }
      switch self {
      case .new: try await bench.publish([tests.another], decide: decide)
      case .dearer:
        try await bench.publish(
          [tests.dearer, tests.listings[2], tests.another], decide: decide)
      case .isOff: try await bench.publish([gone], decide: decide)
      case .isTheWhole:
        try await bench.publish(
          [tests.dearer], ["snapshot": .flag(true)], decide: decide)
      case .isOfAnotherName:
        try await bench.publish(
          [tests.listings[5]], ["title": .text("Bell"), "contact_name": .text("Ada")],
          decide: decide)
      case .outcome: try await bench.publish(sold: 3, decide: decide)
      case .first:
        try await bench.publish(
          [tests.dearer], decide: decide, asItem: 1, decision: "run again from ingest")
      }
    }
  }

  private static let tables = CatalogueBefore.Part.allCases.flatMap(\.tables)

  private func bench() async throws -> CatalogueBench {
    let bench = try await CatalogueBench()
    bench.secondsPerFile = 86_400
    try await bench.publish(Array(Self.listings.prefix(10)))
    return bench
  }

  @Test(arguments: Update.allCases)
  func `is nowhere in what the next file publishes`(_ update: Update) async throws {
    var trees: [[String: [UInt8]]] = []
    for isTried in [true, false] {
      let bench = try await bench()
      if isTried { try await update.run(on: bench, decide: false) }
      try await bench.publish([Self.listings[11]], asItem: 3)
      trees.append(try bench.published())
      await bench.close()
    }
    #expect(trees[0] == trees[1])
  }

  /// What names of files are compared with is kept by that mark.
  @Test(arguments: Update.allCases.filter { $0 != .isOfAnotherName })
  func `moves the mark of the names, and so does taking it back`(_ update: Update) async throws {
    let bench = try await bench()
    var marks = [try await bench.rows(of: ["listings_names"])]
    try await update.run(on: bench, decide: false)
    marks.append(try await bench.rows(of: ["listings_names"]))
    while try await bench.takeBack(rowsAtOnce: 1) {}
    marks.append(try await bench.rows(of: ["listings_names"]))
    #expect(marks.allSatisfy { $0.count == 1 } && Set(marks).count == 3, "\(marks)")
    await bench.close()
  }

  /// In one piece or in many, between which the program may end.
  @Test(arguments: Update.allCases)
  func `leaves the tables as they were`(_ update: Update) async throws {
    let bench = try await bench()
    let before = try await bench.rows(of: Self.tables)
    try await update.run(on: bench, decide: false)
    #expect(try await bench.rows(of: Self.tables) != before)
    var pieces = 1
    while try await bench.takeBack(rowsAtOnce: 1) { pieces += 1 }
    #expect(try await bench.rows(of: Self.tables) == before)
    #expect(pieces > 1)
    #expect(try await isForgotten(bench))
    await bench.close()
  }

  @Test(arguments: Update.allCases)
  func `comes to the same when it is tried again`(_ update: Update) async throws {
    var trees: [[String: [UInt8]]] = []
    var rows: [[String]] = []
    for isTried in [true, false] {
      let bench = try await bench()
      if isTried {
        try await update.run(on: bench, decide: false)
        bench.takeBackNumber()
      }
      try await update.run(on: bench, decide: true)
      trees.append(try bench.published())
      rows.append(try await bench.rows(of: Self.tables))
      #expect(try await isForgotten(bench))
      await bench.close()
    }
    #expect(trees[0] == trees[1])
    #expect(rows[0] == rows[1])
  }

  /// Its number is another's by then.
  @Test func `is not meant by an outcome that was looked up meanwhile`() async throws {
    let bench = try await bench()
    try await bench.publish([Self.another], decide: false)
    let decisions = try await bench.publish(sold: 11)
    #expect(decisions.contains { $0.contains("0 listings are no longer offered") })
    let next = try await bench.publish([Self.listings[11]])
    #expect(try await bench.isOffered(11))
    #expect(!next.contains { $0.contains("sold") })
    await bench.close()
  }

  /// Of one that was too large to be forgotten in the transaction that decided it.
  @Test func `is never taken back once it is decided`() async throws {
    let bench = try await bench()
    try await bench.publish([Self.dearer], decide: false)
    try await bench.endUpdate()
    try await bench.publish([Self.listings[11]])
    #expect(try await bench.kept(4)?.plan.listing.price == Self.dearer.price)
    #expect(try await isForgotten(bench))
    await bench.close()
  }

  @Test func `of the first file leaves nothing`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings, decide: false)
    #expect(try bench.published().isEmpty)
    try await bench.publish([Self.another])
    #expect(try bench.slugs().count == 1)
    await bench.close()
  }

  private func isForgotten(_ bench: CatalogueBench) async throws -> Bool {
    let kept =
      Self.tables.map { "\($0)_before" } + [
        "listings_before", "listings_update", "listings_binding_before",
      ]
    return try await bench.rows(of: kept).isEmpty
  }

  /// What a later migration adds to a table it must add to what is kept of it.
  @Test func `is kept with all columns`() async throws {
    let bench = try await CatalogueBench()
    for table in Self.tables {
      let columns = try await bench.columns(of: table)
      #expect(columns.count > 2)
      #expect(try await bench.columns(of: table + "_before") == columns)
    }
    await bench.close()
  }
}
