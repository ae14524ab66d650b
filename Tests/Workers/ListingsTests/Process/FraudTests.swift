import Rules
import Testing

@testable import Listings

@Suite struct `A price far from the estimate` {
  @Test(arguments: [
    // Asked, estimate, scale, at least, at most.
    (100.0, 100.0, 0.15, 0.0, 0.0), (110, 100, 0.15, 0, 0.05), (64, 100, 0.15, 0.49, 0.53),
    (50, 100, 0.15, 0.79, 0.82), (200, 100, 0.15, 0.79, 0.82), (10, 100, 0.15, 0.999, 1),
    (50, 100, 0.8, 0.1, 0.25), (1, 100, 9, 0.99, 1), (1, 0, 0.15, 0, 0), (1, 1, .nan, 0, 0),
  ])
  func `is the stronger a sign, the less comparable prices scatter`(
    _ asked: Double, _ estimate: Double, _ scale: Double, _ low: Double, _ high: Double
  ) {
    let strength = PriceSignal(asked: asked, estimate: estimate, scale: scale).strength
    #expect(low...high ~= strength, "\(strength)")
  }

  @Test(arguments: [
    (0.5, "less than 1 % of what others ask"), (35, "35 % of what others ask"),
    (250, "2.5 times what others ask"), (1250, "12 times what others ask"),
    (1e9, "more than 1,000 times what others ask"),
  ])
  func `is told in words`(_ asked: Double, _ words: String) {
    let evidence = PriceSignal(asked: asked, estimate: 100, scale: 0.2)
      .evidence(comparedWith: "others")
    #expect(evidence?.words == "the price is \(words)")
  }

  @Test func `says nothing when it is close`() {
    let signal = PriceSignal(asked: 95, estimate: 100, scale: 0.2)
    #expect(signal.evidence(comparedWith: "others") == nil)
  }
}

@Suite struct `The risk of a listing` {
  private func risk(_ signs: [(FraudSignal, Double)], _ table: FraudTable = .standard) -> Double {
    table.risk(of: signs.map { .init(signal: $0.0, strength: $0.1, words: "") })
  }

  @Test(
    arguments: [
      ([], 0.0), ([(.photo, 1)], 0.5), ([(.photo, 1), (.text, 1)], 0.7),
      ([(.photo, 1), (.text, 1), (.contact, 1)], 0.805), ([(.price, 1), (.missing, 1)], 1),
      ([(.text, 0.5)], 0.2),
    ] as [([(FraudSignal, Double)], Double)])
  func `is one or the other doubt being right`(
    _ signs: [(FraudSignal, Double)], _ expected: Double
  ) {
    #expect(risk(signs) == expected)
  }

  @Test func `never falls with one more sign`() {
    var random = SplitMix(state: 5)
    for _ in 0..<200 {
      let signs = (0..<4).map { _ in
        let signal = FraudSignal.allCases.shuffled(using: &random)[0]
        return (signal, Double.random(in: 0...1, using: &random))
      }
      #expect(risk(signs) >= risk(signs.dropLast()), "\(signs)")
    }
  }

  @Test func `follows the weights and thresholds of the rule`() {
    let table = FraudTable(options: [
      "fraud_review": .number(0.3), "fraud_block": .integer(1),
      "fraud_weights": .list([.text("photo=0"), .text("text = 1")]),
    ])
    #expect(table.problems.isEmpty)
    #expect(table.review == 0.3)
    #expect(table.block == 1)
    #expect(risk([(.photo, 1)], table) == 0)
    #expect(risk([(.text, 0.5)], table) == 0.5)
    #expect(risk([(.scam, 1)], table) == risk([(.scam, 1)]))
  }

  @Test(arguments: [
    ("fraud_block", RuleValue.text("high")), ("fraud_review", .number(1.5)),
    ("fraud_weights", .list([.text("photos=0.3")])), ("fraud_weights", .text("photo=2")),
  ])
  func `stays as it is where the rule cannot be understood`(_ name: String, _ value: RuleValue) {
    let table = FraudTable(options: [name: value])
    #expect(table.problems.count == 1)
    #expect(table.weights == FraudTable.standard.weights)
    #expect(table.block == FraudTable.standard.block)
  }
}

@Suite struct `The print of a text` {
  private static let text = """
    Newly built four bedroom terrace in a quiet close with a fitted kitchen, all rooms en \
    suite, ample parking for 4 cars, a borehole, a gate house and good roads, ten minutes from \
    the bridge. Price 45000000 per unit in Lekki, Lagos.
    """

  private func print(_ text: String, _ places: String = "") -> TextPrint? {
    TextPrint(TextWords.of(text), places: Set(TextWords.of(places).map(\.hash)))
  }

