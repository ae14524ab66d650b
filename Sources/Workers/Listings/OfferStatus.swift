/// How far the sale or letting of a listing has come, where its row says more than that it is on
/// offer. Of several columns the last of these counts that one of them says.
enum OfferStatus: String, Sendable, CaseIterable {
  // Somebody's offer was accepted, and nothing is signed: it is still shown.
  case underOffer, reserved, saleAgreed, letAgreed
  /// Not offered, or not yet: a draft, what has expired, what its owner took back.
  case withdrawn
  // Not offered any more.
  case sold, `let`

  /// Whether it is shown among what is on offer.
  var isOffered: Bool { label != nil }

  /// On a badge; nil for what is not offered.
  var label: String? {
    switch self {
    case .underOffer: "Under offer"
    case .reserved: "Reserved"
    case .saleAgreed: "Sale agreed"
    case .letAgreed: "Let agreed"
    case .withdrawn, .sold, .let: nil
    }
  }

  /// What became of it; nil while nothing did.
  var way: Departure.Way? {
    switch self {
    case .sold: .sold
    case .let: .let
    case .underOffer, .reserved, .saleAgreed, .letAgreed, .withdrawn: nil
    }
  }

  /// The later one of two.
  func combined(with other: OfferStatus?) -> OfferStatus {
    guard let other else { return self }
    return ordinal < other.ordinal ? other : self
  }
}

extension Listing {
  /// Whether its row says that it is not on offer.
  var isOff: Bool { status.map { !$0.isOffered } ?? false }
}
