/// Which listings a list shows: of one deal, kind, place and number of bedrooms, or of any.
struct Selection: Hashable {
  var deal: Listing.Deal?
  var kind: Listing.Kind?
  /// Index into the places that the site offers.
  var place: Int?
  /// Only where deal and kind are settled.
  var bedrooms: Bedrooms?

  static let all = Selection()
}

/// How many bedrooms, as far as lists tell them apart.
struct Bedrooms: Hashable, Sendable, Comparable {
  /// 1 to ``max``, which stands for more as well.
  let count: Int

  static let max = 6

  init?(_ count: UInt8) {
    if count == 0 { return nil }
    self.count = min(Int(count), Self.max)
  }

  static let all = (1...UInt8(max)).compactMap { Bedrooms($0) }

  static func < (left: Bedrooms, right: Bedrooms) -> Bool { left.count < right.count }

  var slug: String {
    switch count {
    case 1: "1-bedroom"
    case Self.max: "\(count)-or-more-bedrooms"
    default: "\(count)-bedrooms"
    }
  }

  /// `3-bedroom`.
  var adjective: String { count == Self.max ? "\(count)-or-more-bedroom" : "\(count)-bedroom" }

  var label: String {
    switch count {
    case 1: "1 bedroom"
    case Self.max: "\(count) or more bedrooms"
    default: "\(count) bedrooms"
    }
  }
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
