/// What is known of the listings on offer before their rows are read, by number.
///
/// A version is made when it is asked for: four bytes for each are held, besides the entries.
struct ListingVersions: Sendable {
  private let entries: [CatalogueEntry]
  /// Positions of entries in the order of their numbers.
  private let order: [Int32]
  /// What several listings say, by number; see ``ListingVersion/content``.
  var contents: [Int: Int] = [:]

  init(_ entries: [CatalogueEntry]) {
    self.entries = entries
    var order = (0..<Int32(entries.count)).map(\.self)
    order.sort { entries[Int($0)].number < entries[Int($1)].number }
    self.order = order
  }

  var count: Int { order.count }

  func number(at index: Int) -> Int { entries[Int(order[index])].number }

  subscript(_ indices: Range<Int>) -> [ListingVersion] {
    order[indices].map { position in
      var version = ListingVersion(entries[Int(position)])
      version.content = contents[version.number]
      return version
    }
  }
}
