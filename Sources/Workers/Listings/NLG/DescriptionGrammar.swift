import NLG

// The grammar of descriptions: what there is to say, in how many ways, and in which orders. Every
// frame states what its facts say and nothing else; no frame praises, and none speaks of people.
//
// A plan speaks of the bedrooms once: in the opening (`home`), or among the rooms (`allRooms`).

/// What descriptions are made of.
enum DescriptionGrammar {
  static let subject = Subject(
    first: ["this \(.value(.noun))", "the \(.value(.noun))"],
    later: ["the \(.value(.head))", "the property"])

  static let plans = [
    DocumentPlan(
      "rooms-first", weight: 3,
      [
        MessageGroup([opening(.home)]), MessageGroup([rooms, size]),
        MessageGroup(shuffled: true, [state, year]), MessageGroup([features]),
        MessageGroup([price]),
      ]),
    DocumentPlan(
      "rooms-apart", weight: 3,
      [
        MessageGroup([opening(.noun)]), MessageGroup([allRooms, size]),
        MessageGroup(shuffled: true, [state, year]), MessageGroup([features]),
        MessageGroup([price]),
      ]),
    DocumentPlan(
      "price-second", weight: 3,
      [
        MessageGroup([opening(.home)]), MessageGroup([price]),
        MessageGroup(shuffled: true, [rooms, size]), MessageGroup([features]),
        MessageGroup([state, year]),
      ]),
    DocumentPlan(
      "price-second-rooms-apart", weight: 2,
      [
        MessageGroup([opening(.noun)]), MessageGroup([price]), MessageGroup([allRooms]),
        MessageGroup(shuffled: true, [size, state, year]), MessageGroup([features]),
      ]),
    DocumentPlan(
      "size-first", weight: 2,
      [
        MessageGroup([opening(.noun)]), MessageGroup([size, allRooms]), MessageGroup([features]),
        MessageGroup(shuffled: true, [year, state]), MessageGroup([price]),
      ]),
    DocumentPlan(
      "features-first", weight: 2,
      [
        MessageGroup([opening(.home)]), MessageGroup([features]),
        MessageGroup(shuffled: true, [rooms, size]), MessageGroup(shuffled: true, [state, year]),
        MessageGroup([price]),
      ]),
    DocumentPlan(
      "state-first", weight: 2,
      [
        MessageGroup([opening(.home)]), MessageGroup(shuffled: true, [state, year, size]),
        MessageGroup([rooms]), MessageGroup([features]), MessageGroup([price]),
      ]),
    DocumentPlan(
      "price-last-but-one", weight: 2,
      [
        MessageGroup([opening(.noun)]), MessageGroup(shuffled: true, [allRooms, state]),
        MessageGroup(shuffled: true, [size, year]), MessageGroup([price]),
        MessageGroup([features]),
      ]),
  ]

  /// - Parameter name: the fact that names the property: with its bedrooms, or without.
  private static func opening(_ name: FactKey) -> Message {
    Message(
      "opening",
      located(name) + [
        Frame(
          "opening-this", "This is \(.a) \(.value(name)) \(.value(.offer)).", unless: [.location]),
        Frame(
          "opening-offered", "\(.a) \(.value(name)) is \(.value(.offer)).", unless: [.location]),
        Frame(
          "opening-no-deal", "This is \(.a) \(.value(name)) \(.value(.location)).",
          unless: [.offer]),
        Frame(
          "opening-no-deal-there", "\(.value(.location)), there is \(.a) \(.value(name)) on offer.",
          unless: [.offer]),
        Frame(
          "opening-no-deal-listing",
          "This listing is for \(.a) \(.value(name)) \(.value(.location)).",
          unless: [.offer]),
        Frame(
          "opening-bare", "This listing is for \(.a) \(.value(name)).",
          unless: [.offer, .location]),
      ])
  }