  @Test(arguments: [
    // The same text as it comes back, and the place of that listing.
    ("NEWLY built four", "Newly built four", "Lekki Lagos"),
    ("45000000", "12000", "Lekki Lagos"), ("Lekki, Lagos", "Yaba, Abuja", "Yaba Abuja"),
  ])
  func `is the same for a copy at another price or in another place`(
    _ part: String, _ other: String, _ place: String
  ) throws {
    let copy = Self.text.replacing(part, with: other)
    let first = try #require(print(Self.text, "Lekki Lagos"))
    #expect(try #require(print(copy, place)).isNear(first))
  }

  @Test func `is far from that of another text`() throws {
    let other = Self.text.split(separator: " ").reversed().joined(separator: " ")
    let first = try #require(print(Self.text))
    #expect(try !#require(print(other)).isNear(first))
  }

  @Test func `is not made of a few words`() {
    #expect(print("Lovely flat with a view, must be seen") == nil)
  }
}

@Suite struct `An index of near numbers` {
  @Test(arguments: [(3, 4), (6, 8)])
  func `finds all that comparing each with each finds`(_ distance: Int, _ parts: Int) {
    var random = SplitMix(state: 3)
    var index = PrintIndex<Int>(distanceMax: distance, partCount: parts)
    var numbers: [UInt64] = []
    for line in 0..<400 {
      var bits = line < 40 ? random.next() : numbers[line % 40]
      for _ in 0..<Int.random(in: 0...(distance + 2), using: &random) {
        bits ^= 1 << UInt64.random(in: 0..<64, using: &random)
      }
      numbers.append(bits)
      index.insert(.init(bits: bits, place: line))
    }
    index.close()
    for (line, bits) in numbers.enumerated() {
      let near = numbers.indices.filter {
        $0 != line && (numbers[$0] ^ bits).nonzeroBitCount <= distance
      }
      let found = index.others(near: bits) { $0 != line }
      #expect(found?.count ?? 0 == near.count, "line \(line)")
      #expect(found?.first.place == near.first, "line \(line)")
    }
  }
}

@Suite struct `What turns up again` {
  private func evidence(_ listings: [Listing], _ known: [KnownMark] = []) -> [[String]] {
    var index = MarkIndex()
    let marks = listings.map { ListingMarks($0, words: TextWords.of($0.ownText ?? "")) }
    for (line, marks) in marks.enumerated() { index.insert(marks, line: line) }
    index.close(with: known)
    return marks.enumerated().map { line, marks in
      index.evidence(for: marks, line: line).map { "\($0.signal.rawValue): \($0.words)" }
    }
  }

  /// Six apartments of one project, with an office number and three agents.
  private func project(places: [String] = ["Mill Court", "Yaba"]) -> [Listing] {
    (0..<6).map { index in
      var listing = listing(
        phone: "08035550101", agent: ["Ada", "Bo", "Cy"][index % 3], photos: ["court.jpg"])
      listing.places = places
      listing.ownText = Self.text
      return listing
    }
  }

  private static let text =
    "Newly built apartment in a quiet close with a fitted kitchen and all rooms en suite and ample "
    + "parking and a borehole and a gate house and good roads to the bridge"

  private func signs(_ listings: [Listing], _ known: [KnownMark] = []) -> [Set<Substring>] {
    evidence(listings, known).map { Set($0.map { $0.prefix { $0 != ":" } }) }
  }

  @Test func `is one sign where it is shared by the homes of one project`() {
    #expect(signs(project()) == [Set<Substring>](repeating: ["photo"], count: 6))
  }

  @Test func `is each a sign where another place, kind or number has it`() {
    for change: (inout Listing) -> Void in [
      { $0.places = ["Elsewhere"] }, { $0.kind = .land }, { $0.phone = "08035550199" },
    ] {
      var listings = project()
      change(&listings[5])
      #expect(signs(listings)[0].isSuperset(of: ["photo", "text"]))
      #expect(signs(listings)[5].isSuperset(of: ["photo", "text"]))
    }
  }

  @Test func `is one sign where the catalogue has the other homes of the project`() {
    let marks = ListingMarks(project()[1], words: TextWords.of(Self.text))
    func known(_ places: [String]) -> [KnownMark] {
      (marks.contacts + marks.photos).map {
        KnownMark(
          hash: $0.hash, detail: Int64(bitPattern: $0.owner), number: 7, title: "Old",
          kind: Listing.Kind.house.rawValue, places: places)
      }
    }
    let own = Array(project().prefix(2))
    #expect(signs(own, known(["Mill Court", "Yaba"]))[0] == ["photo"])
    #expect(signs(own, known(["Elsewhere"]))[0] == ["photo", "text"])
  }

  @Test(arguments: [
    (["Acme Ltd", "Acme Limited", "Acme"], false), (["Acme (Kenya) Ltd.", "ACME", "Bo"], false),
    (["Acme Ltd", "Bo Ltd", "Cy Ltd"], true), (["Ltd", "Co", "Inc"], true),
  ])
  func `is no contact under three names of one company`(_ agents: [String], _ isSign: Bool) {
    let found = signs(agents.map { listing(phone: "08035550101", agent: $0) })
    #expect(found == agents.map { _ in isSign ? ["contact"] : [] })
  }

