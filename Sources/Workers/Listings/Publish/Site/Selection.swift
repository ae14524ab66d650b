/// Which listings a list shows: of one deal, kind and place, or of any.
struct Selection: Hashable {
  var deal: Listing.Deal?
  var kind: Listing.Kind?
  /// Index into the places that the site offers.
  var place: Int?

  static let all = Selection()
}

extension Listing.Deal {
  /// In an address.
  var slug: String {
    switch self {
    case .sale: "for-sale"
    case .rent: "to-rent"
    case .shortLet: "short-let"
    }
  }

  /// On a chip or badge.
  var label: String {
    switch self {
    case .sale: "For sale"
    case .rent: "To rent"
    case .shortLet: "Short let"
    }
  }

  /// Behind a noun: “apartment for sale”.
  var phrase: String {
    switch self {
    case .sale: "for sale"
    case .rent: "to rent"
    case .shortLet: "for short let"
    }
  }
}

extension Listing.Kind {
  var slug: String {
    switch self {
    case .house: "houses"
    case .apartment: "apartments"
    case .land: "land"
    case .commercial: "commercial"
    case .room: "rooms"
    case .other: "other"
    }
  }

  /// Several of them.
  var label: String {
    switch self {
    case .house: "Houses"
    case .apartment: "Apartments"
    case .land: "Land"
    case .commercial: "Commercial"
    case .room: "Rooms"
    case .other: "Other"
    }
  }

  /// Several of them, at the head of a title.
  var title: String {
    switch self {
    case .commercial: "Commercial property"
    case .other: "Other property"
    default: label
    }
  }
}
