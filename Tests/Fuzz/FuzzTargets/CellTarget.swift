@testable import Listings

/// A cell of a property table is a figure that makes sense, or it is refused.
enum CellTarget {
  /// The first byte says which mark is the decimal one, and how a day is written.
  static func run(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let cell = Array(bytes.dropFirst().prefix(2_000))
    var lexer = Lexer(decimalMark: choice & 1 == 0 ? .point : .comma)
    lexer.read(cell.span)
    let tokens = lexer.tokens
    if case .price(let price)? = MoneyParser().read(tokens).value {
      expect(price.minorUnits > 0, "a price below nothing")
      expect(
        price.maximumMinorUnits.map { $0 >= price.minorUnits } ?? true, "a range turned round")
    }
    if let size = SizeParser(plotSquareMetres: choice & 2 == 0 ? nil : 500).read(tokens).value {
      expect(size.squareMetres.isFinite && size.squareMetres > 0, "a size below nothing")
    }
    if let count = CountParser.read(tokens).value {
      expect((0...1_000_000).contains(count), "a count of \(count)")
    }
    let parser = DayParser(
      order: choice & 4 == 0 ? .dayFirst : .monthFirst, year: .unknown)
    _ = parser.read(cell.span)
    _ = DayParser.evidentOrder(cell.span)
  }
}