  /// Openings with deal and place.
  private static func located(_ name: FactKey) -> [Frame] {
    [
      Frame("opening-is", "This is \(.a) \(.value(name)) \(.value(.offer)) \(.value(.location))."),
      Frame(
        "opening-place-offer",
        "\(.a) \(.value(name)) \(.value(.locationWithin)) is \(.value(.offer))."),
      Frame(
        "opening-offer-place", "\(.a) \(.value(name)) is \(.value(.offer)) \(.value(.location))."),
      Frame("opening-place", "\(.value(.location)), \(.a) \(.value(name)) is \(.value(.offer))."),
      Frame(
        "opening-offer", "\(.value(.offer)) \(.value(.locationWithin)) is \(.a) \(.value(name))."),
      Frame(
        "opening-available",
        "\(.a) \(.value(name)) is available \(.value(.offer)) \(.value(.location))."),
      Frame(
        "opening-place-available",
        """
        \(.value(.location)), this \(.value(name)) is \(.oneOf("available", "offered")) \
        \(.value(.offer)).
        """
      ),
      Frame(
        "opening-listing",
        """
        This listing \(.oneOf("is for", "offers")) \(.a) \(.value(name)) \(.value(.offer)) \
        \(.value(.location)).
        """
      ),
      Frame(
        "opening-this-place",
        "This \(.value(name)) \(.value(.locationWithin)) is \(.value(.offer))."),
      Frame(
        "opening-situated",
        "Situated \(.value(.location)), this \(.value(name)) is \(.value(.offer))."),
      Frame(
        "opening-found",
        """
        Offered \(.value(.offer)), this \(.value(name)) is \
        \(.oneOf("located", "situated", "to be found")) \(.value(.location)).
        """
      ),
      Frame(
        "opening-market", "\(.a) \(.value(name)) \(.value(.locationWithin)) is on the market.",
        requires: [.isSale]),
      Frame(
        "opening-sold", "This \(.value(name)) \(.value(.locationWithin)) is being sold.",
        requires: [.isSale]),
      Frame(
        "opening-let",
        """
        This \(.value(name)) \(.value(.locationWithin)) is \
        \(.oneOf("to let", "available to rent")).
        """,
        requires: [.isRent]),
      Frame(
        "opening-nights", "This \(.value(name)) \(.value(.locationWithin)) is let by the night.",
        requires: [.isShortLet], when: { $0[.price]?.value.isPerNight == true }),
    ]
  }

  private static let rooms = rooms("rooms", .rooms, verb: .roomsVerb)
  private static let allRooms = rooms("all-rooms", .allRooms, verb: .allRoomsVerb)

  private static func rooms(_ id: String, _ list: FactKey, verb: FactKey) -> Message {
    Message(
      id,
      [
        Frame("\(id)-has", "\(.subject) has \(.value(list)).", weight: 3),
        Frame("\(id)-comes", "\(.subject) comes with \(.value(list))."),
        Frame("\(id)-there", "There \(.value(verb)) \(.value(list))."),
        Frame("\(id)-inside", "Inside \(.value(verb)) \(.value(list)).", unless: [.parkingSpaces]),
        Frame(
          "\(id)-provides",
          "\(.subject) \(.oneOf("provides", "offers", "includes")) \(.value(list))."),
        Frame(
          "\(id)-layout", "The layout \(.oneOf("provides", "includes", "has")) \(.value(list)).",
          unless: [.parkingSpaces]),
        Frame(
          "\(id)-accommodation",
          "The accommodation \(.oneOf("has", "consists of", "includes")) \(.value(list)).",
          unless: [.parkingSpaces]),
      ])
  }

  private static let size = Message(
    "size",
    [
      Frame(
        "size-measures", "\(.subject) \(.oneOf("measures", "covers")) \(.value(.area)).",
        unless: [.plot]),
      Frame("size-floor", "The floor area is \(.value(.area)).", unless: [.plot]),
      Frame(
        "size-has", "\(.subject) has \(.value(.area)) of \(.oneOf("space", "floor space")).",
        unless: [.plot]),
      Frame("size-extends", "\(.subject) extends to \(.value(.area)).", unless: [.plot]),
      Frame("size-given", "The size is given as \(.value(.area)).", unless: [.plot]),
      Frame("size-both", "\(.subject) covers \(.value(.area)) on a plot of \(.value(.plot))."),
      Frame(
        "size-both-floor", "The floor area is \(.value(.area)), on a plot of \(.value(.plot))."),
      Frame(
        "size-both-stands",
        "\(.subject) has \(.value(.area)) of floor space, and the plot measures \(.value(.plot))."),
      Frame(
        "plot-measures", "\(.subject) \(.oneOf("measures", "covers")) \(.value(.plot)).",
        unless: [.area], when: { $0.isLand }),
      Frame(
        "plot-extends", "\(.subject) extends to \(.value(.plot)).", unless: [.area],
        when: { $0.isLand }),
      Frame(
        "plot-size", "The \(.oneOf("size", "area")) is \(.value(.plot)).", unless: [.area],
        when: { $0.isLand }),
      Frame(
        "plot-given", "Its size is given as \(.value(.plot)).", unless: [.area], when: { $0.isLand }
      ),
      Frame(
        "plot-stands", "\(.subject) stands on a plot of \(.value(.plot)).", unless: [.area],
        when: { !$0.isLand }),
      Frame(
        "plot-of-house", "The plot measures \(.value(.plot)).", unless: [.area],
        when: { !$0.isLand }),
    ])

