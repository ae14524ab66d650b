/// The condition of a rule that a file does not meet, and what the file has instead.
enum Mismatch: CustomStringConvertible {
  case kind(isBundle: Bool)
  case pattern(String, is: String, wants: [Glob])
  case size(Int, wants: ClosedRange<Int>)
  case opening(wants: [Opening])
  case noHeader
  case column(ColumnGroup)

  var description: String {
    switch self {
    case .kind(let isBundle):
      isBundle ? "it is a folder, wants a file" : "it is a file, wants a folder (bundle)"
    case .pattern(let key, let value, let globs):
      "\(key) is \(value), wants \(Self.either(globs.map(\.pattern)))"
    case .size(let size, let range):
      size < range.lowerBound
        ? "size is \(size) bytes, wants at least \(range.lowerBound)"
        : "size is \(size) bytes, wants at most \(range.upperBound)"
    case .opening(let openings):
      "it does not start with \(Self.either(openings.map(\.text)))"
    case .noHeader: "it has no table header, wants columns"
    case .column(let group): "it has no column \(Self.either(group.names))"
    }
  }

  private static func either(_ words: [String]) -> String { words.joined(separator: " or ") }
}
