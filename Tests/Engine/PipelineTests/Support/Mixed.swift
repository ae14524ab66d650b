import Pipeline

/// A record with a field of every kind.
struct Mixed: StageValue, Equatable {
  static let fields = [
    "text", "text?", "whole", "whole?", "real", "real?", "flag", "flag?", "list",
  ]

  var text: String
  var optionalText: String?
  var whole: Int
  var optionalWhole: Int?
  var real: Double
  var optionalReal: Double?
  var flag: Bool
  var optionalFlag: Bool?
  /// Without texts that are empty alone, which a list cannot tell from no text.
  var list: [String]

  init(using random: inout some RandomNumberGenerator) {
    text = Self.text(&random)
    optionalText = Bool.random(using: &random) ? nil : Self.text(&random)
    whole = Self.whole(&random)
    optionalWhole = Bool.random(using: &random) ? nil : Self.whole(&random)
    real = Self.real(&random)
    optionalReal = Bool.random(using: &random) ? nil : Self.real(&random)
    flag = Bool.random(using: &random)
    optionalFlag = [nil, true, false].randomElement(using: &random) ?? nil
    list = (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.text(&random) + "." }
  }

  init(from row: inout RowReader) throws {
    text = try row.text()
    optionalText = try row.optionalText()
    whole = try row.integer()
    optionalWhole = try row.optionalInteger()
    real = try row.real()
    optionalReal = try row.optionalReal()
    flag = try row.flag()
    optionalFlag = try row.optionalFlag()
    list = try row.list()
  }

  func write(to row: inout RowWriter) {
    row.put(text)
    row.put(optionalText)
    row.put(whole)
    row.put(optionalWhole)
    row.put(real)
    row.put(optionalReal)
    row.put(flag)
    row.put(optionalFlag)
    row.put(list)
  }

  private static let pieces = [
    "", "a", "plain text of some length", "\t", "\n", "\r", "\\", "\\N", "\\.", "\\t", "é", "😀",
    "\u{202e}", "\0", "\"quoted\", 'so'", "12", "\u{fffd}",
  ]

  private static func text(_ random: inout some RandomNumberGenerator) -> String {
    (0..<Int.random(in: 0...8, using: &random))
      .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
  }

  private static func whole(_ random: inout some RandomNumberGenerator) -> Int {
    let extremes = [0, 1, -1, .max, .min, 999_999_999_999_999_999, 1_000_000_000_000_000_000]
    return Bool.random(using: &random)
      ? extremes[Int.random(in: extremes.indices, using: &random)]
      : Int.random(in: -1_000_000...1_000_000, using: &random)
  }

  private static func real(_ random: inout some RandomNumberGenerator) -> Double {
    let extremes = [
      0, 0.1, -2.5, 1e300, -1e-300, 9_007_199_254_740_994, -9_223_372_036_854_775_808, .infinity,
      .greatestFiniteMagnitude, .leastNonzeroMagnitude,
    ]
    return Bool.random(using: &random)
      ? extremes[Int.random(in: extremes.indices, using: &random)]
      : Double.random(in: -1000...1000, using: &random)
  }
}

/// A record of one text: its row may be empty, or look like the end mark.
struct OneText: StageValue, Equatable {
  static let fields = ["text"]

  var text: String

  init(text: String) { self.text = text }

  init(from row: inout RowReader) throws { text = try row.text() }

  func write(to row: inout RowWriter) { row.put(text) }
}
