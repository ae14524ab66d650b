/// What a title says in figures: `5 bedroom detached house`, `1800m2 land`.
struct TitleFacts: Equatable {
  var bedrooms: Int?
  /// Only when the title names one size.
  var squareMetres: Double?

  init(_ tokens: [Token]) {
    var sizes: Set<Double> = []
    for (index, token) in tokens.enumerated() {
      guard let number = token.number, index + 1 < tokens.count else { continue }
      if let (unit, _) = AreaUnit.read(tokens, at: index + 1), number.digits > 0 {
        sizes.insert((number.value * unit.squareMetres * 100).rounded() / 100)
      }
      let isBedrooms = tokens[index + 1].word.map(Self.bedrooms.contains) ?? false
      if isBedrooms, bedrooms == nil, let count = number.whole, 1...200 ~= count {
        bedrooms = count
      }
    }
    if sizes.count == 1 { squareMetres = sizes.first }
  }

  private static let bedrooms: Set<Word> = [
    "bed", "beds", "bedroom", "bedrooms", "bdrm", "bdrms", "brm", "brd", "bhk", "br", "bedrm",
  ]
}
