/// Why a channel cannot show a listing, and what a person has to fill in so that it can.
struct Lack: Equatable, Sendable {
  let reason: String
  /// A column of the table, an option of the rule, or what else to do.
  let remedy: String

  init(_ reason: String, fillIn remedy: String) {
    self.reason = reason
    self.remedy = remedy
  }

  static let deal = Lack(
    "not known whether for sale or to let", fillIn: "column deal, or option deal")
  static let price = Lack("no price of the whole", fillIn: "column price")
  static let currency = Lack("no currency", fillIn: "column currency, or option currency")
  static let photo = Lack("no photo", fillIn: "drop its photos, or column photos")
  static let period = Lack("not known for what time the rent is", fillIn: "column period")
  static let bedrooms = Lack("number of bedrooms not known", fillIn: "column bedrooms")
  static let bathrooms = Lack("number of bathrooms not known", fillIn: "column bathrooms")
  static let coordinates = Lack("no coordinates", fillIn: "columns latitude and longitude")
  static let street = Lack("no place narrower than its town", fillIn: "column address")
  static let city = Lack("no town", fillIn: "column city")
  static let region = Lack("no region", fillIn: "column region")
  static let country = Lack("no country", fillIn: "column country, or option country")
  static let postcode = Lack("no whole postcode", fillIn: "column postcode")
  static let phone = Lack("no telephone number", fillIn: "column phone, or option contact_phone")
  static let contact = Lack("nobody to ask", fillIn: "column agent, or option contact_name")
  static let area = Lack("no floor area", fillIn: "column area")

  /// Its kind is none that the channel has.
  static func type(_ listing: FeedListing) -> Lack {
    let word = listing.facts.typeText ?? listing.type?.type.name ?? listing.facts.kind.rawValue
    return Lack(
      "no word of the channel for the type “\(FeedText.cut(FeedText.plain(word), to: 60))”",
      fillIn: "column type, or option property_types")
  }

  /// It says what another listing of the channel says.
  ///
  /// - Parameter first: that listing, in words.
  static func repeats(_ first: String) -> Lack {
    Lack(
      "the same as \(first)",
      fillIn: "nothing, if it is the same; else what sets it apart, in column description")
  }

  /// Amounts of this currency or period are not taken.
  static func unsuited(_ what: String, takes: String) -> Lack {
    Lack("\(what); the channel takes \(takes)", fillIn: "nothing: it does not suit the channel")
  }
}

extension FeedListing {
  /// For channels that have no place for a status: what somebody else may get would be offered
  /// there as if it were free.
  var statusLack: Lack? {
    facts.status?.label.map { .unsuited($0.lowercased(), takes: "only what is still free") }
  }

  /// What is missing of the price.
  var priceLack: Lack? {
    guard let price = facts.price, !price.isPerArea, price.minorUnits > 0 else { return .price }
    if facts.deal == .sale, let time = price.period.words {
      return Lack("for sale, and its price is \(time)", fillIn: "column deal or period")
    }
    return price.currency == nil ? .currency : nil
  }
}
