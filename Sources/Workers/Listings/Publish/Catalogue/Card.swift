import Storage

/// A listing as lists show it.
struct Card: Sendable {
  let number: Int
  let slug: String
  let headline: String
  let price: Price?
  let deal: Listing.Deal?
  let kind: Listing.Kind
  let place: String?
  let bedrooms: Int?
  let bathrooms: Double?
  let area: String?
  let plot: String?
  let listed: String?
  /// The first of its photos.
  let photo: ShownPhoto?

  static let columns = """
    d.headline, d.price_minor_units, d.price_maximum_minor_units, d.price_currency, \
    d.price_period, d.price_is_per_area, d.deal, d.kind, d.places, d.bedrooms, d.bathrooms, \
    d.area_square_metres, d.area_text, d.plot_square_metres, d.listed
    """

  /// - Parameter row: number, slug and ``columns``.
  init(_ row: any Row, photo: ShownPhoto?) {
    self.photo = photo
    number = row.integer(0)
    slug = row.text(1)
    headline = row.text(2)
    price = Price(row, from: 3)
    deal = row.optionalText(8).flatMap(Listing.Deal.init)
    kind = Listing.Kind(rawValue: row.text(9)) ?? .other
    place = PlaceText.short(SQLValue.list(row.text(10)))
    bedrooms = row.optionalInteger(11)
    bathrooms = row.optionalReal(12)
    let written = row.optionalText(14)
    area = row.optionalReal(13).map { AreaText(squareMetres: $0, written: written).short }
    plot = row.optionalReal(15).map { AreaText(squareMetres: $0, written: written).short }
    listed = row.optionalText(16)
  }
}

extension Price {
  /// - Parameter first: where in the row its five columns begin.
  init?(_ row: any Row, from first: Int) {
    guard let minorUnits = row.optionalInteger(first) else { return nil }
    self.init(
      minorUnits: minorUnits, maximumMinorUnits: row.optionalInteger(first + 1),
      currency: row.optionalText(first + 2),
      period: row.optionalText(first + 3).flatMap(Period.init) ?? .once,
      isPerArea: row.integer(first + 4) != 0)
  }
}
