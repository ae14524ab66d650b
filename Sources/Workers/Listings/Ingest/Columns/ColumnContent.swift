/// What a column holds, by its cells alone: for columns whose name nobody knows.
///
/// Only what can hardly be mistaken counts: amounts with a currency, sizes with a unit, rooms with
/// their word, addresses of the web, names of pictures, long texts.
struct ColumnContent: Sendable, Equatable {
  let field: Field
  /// Of the cells that are not empty.
  let count: Int
  let total: Int
  let noun: String

  /// The share of cells that must show it.
  static let shareMin = 0.8
  /// Words of a text that describes a property.
  private static let textWordsMin = 15

  /// `48 of 50 cells are amounts with a currency`.
  var words: String { "\(count) of \(total) cells are \(noun)" }

  /// Nil when the cells show nothing that is sure.
  static func of(_ sample: ColumnSample) -> ColumnContent? {
    if sample.cells.count < ColumnFit.cellsMin { return nil }
    var counts = [Int](repeating: 0, count: kinds.count)
    var lexer = Lexer()
    for cell in sample.cells {
      lexer.read(cell.span)
      let seen = Seen(cell: cell, tokens: lexer.tokens)
      for (index, kind) in kinds.enumerated() where kind.isOne(seen) { counts[index] += 1 }
    }
    let wanted = Int((Double(sample.cells.count) * shareMin).rounded(.up))
    guard let index = counts.firstIndex(where: { $0 >= wanted }) else { return nil }
    let kind = kinds[index]
    if kind.isOfFew, sample.distinctness > Self.fewMax { return nil }
    return ColumnContent(
      field: kind.field, count: counts[index], total: sample.cells.count, noun: kind.noun)
  }

  /// Values to a cell of a column that sorts its rows into a few kinds.
  private static let fewMax = 0.3

  private struct Seen {
    let cell: [UInt8]
    let tokens: [Token]

    func has(_ isWanted: (Token) -> Bool) -> Bool { tokens.contains(where: isWanted) }

    var hasNumber: Bool { has { $0.number != nil } }

    func isNumber(before words: Set<Word>) -> Bool {
      zip(tokens, tokens.dropFirst()).contains {
        $0.number != nil && $1.word.map(words.contains) == true
      }
    }
  }

  private struct Kind {
    let field: Field
    let noun: String
    /// The same few values again and again.
    var isOfFew = false
    let isOne: @Sendable (Seen) -> Bool
  }

  /// In this order: a size may have a currency's letter in it, an address of the web a picture's
  /// name.
  private static let kinds: [Kind] = [
    Kind(field: .photos, noun: "names of pictures") { PhotoList.isPicture($0.cell) },
    Kind(field: .link, noun: "web addresses") {
      $0.cell.starts(with: Array("http://".utf8)) || $0.cell.starts(with: Array("https://".utf8))
    },
    Kind(field: .area, noun: "sizes with a unit") { seen in
      seen.tokens.count <= 8 && seen.hasNumber
        && seen.tokens.indices.contains { AreaUnit.read(seen.tokens, at: $0) != nil }
    },
    Kind(field: .price, noun: "amounts with a currency") { seen in
      seen.tokens.count <= 8 && seen.hasNumber
        && seen.has { $0.word.map { Currency.code(of: $0) != nil } ?? false }
    },
    Kind(field: .bedrooms, noun: "counts of bedrooms") {
      $0.tokens.count <= 4 && $0.isNumber(before: bedrooms)
    },
    Kind(field: .bathrooms, noun: "counts of bathrooms") {
      $0.tokens.count <= 4 && $0.isNumber(before: bathrooms)
    },
    Kind(field: .deal, noun: "“for sale” or “to let”", isOfFew: true) {
      $0.tokens.count <= 3 && DealWords.deal($0.tokens) != nil
    },
    Kind(field: .typeText, noun: "kinds of property", isOfFew: true) {
      $0.tokens.count <= 5 && !$0.hasNumber && KindWords.kind($0.tokens) != nil
    },
    Kind(field: .ownText, noun: "texts of \(textWordsMin) words and more") { seen in
      seen.tokens.count(where: { $0.word != nil }) >= textWordsMin
    },
  ]

  private static let bedrooms: Set<Word> = ["bhk", "rk", "bed", "beds", "bedroom", "bedrooms"]
  private static let bathrooms: Set<Word> = ["bath", "baths", "bathroom", Word("bathrooms")]
}

/// Two columns of coordinates whose names nobody knows.
extension ColumnContent {
  /// Whether the cells are degrees: numbers up to 180 with at least three decimals.
  ///
  /// - Returns: the largest of them without its sign; nil for other columns.
  static func degrees(_ sample: ColumnSample) -> Double? {
    if sample.cells.count < ColumnFit.cellsMin { return nil }
    var lexer = Lexer()
    var count = 0
    var largest = 0.0
    for cell in sample.cells {
      lexer.read(cell.span)
      let isNegative = lexer.tokens.first == .dash
      guard lexer.tokens.count == (isNegative ? 2 : 1), let number = lexer.tokens.last?.number,
        number.decimals >= 3, number.value <= 180
      else { continue }
      count += 1
      largest = max(largest, number.value)
    }
    return Double(count) >= Double(sample.cells.count) * shareMin ? largest : nil
  }
}
