import Rules

/// Reads a file of column names: a line for a field, `price: tarif, prix`.
struct HeaderLines {
  private(set) var faults: [RuleFault] = []
  private let file: RuleFile
  private let field: ([String]) -> Field?
  private var lines: [Substring] = []
  private var lineOfName: [String: Int] = [:]

  /// - Parameter field: the field that words name.
  init(_ file: RuleFile, field: @escaping ([String]) -> Field?) {
    self.file = file
    self.field = field
  }

  /// - Returns: the names of the lines without a fault, folded, with what they mean.
  mutating func read() -> [(name: String, field: Field)] {
    let text = String(decoding: file.text, as: UTF8.self)
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    return lines.indices.flatMap { read($0) }
  }

  private mutating func read(_ index: Int) -> [(name: String, field: Field)] {
    let line = lines[index]
    guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { return [] }
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      fault(
        index, line.startIndex, "a line says what a column is, and its names: “price: tarif, prix”")
      return []
    }
    guard let field = field(HeaderName.words(String(parts[0]))) else {
      let start = parts[0].firstIndex { !$0.isWhitespace } ?? line.startIndex
      fault(
        index, start, "no column of a listing is called “\(Spacing.single(parts[0]))”",
        hint: "it is one of: \(Self.names)")
      return []
    }
    return parts[1].split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
      name(part, index).map { ($0, field) }
    }
  }

  private mutating func name(_ part: Substring, _ index: Int) -> String? {
    let start = part.firstIndex { !$0.isWhitespace } ?? part.startIndex
    let name = HeaderName.words(String(part)).joined(separator: " ")
    if name.isEmpty {
      fault(index, start, "there is no name between two commas or behind the last one")
      return nil
    }
    if let line = lineOfName[name] {
      fault(
        index, start, "the name “\(name)” stands twice",
        hint: "it is in line \(line), too; a name means one thing")
      return nil
    }
    lineOfName[name] = index + 1
    return name
  }

  private mutating func fault(
    _ index: Int, _ place: Substring.Index, _ message: String, hint: String? = nil
  ) {
    let line = lines[index]
    let column = line.unicodeScalars.distance(from: line.startIndex, to: place) + 1
    faults.append(
      RuleFault(
        file: file.name, line: index + 1, column: column, severity: .error, message: message,
        hint: hint, source: line.count > 200 ? "" : String(line)))
  }

  private static let names = Field.allCases.map(\.words).sorted().joined(separator: ", ")
}
