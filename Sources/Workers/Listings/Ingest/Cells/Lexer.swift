// A cell such as `R$8,000`, `N25m`, `34.46Sq. Meter` or `2 BHK` is cut into numbers, words and
// signs. What the pieces mean is for the parsers of money, sizes and counts.
//
//   number   digits, with points and commas in between, and with spaces or apostrophes in front of
//            three digits: `1,200.50`, `1 500 000`, `1'200`, `6.070,2`, `1,25,000`; with an
//            exponent as spreadsheets write it: `2.5E+08`
//   word     letters, `$` and whatever is no ASCII: `gh₵`, `us$`, `m²`; also `m2` and `ft2`. A
//            `c` before a currency's sign is a word of its own: `c£300,000`
//   sign     any other byte

/// Cuts cells into tokens. Keeps one array, so that a cell costs no allocation.
struct Lexer: Sendable {
  /// Decides about `2.023` and `2,023`, which can be read both ways.
  var decimalMark = DecimalMark.point
  private(set) var tokens: [Token] = []

  init(decimalMark: DecimalMark = .point) {
    self.decimalMark = decimalMark
    tokens.reserveCapacity(32)
  }

  /// More tokens than this are no figure but a text.
  static let tokensMax = 32

  /// Of one text; who reads many keeps a lexer.
  static func tokens(of text: some StringProtocol) -> [Token] {
    var lexer = Lexer()
    lexer.read(Array(text.utf8).span)
    return lexer.tokens
  }

  mutating func read(_ cell: Span<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    var index = 0
    while index < cell.count, tokens.count < Self.tokensMax {
      let byte = cell[index]
      if byte <= 0x20 {
        index += 1
      } else if byte &- 0x30 < 10 {
        index = readNumber(cell, from: index)
      } else if let (length, sign) = Self.wideSign(cell, at: index) {
        if sign != 0x20 { tokens.append(.sign(sign)) }
        index += length
      } else if Self.isLetter(byte) {
        index = readWord(cell, from: index)
      } else {
        tokens.append(.sign(byte))
        index += 1
      }
    }
  }

  private mutating func readWord(_ cell: Span<UInt8>, from start: Int) -> Int {
    var word = Word()
    var index = start
    if Self.isFraction(cell, at: index) {
      word.append(cell[index])
      word.append(cell[index + 1])
      tokens.append(.word(word))
      return index + 2
    }
    while index < cell.count, Self.isLetter(cell[index]), Self.wideSign(cell, at: index) == nil {
      if word == Self.circa, Self.isCurrencySign(cell, at: index) { break }
      word.append(cell[index])
      index += 1
    }
    let isSquare = index < cell.count && cell[index] == UInt8(ascii: "2")
    if isSquare, word == Self.metre || word == Self.foot, !Self.isDigit(cell, at: index + 1) {
      word.append(cell[index])
      index += 1
    }
    tokens.append(.word(word))
    return index
  }

  private static let metre: Word = "m"
  private static let foot: Word = "ft"
  private static let circa: Word = "c"

  /// `¼`, `½` and `¾`, which stand apart from the unit behind them: `1½acres`.
  private static func isFraction(_ cell: Span<UInt8>, at index: Int) -> Bool {
    cell[index] == 0xc2 && index + 1 < cell.count && 0xbc...0xbe ~= cell[index + 1]
  }

  /// `£`, and the signs of U+20A0 to U+20BF: `₦`, `€`, `₹`.
  private static func isCurrencySign(_ cell: Span<UInt8>, at index: Int) -> Bool {
    if index + 1 >= cell.count { return false }
    return cell[index] == 0xc2 && cell[index + 1] == 0xa3
      || cell[index] == 0xe2 && cell[index + 1] == 0x82
  }

  private mutating func readNumber(_ cell: Span<UInt8>, from start: Int) -> Int {
    var shape = NumeralShape()
    var index = start
    while index < cell.count {
      let byte = cell[index]
      if byte &- 0x30 < 10 {
        shape.append(digit: Int(byte &- 0x30))
        index += 1
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."),
        Self.isDigit(cell, at: index + 1)
      {
        shape.append(mark: byte)
        index += 1
      } else if let length = Self.gap(cell, at: index), shape.mayGoOn,
        Self.hasThreeDigits(cell, at: index + length)
      {
        shape.startGroup()
        index += length
      } else {
        break
      }
    }
    var numeral = shape.numeral(decimalMark)
    if let (exponent, end) = Self.exponent(cell, at: index) {
      numeral = shape.numeral(exponent: exponent)
      index = end
    }
    tokens.append(numeral.map(Token.number) ?? .sign(UInt8(ascii: "#")))
    return index
  }

  /// `E+08` behind a number, and where it ends; nil for other letters.
  private static func exponent(
    _ cell: Span<UInt8>, at start: Int
  ) -> (exponent: Int, end: Int)? {
    guard start < cell.count, cell[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = start + 1
    let isNegative = index < cell.count && cell[index] == UInt8(ascii: "-")
    if isNegative || index < cell.count && cell[index] == UInt8(ascii: "+") { index += 1 }
    let first = index
    var exponent = 0
    while index < first + 3, isDigit(cell, at: index) {
      exponent = exponent * 10 + Int(cell[index] &- 0x30)
      index += 1
    }
    // `2E4B` is a name of something.
    let isEnd = index == cell.count || !isLetter(cell[index]) && !isDigit(cell, at: index)
    return index > first && isEnd ? (isNegative ? -exponent : exponent, index) : nil
  }

  /// The length of a space or apostrophe that may part thousands.
  private static func gap(_ cell: Span<UInt8>, at index: Int) -> Int? {
    if cell[index] == 0x20 || cell[index] == 0x27 { return 1 }
    guard let (length, sign) = wideSign(cell, at: index), sign == 0x20 || sign == 0x27 else {
      return nil
    }
    return length
  }

  private static func hasThreeDigits(_ cell: Span<UInt8>, at index: Int) -> Bool {
    isDigit(cell, at: index) && isDigit(cell, at: index + 1) && isDigit(cell, at: index + 2)
      && !isDigit(cell, at: index + 3)
  }

  private static func isDigit(_ cell: Span<UInt8>, at index: Int) -> Bool {
    index < cell.count && cell[index] &- 0x30 < 10
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte == UInt8(ascii: "$")
  }

  /// Signs of more than one byte that stand for an ASCII one: spaces, dashes, apostrophes and the
  /// mark of feet.
  private static func wideSign(
    _ cell: Span<UInt8>, at index: Int
  ) -> (length: Int, sign: UInt8)? {
    let first = cell[index]
    if first == 0xc2, index + 1 < cell.count, cell[index + 1] == 0xa0 { return (2, 0x20) }
    guard first == 0xe2, index + 2 < cell.count, cell[index + 1] == 0x80 else { return nil }
    switch cell[index + 2] {
    case 0x80...0x8b, 0xaf: return (3, 0x20)
    case 0x90...0x95: return (3, UInt8(ascii: "-"))
    case 0x98, 0x99, 0xb2: return (3, 0x27)
    default: return nil
    }
  }
}
