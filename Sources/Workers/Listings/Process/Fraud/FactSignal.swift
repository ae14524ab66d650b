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
    var missing: [String] = []
    if listing.price == nil, listing.priceText == nil { missing.append("the price") }
    if listing.places.isEmpty { missing.append("where it is") }
    if listing.kind == .other { missing.append("what it is") }
    let isRoomless = listing.kind == .land || listing.kind == .commercial
    if listing.bedrooms == nil, !isRoomless { missing.append("how many bedrooms it has") }
    if listing.areaSquareMetres == nil, listing.plotSquareMetres == nil, listing.kind == .land {
      missing.append("how large it is")
    }
    return missing
  }
}
