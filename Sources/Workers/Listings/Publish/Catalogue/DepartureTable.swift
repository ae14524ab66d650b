import Storage

/// Which listings of a business were sold or let lately, as statements on a connection.
struct DepartureTable {
  private let connection: any Connection
  private let business: SQLValue
  private let name: String

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
    name = business
  }

  func isOffered(_ number: Int) throws -> Bool {
    let retired = try connection.first(
      "select retired from listings_catalogue where business = $1 and number = $2",
      [business, .integer(number)]
    ) { $0.integer(0) }
    return retired == 0
  }

  /// The day on which a listing that is off was sold or let; nil where that is not known.
  func day(of number: Int) throws -> Int? {
    let day = try connection.first(
      """
      select gone_day from listings_catalogue
      where business = $1 and number = $2 and retired = 1 and gone is not null
      """, [business, .integer(number)]
    ) { $0.optionalInteger(0) }
    return day ?? nil
  }

  /// Takes listings off, and remembers what became of them.
  func retire(_ departures: [Int: Departure]) throws {
    for (number, departure) in departures.sorted(by: { $0.key < $1.key }) {
      try CatalogueBefore(connection, business: name).keep(.listing, number)
      try connection.execute(
        """
        update listings_catalogue set retired = 1, gone = $1, gone_day = $2, gone_price = $3
        where business = $4 and number = $5
        """, Departure.values(departure) + [business, .integer(number)])
    }
    try ChunkTable(connection, business: name).forget(departures.keys)
  }

  /// Forgets those that were before a day: their pages go.
  func forget(before day: Int) throws {
    try connection.execute(
      """
      update listings_catalogue set gone = null
      where business = $1 and retired = 1 and shown = 1 and gone is not null and gone_day < $2
      """, [business, .integer(day)])
  }

  /// Those whose page was visible once, the latest first.
  func all() throws -> [DepartedEntry] {
    try connection.query(
      """
      select number, slug, digest, photos, published, deal, kind, \(Departure.columns)
      from listings_catalogue
      where business = $1 and retired = 1 and shown = 1 and gone is not null
      order by gone_day desc, number
      """, [business]
    ) { row -> DepartedEntry? in
      guard let departure = Departure(row, from: 7) else { return nil }
      var digest = ContentDigest()
      digest.mix(row.integer(2))
      digest.mix(row.integer(3))
      departure.mix(into: &digest)
      return DepartedEntry(
        number: row.integer(0), slug: row.text(1), digest: digest.value,
        published: row.integer(4), deal: row.optionalText(5).flatMap(Listing.Deal.init),
        kind: Listing.Kind(rawValue: row.text(6)) ?? .other, departure: departure)
    }.compactMap(\.self)
  }

  /// The addresses of pages that were visible once and are no more, the newest listings first.
  func gone(limit: Int) throws -> [String] {
    try connection.query(
      """
      select slug from listings_catalogue
      where business = $1 and retired = 1 and shown = 1 and gone is null
      order by number desc limit $2
      """, [business, .integer(limit)]
    ) { $0.text(0) }
  }
}
