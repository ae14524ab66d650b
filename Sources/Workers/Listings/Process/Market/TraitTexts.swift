/// What a listing says in words of its own.
///
/// They become numbers once all listings are known: of very many words the first ones count, and
/// which those are must not hang on the order of the rows.
struct TraitTexts: Sendable {
  let type: String
  let features: [String]
  /// Of further columns.
  private(set) var figures: [(name: String, value: Float)] = []

  init(_ listing: Listing, meanings: inout ColumnMeanings) {
    type = listing.typeText ?? listing.kind.noun
    features = listing.features + [listing.furnishing].compactMap(\.self)
    for text in listing.extra { read(text, &meanings) }
  }

  /// - Parameter text: `name=value`.
  private mutating func read(_ text: String, _ meanings: inout ColumnMeanings) {
    guard let mark = text.firstIndex(of: "=") else { return }
    guard let value = Float(text[text.index(after: mark)...]), value.isFinite,
      meanings.meaning(of: text[..<mark]) == .figure
    else { return }
    figures.append((String(text[..<mark]), value))
  }
}
