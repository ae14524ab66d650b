/// A listing that an estimate rests on, and what was added to its price and taken off it.
struct ComparableListing: Sendable, Hashable {
  struct Adjustment: Sendable, Hashable {
    /// What differs, theirs first: `area 90 → 120`.
    var words: String
    /// Added to their price, or taken off.
    var minorUnits: Int
  }

  var key: String
  var title: String
  /// It was sold or let at this price; otherwise it is asked.
  var isSold: Bool
  var priceMinorUnits: Int
  /// Its price and all adjustments.
  var adjustedMinorUnits: Int
  /// Where both positions are known.
  var kilometres: Double?
  /// How much of the estimate is its, of 100.
  var percent: Int
  var adjustments: [Adjustment]
}

extension ComparableListing {
  /// A field of a stream: its parts with U+001E between them, those of an adjustment with U+001D.
  var text: String {
    let parts =
      [
        key, title, isSold ? "sold" : "", String(priceMinorUnits), String(adjustedMinorUnits),
        kilometres.map { String($0) } ?? "", String(percent),
      ] + adjustments.map { "\(Self.plain($0.words))\u{1d}\($0.minorUnits)" }
    return parts.map(Self.plain).joined(separator: "\u{1e}")
  }

  /// - Returns: nil for a text that is none.
  init?(text: String) {
    let parts = text.split(separator: "\u{1e}", omittingEmptySubsequences: false)
    guard parts.count >= 7, let price = Int(parts[3]), let adjusted = Int(parts[4]),
      let percent = Int(parts[6])
    else { return nil }
    key = String(parts[0])
    title = String(parts[1])
    isSold = parts[2] == "sold"
    priceMinorUnits = price
    adjustedMinorUnits = adjusted
    kilometres = Double(parts[5])
    self.percent = percent
    adjustments = parts.dropFirst(7).compactMap { part in
      let sides = part.split(separator: "\u{1d}", omittingEmptySubsequences: false)
      guard sides.count == 2, let amount = Int(sides[1]) else { return nil }
      return Adjustment(words: String(sides[0]), minorUnits: amount)
    }
  }

  /// The three marks of the encoding are no part of a text.
  private static func plain(_ text: String) -> String {
    if !text.utf8.contains(where: { 0x1e...0x1f ~= $0 }) { return text }
    return text.replacing("\u{1e}", with: " ").replacing("\u{1f}", with: " ")
  }
}

/// The comparable listings of an estimate as one field of a stream.
///
/// Most stages only hand them on, so they stay text until somebody asks.
struct ComparedListings: Sendable, Hashable {
  /// The texts of the listings with U+001F between them.
  let text: String

  static let none = ComparedListings([])

  init(text: String) { self.text = text }

  init(_ listings: [ComparableListing]) {
    text = listings.map(\.text).joined(separator: "\u{1f}")
  }

  /// The most similar first.
  var listings: [ComparableListing] {
    text.split(separator: "\u{1f}").compactMap { ComparableListing(text: String($0)) }
  }
}
