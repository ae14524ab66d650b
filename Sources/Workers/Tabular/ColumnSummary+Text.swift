import Tables

/// As text: fields with U+001E between them, parts of a field with U+001F.
extension ColumnSummary {
  private static let fieldMark = UInt8(0x1e)
  private static let partMark = UInt8(0x1f)

  var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  func append(to text: inout String) {
    text += Self.plain(name)
    func field(_ value: String) {
      text += "\u{1e}"
      text += value
    }
    func part(_ value: String, isFirst: Bool) {
      text += isFirst ? "\u{1e}" : "\u{1f}"
      text += value
    }
    field(kind?.rawValue ?? "")
    for number in [present, missing, distinct] { field(String(number)) }
    field(isDistinctExact ? "1" : "")
    for number in [lengthMin, lengthMax] { field(String(number)) }
    for number in [least, greatest, median] { field(number?.description ?? "") }
    field(spread?.from.description ?? "")
    if let spread {
      part(spread.to.description, isFirst: false)
      for count in spread.counts { part(String(count), isFirst: false) }
    }
    if top.isEmpty { field("") }
    for (index, value) in top.enumerated() {
      part(Self.plain(value.text), isFirst: index == 0)
      part(String(value.count), isFirst: false)
    }
    field(String(oddCount))
    if odd.isEmpty { field("") }
    for (index, value) in odd.enumerated() {
      part(String(value.line), isFirst: index == 0)
      part(Self.plain(value.value), isFirst: false)
    }
    field(isNumeric ? "1" : "")
  }

  /// - Returns: Nil when it is not what ``text`` gives.
  init?(text: Substring) {
    let fields = text.utf8.split(separator: Self.fieldMark, omittingEmptySubsequences: false)
      .map(Substring.init)
    // The last came later: what was on its way then has none.
    guard fields.count == 15 || fields.count == 16 else { return nil }
    let numbers = [2, 3, 4, 6, 7, 13].compactMap { Int(fields[$0]) }
    guard numbers.count == 6 else { return nil }
    name = String(fields[0])
    kind = CellKind(rawValue: String(fields[1]))
    (present, missing, distinct) = (numbers[0], numbers[1], numbers[2])
    isDistinctExact = fields[5] == "1"
    (lengthMin, lengthMax, oddCount) = (numbers[3], numbers[4], numbers[5])
    (least, greatest, median) = (Double(fields[8]), Double(fields[9]), Double(fields[10]))
    let spread = Self.parts(fields[11])
    if spread.count > 2, let from = Double(spread[0]), let to = Double(spread[1]) {
      self.spread = Spread(from: from, to: to, counts: spread.dropFirst(2).compactMap { Int($0) })
    }
    top = Self.pairs(fields[12]).compactMap { pair in
      Int(pair.1).map { Count(text: String(pair.0), count: $0) }
    }
    isNumeric = fields.count > 15 && fields[15] == "1"
    odd = Self.pairs(fields[14]).compactMap { pair in
      Int(pair.0).map { Odd(line: $0, value: String(pair.1)) }
    }
  }

  private static func parts(_ field: Substring) -> [Substring] {
    if field.isEmpty { return [] }
    return field.utf8.split(separator: partMark, omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  private static func pairs(_ field: Substring) -> [(Substring, Substring)] {
    let parts = parts(field)
    return stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0], parts[$0 + 1]) }
  }

  /// Without the signs that divide.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { 0x1C...0x1F ~= $0 }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { 0x1C...0x1F ~= $0.value ? " " : $0 }))
  }
}
