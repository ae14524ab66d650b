/// Facts that cannot be, that contradict each other, or that are not there.
enum FactSignal {
  /// - Parameter contradictions: of ``Warnings``, in words.
  static func evidence(_ listing: Listing) -> [FraudSignal.Evidence] {
    var evidence: [FraudSignal.Evidence] = []
    let oddities = Warnings.ofFacts(listing)
    if let first = oddities.first {
      let strength = 1 - 1 / Double(1 << oddities.count)
      let words = first.split(separator: ":", maxSplits: 1).last.map { $0.dropFirst() } ?? ""
      let more = oddities.count > 1 ? ", and \(oddities.count - 1) more" : ""
      evidence.append(
        FraudSignal.Evidence(signal: .facts, strength: strength, words: "\(words)\(more)"))
    }
    let missing = missing(listing)
    if missing.count > 1 {
      evidence.append(
        FraudSignal.Evidence(
          signal: .missing, strength: min(1, Double(missing.count - 1) / 3),
          words: "it does not say \(missing.joined(separator: ", "))"))
    }
    return evidence
  }

  /// What every listing should say and this one does not, in words.
  static func missing(_ listing: Listing) -> [String] {
    Told.allCases.filter { $0.isAsked(of: listing) && $0.isMissing(in: listing) }.map(\.words)
  }
}

/// What a listing should say of itself.
enum Told: CaseIterable {
  case price, place, kind, bedrooms, size

  /// `it does not say how large it is`.
  var words: String {
    switch self {
    case .price: "the price"
    case .place: "where it is"
    case .kind: "what it is"
    case .bedrooms: "how many bedrooms it has"
    case .size: "how large it is"
    }
  }

  /// Whether it is odd of a listing not to say so: many a home is told without its size, no plot.
  fileprivate func isAsked(of listing: Listing) -> Bool {
    switch self {
    case .price, .place, .kind: true
    case .bedrooms: listing.kind != .land && listing.kind != .commercial
    case .size: listing.kind == .land
    }
  }

  func isMissing(in listing: Listing) -> Bool {
    switch self {
    case .price: listing.price == nil && listing.priceText == nil
    case .place: listing.places.isEmpty
    case .kind: listing.kind == .other && listing.typeText == nil
    case .bedrooms: listing.bedrooms == nil
    case .size: listing.areaSquareMetres == nil && listing.plotSquareMetres == nil
    }
  }
}
