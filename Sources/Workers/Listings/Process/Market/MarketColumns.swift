/// What `Resources/market.txt` says of columns that no field takes.
struct MarketColumns: Sendable {
  static let standard = MarketColumns(PackageResources.market_txt)

  /// Names of columns with the day of a sale.
  private var sold: Set<String> = []
  private var paid: Set<String> = []
  private var neverWords: Set<String> = []

  /// - Parameter bytes: lines of `sold:`, `paid:` and `never:` with names; `#` begins a comment.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1)
      precondition(parts.count == 2, "market.txt: no key in “\(line)”")
      let names = parts[1].split(separator: ",").map { Spacing.single($0) }
      switch parts[0] {
      case "sold": sold.formUnion(names)
      case "paid": paid.formUnion(names)
      case "never": neverWords.formUnion(names)
      default: preconditionFailure("market.txt: “\(parts[0])” is no key")
      }
    }
  }

  enum Meaning: Equatable {
    /// The day of the sale or the letting.
    case sold
    /// What was paid then.
    case paid
    /// A figure of the property.
    case figure
    case nothing
  }

  /// - Parameter name: as the table writes it. A column without one tells of nothing that another
  ///   listing could be compared by: most often it numbers the rows.
  func meaning(_ name: String) -> Meaning {
    if HeaderName(name).isNumbered { return .nothing }
    let words = HeaderName.words(name)
    let name = words.joined(separator: " ")
    if sold.contains(name) { return .sold }
    if paid.contains(name) { return .paid }
    return words.isEmpty || words.contains(where: neverWords.contains) ? .nothing : .figure
  }
}