  private func listing(
    phone: String? = nil, agent: String? = nil, photos: [String] = []
  ) -> Listing {
    var listing = Listing.sample(price: 5)
    listing.phone = phone
    listing.agent = agent
    listing.photos = photos
    return listing
  }

  @Test func `is a photo in two listings`() {
    let photos = [["A 1.jpg"], ["b.jpg"], ["a-1.png"]]
    #expect(
      evidence(photos.map { listing(photos: $0) })
        == [
          ["photo: the listing in line 2 shows the same photo"], [],
          ["photo: the listing in line 0 shows the same photo"],
        ])
  }

  @Test(arguments: [
    // Phones and agents, and whether it is one contact under three names.
    (["+234 803 555 0101", "0803 555 0101", "(0)803-555-0101"], ["Ada", "Bo", "Cy"], true),
    (["08035550101", "08035550101", "08035550101"], ["Ada", "ada", "Bo"], false),
    (["08035550101", "08035550101"], ["Ada", "Bo"], false),
    (["08035550101", "08035550102", "08035550103"], ["Ada", "Bo", "Cy"], false),
    (["5550", "5550", "5550"], ["Ada", "Bo", "Cy"], false),
    (["a@x.example", "A@X.example ", "a@x.example"], ["Ada", "Bo", "Cy"], true),
  ])
  func `is a contact under three names`(_ phones: [String], _ agents: [String], _ isSo: Bool) {
    let found = evidence(zip(phones, agents).map { listing(phone: $0, agent: $1) })
    let words = "contact: its contact stands under different names, in 3 listings"
    #expect(found == phones.map { _ in isSo ? [words] : [] })
  }

  @Test(arguments: [
    ["5", "5"], ["front.jpg", "front.jpg"], ["photos/1.jpg", "photos/1.jpg"],
    ["https://x.example/photo.php?id=1", "https://x.example/photo.php?id=2"],
  ])
  func `is no count of photos, no counter, and no address with another number`(_ photos: [String]) {
    #expect(evidence(photos.map { listing(photos: [$0]) }) == [[], []])
  }

  @Test func `is no agency with homes in several towns`() {
    let listings = ["Yaba", "Ikeja", "Lekki", "Epe"].map { town in
      var listing = listing(phone: "08035550101")
      listing.places = [town]
      return listing
    }
    #expect(evidence(listings) == [[], [], [], []])
  }

  @Test func `is looked for in the catalogue too`() throws {
    let own = listing(phone: "08035550101", agent: "Ada", photos: ["a.jpg"])
    let marks = ListingMarks(own, words: [])
    let photo = try #require(marks.photos.first)
    let contact = try #require(marks.contacts.first)
    let known = [
      KnownMark(hash: photo.hash, detail: 0, number: 7, title: "Old Mill"),
      KnownMark(hash: contact.hash, detail: 1, number: 7, title: "Old Mill"),
      KnownMark(hash: contact.hash, detail: 2, number: 8, title: "New Mill"),
    ]
    #expect(
      evidence([own], known) == [
        [
          "photo: “Old Mill” in the catalogue shows the same photo",
          "contact: its contact stands under different names, in 3 listings",
        ]
      ])
  }
}

@Suite struct `A text that asks for money before a viewing` {
  @Test(arguments: [
    ("Send the deposit by Western Union, I am abroad.", ["advance", "transfer", "absent"]),
    ("WhatsApp only!", ["contact"]), ("Keys will be mailed to you", ["advance"]),
    ("A deposit of one month is due at signing. Western aspect.", []),
    ("Call the agent to view", []),
  ])
  func `is known by whole phrases`(_ text: String, _ classes: [String]) {
    #expect(PhraseList.scam.hits(in: TextWords.of(text)).map(\.category) == classes)
  }

  @Test(arguments: [
    // The text, its risk, and what comes of it.
    ("Viewing is not possible this week.", 0.3, "approved"),
    ("I am abroad, send the deposit.", 0.52, "named"),
    ("I am abroad, send the deposit, WhatsApp only.", 0.8, "held"),
    (
      "I am abroad on missionary work, viewing is not possible. Send the deposit before viewing by "
        + "Western Union or bitcoin, the keys will be sent by courier. WhatsApp only. Send your "
        + "bank details and a copy of your passport.", 0.8, "held"
    ),
  ])
  func `is the clearer, the more classes of phrases it has`(
    _ text: String, _ risk: Double, _ verdict: String
  ) {
    var listing = Listing.sample()
    listing.ownText = text
    var plan = Plan(listing: listing, comparables: 0, warnings: [])
    FraudJudge(.standard).judge(&plan, price: nil)
    #expect(plan.evidence.map { $0.prefix { $0 != ":" } } == ["scam"])
    #expect(plan.risk == risk)
    let table = FraudTable.standard
    let found = risk >= table.block ? "held" : risk >= table.review ? "named" : "approved"
    #expect(found == verdict)
  }
}
