import Tables

/// `left-out.csv`: which listings a channel does not show, why, and what to fill in.
enum LeftOutFile {
  static let name = "left-out.csv"

  static let file: ChannelFile = {
    var head = CSVWriter()
    head.append(row: ["listing", "reference", "title", "reason", "fill in"])
    return ChannelFile(name, head: head.bytes)
  }()

  static func part(_ listing: FeedListing, _ lacks: [Lack]) -> [UInt8] {
    var writer = CSVWriter(forPeople: true)
    writer.append(row: [
      listing.id, listing.facts.reference ?? "", listing.title,
      lacks.map(\.reason).joined(separator: "; "), lacks.map(\.remedy).joined(separator: "; "),
    ])
    return writer.bytes
  }
}
