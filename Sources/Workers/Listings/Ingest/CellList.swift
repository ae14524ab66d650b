import Foundation

/// The parts of a cell that holds a list: features, as people and programs write them.
///
///     pool, garden of 1,200 sqm       a comma between figures parts nothing
///     1,500 sq ft garden; pool        a comma beside another divider neither
///     ["Wifi", "Hot water"]           lists of programs, without their signs
///     {TV,"Cable TV"}
enum CellList {
  /// Hands on each part that is not empty, without blanks around it.
  static func forEachPart(
    of cell: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    if cell.contains(where: { signs.contains($0) || $0 >= 0x80 }) {
      for part in parts(ofWritten: String(decoding: cell, as: UTF8.self)) {
        var part = part
        part.withUTF8 { if !$0.isEmpty { body(UnsafeRawBufferPointer($0)) } }
      }
    } else {
      split(cell, body)
    }
  }

  /// What a list of a program, a text of a web page and a row of bullets begin with or have.
  private static let signs = Array("[]{}&*".utf8)
  private static let strong = Array(";|\n".utf8)
  private static let comma = UInt8(ascii: ",")

  private static func split(
    _ cell: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    let hasStrong = cell.contains { strong.contains($0) }
    var start = 0
    for index in 0...cell.count {
      guard index == cell.count || divides(index, cell, hasStrong: hasStrong) else { continue }
      let part = UnsafeRawBufferPointer(rebasing: cell[start..<index]).trimmed
      if !part.isEmpty { body(part) }
      start = index + 1
    }
  }

  private static func divides(
    _ index: Int, _ cell: UnsafeRawBufferPointer, hasStrong: Bool
  ) -> Bool {
    if hasStrong { return strong.contains(cell[index]) }
    return cell[index] == comma && !isOfThousands(index, cell)
  }

  /// Whether a comma stands between figures, with three and no more behind it.
  private static func isOfThousands(_ index: Int, _ cell: UnsafeRawBufferPointer) -> Bool {
    func isFigure(_ place: Int) -> Bool {
      cell.indices.contains(place) && cell[place] &- 0x30 <= 9
    }
    return isFigure(index - 1) && (1...3).allSatisfy { isFigure(index + $0) }
      && !isFigure(index + 4)
  }

  // MARK: - As programs write them

  private static func parts(ofWritten text: String) -> [String] {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if let list = sound(text) { return list.map(plain) }
    let isEnclosed = text.first == "[" && text.last == "]" || text.first == "{" && text.last == "}"
    var inner = isEnclosed ? String(text.dropFirst().dropLast()) : unescaped(text)
    inner = inner.replacing(/[•✓✔]|^\s*\*\s|\n\s*\*\s/, with: "\n")
    var parts: [String] = []
    inner.withUTF8 { utf8 in
      split(UnsafeRawBufferPointer(utf8)) { parts.append(String(decoding: $0, as: UTF8.self)) }
    }
    return isEnclosed ? parts.map(unquoted).map(plain) : parts
  }

  /// JSON has its own way with quotation marks and commas.
  private static func sound(_ text: String) -> [String]? {
    guard text.first == "[", text.last == "]" else { return nil }
    // What is no JSON is a list all the same.
    return try? JSONDecoder().decode([String].self, from: Data(text.utf8))
  }

  private static func plain(_ text: String) -> String {
    unescaped(text).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func unquoted(_ part: String) -> String {
    let isQuoted =
      part.count > 1 && part.first == part.last && (part.first == "\"" || part.first == "'")
    return isQuoted ? String(part.dropFirst().dropLast()) : part
  }

  /// `&amp;` is a sign of web pages and no end of a part.
  private static func unescaped(_ text: String) -> String {
    if !text.contains("&") { return text }
    return [
      ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&lt;", "<"),
      ("&gt;", ">"), ("&amp;", "&"),
    ].reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