  private static let state = Message(
    "state",
    [
      Frame("state-is", "\(.subject) is \(.value(.state)).")
    ])

  private static let year = Message(
    "year",
    [
      Frame("year-built", "\(.subject) was built in \(.digits(.yearBuilt))."),
      Frame("year-dates", "\(.subject) dates from \(.digits(.yearBuilt))."),
      Frame("year-completed", "\(.subject) was completed in \(.digits(.yearBuilt))."),
      Frame("year-of", "The year of construction is \(.digits(.yearBuilt))."),
    ])

  private static let features = Message(
    "features",
    [
      Frame("features-has", "\(.subject) has \(.list(.features))."),
      Frame(
        "features-include",
        "\(.oneOf("Features", "The features", "Its features")) include \(.list(.features))."),
      Frame("features-also", "It also \(.oneOf("has", "offers", "provides")) \(.list(.features))."),
      Frame("features-comes", "\(.subject) comes with \(.list(.features))."),
      Frame(
        "features-listed",
        """
        Listed \(.oneOf("features", "amenities")) \
        \(.agree(.features, one: "is", other: "are")) \(.list(.features)).
        """,
        when: { $0.list(.features).count > 1 }),
      Frame(
        "features-among",
        "Among its features \(.agree(.features, one: "is", other: "are")) \(.list(.features)).",
        when: { $0.list(.features).count > 1 }),
      Frame(
        "features-benefits",
        "\(.subject) \(.oneOf("benefits from", "is equipped with")) \(.list(.features))."),
    ])

  private static let price = Message(
    "price",
    [
      Frame("price-is", "The price is \(.value(.price)).", unless: [.isRent]),
      Frame("price-asking", "The asking price is \(.value(.price)).", requires: [.isSale]),
      Frame(
        "price-sale-at",
        "\(.subject) is \(.oneOf("offered", "priced", "on sale")) at \(.value(.price)).",
        requires: [.isSale]),
      Frame(
        "price-owner", "\(.value(.price)) is the \(.oneOf("asking price", "price asked")).",
        requires: [.isSale]),
      Frame(
        "price-asked", "The price asked \(.oneOf("is", "for it is")) \(.value(.price)).",
        requires: [.isSale]),
      Frame(
        "price-rent", "The \(.oneOf("rent", "asking rent")) is \(.value(.price)).",
        requires: [.isRent]),
      Frame(
        "price-rents",
        "\(.subject) \(.oneOf("rents for", "is let at", "is offered at")) \(.value(.price)).",
        requires: [.isRent]),
      Frame("price-rent-at", "Rent is set at \(.value(.price)).", requires: [.isRent]),
      Frame("price-rent-last", "\(.value(.price)) is the rent asked.", requires: [.isRent]),
      Frame("price-stay", "A stay costs \(.value(.price)).", requires: [.isShortLet]),
      Frame("price-rate", "The rate is \(.value(.price)).", requires: [.isShortLet]),
      Frame(
        "price-listed", "\(.subject) is listed at \(.value(.price)).", unless: [.isSale, .isRent]),
      Frame(
        "price-request", "The price is \(.oneOf("given", "available")) on request.",
        requires: [.isOnRequest]),
      Frame("price-ask", "The price can be had on request.", requires: [.isOnRequest]),
    ])
}

extension Facts {
  fileprivate var isLand: Bool {
    guard case .text(let head)? = self[.head]?.value else { return false }
    return head == "plot" || head == "farm"
  }
}

extension Fact.Value {
  fileprivate var isPerNight: Bool {
    guard case .text(let text) = self else { return false }
    return text.hasSuffix("per night")
  }
}
