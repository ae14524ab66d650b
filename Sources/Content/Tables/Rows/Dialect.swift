/// How the cells of a table are told apart. Each is one ASCII character.
struct Dialect: Sendable, Hashable {
  var delimiter: UInt8
  /// Zero when the table has no quoting: clean text holds no NUL.
  var quote: UInt8 = 0x22
  /// The character that makes a quote inside quotes literal, where it is not the quote itself.
  var escape: UInt8?

  static let comma = Dialect(delimiter: 0x2C)

  init(delimiter: UInt8, quote: UInt8 = 0x22, escape: UInt8? = nil) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
  }

  /// - Throws: ``TableError`` with `.unusableDialect`.
  init(delimiter: String, quote: String?, escape: String?) throws {
    self.delimiter = try Self.byte(delimiter, "The delimiter “\(delimiter)”")
    self.quote = try quote.map { try Self.byte($0, "The quote “\($0)”") } ?? 0
    self.escape = try escape.map { try Self.byte($0, "The escape “\($0)”") }
    if self.delimiter == self.quote || self.escape == self.delimiter {
      throw TableError(.unusableDialect("The delimiter “\(delimiter)”"))
    }
    if self.escape == self.quote { self.escape = nil }
  }

  private static func byte(_ text: String, _ name: String) throws -> UInt8 {
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80,
      byte >= 0x20 || byte == 0x09
    else { throw TableError(.unusableDialect(name)) }
    return byte
  }

  static func text(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }

  /// The delimiter's name for people.
  static func name(of delimiter: UInt8) -> String {
    switch delimiter {
    case 0x2C: "comma"
    case 0x3B: "semicolon"
    case 0x09: "tab"
    case 0x7C: "pipe"
    case 0x3A: "colon"
    case 0x20: "space"
    default: "“\(text(delimiter))”"
    }
  }
}
