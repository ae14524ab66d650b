import Storage

/// Binds the photos and documents of a business to its listings.
struct MediaBinding {
  private let table: MediaTable
  private let matcher: MediaMatcher

  init(_ table: MediaTable) throws {
    self.table = table
    matcher = try Self.matcher(table)
  }

  /// Why a file belongs to a listing, or to none.
  struct Answer {
    var verdict: MediaMatcher.Verdict
    /// Of the listings in question, by number.
    var headlines: [Int: String] = [:]
  }

  func answer(_ name: String) throws -> Answer {
    let verdict = matcher.verdict(name)
    let numbers =
      switch verdict {
      case .match(let match): [match.number]
      case .unsure(let numbers, _): numbers
      case .unmatched: [Int]()
      }
    var headlines: [Int: String] = [:]
    for number in numbers { headlines[number] = try headline(of: number) }
    return Answer(verdict: verdict, headlines: headlines)
  }

  /// Binds anew all files, or those of these names, and with them the other files of the listings
  /// that they come to or go from.
  ///
  /// - Returns: the files that were looked at, with their listings.
  func bind(_ names: [String]? = nil) throws -> [Media] {
    var files = try names?.compactMap { try table.named($0) } ?? table.all()
    var touched = Set(files.compactMap(\.number))
    for (index, file) in files.enumerated() {
      let number = self.number(of: file)
      if number == file.number { continue }
      files[index].number = number
      if let number { touched.insert(number) }
      try table.connection.execute(
        "update listings_media set number = $1 where business = $2 and name = $3",
        [SQLValue(number), table.business, .text(file.name)])
    }
    touched.formUnion(files.compactMap(\.number))
    for number in touched.sorted() { try order(number) }
    try setDigests(of: names == nil ? nil : touched)
    return files
  }

  /// What the row names goes before what a person chose, and that before what the name says.
  private func number(of file: Media) -> Int? {
    let match = matcher.verdict(file.name).match
    if let chosen = file.chosen, match?.isNamedInRow != true { return chosen }
    return match?.number
  }

  /// Those that the row names come first, as it names them; the others by name.
  private func order(_ number: Int) throws {
    let keys = try table.of(number).map { file in
      (
        matcher.verdict(file.name).match?.place ?? MediaMatcher.Match.unnamedPlace,
        MediaName.sortKey(file.name), file.name
      )
    }
    for (index, key) in keys.sorted(by: <).enumerated() {
      try table.connection.execute(
        """
        update listings_media set position = $1
        where business = $2 and name = $3 and position <> $4
        """,
        [.integer(index + 1), table.business, .text(key.2), .integer(index + 1)])
    }
  }

  /// - Parameter numbers: of the listings whose files may have changed; nil: all.
  private func setDigests(of numbers: Set<Int>?) throws {
    var old: [Int: Int] = [:]
    try table.connection.forEach(
      "select number, photos from listings_catalogue where business = $1 and photos is not null",
      [table.business]
    ) { old[$0.integer(0)] = $0.integer(1) }
    let numbers = try numbers ?? Set(old.keys).union(table.all().compactMap(\.number))
    let shown = try table.shown(numbers)
    for number in numbers.sorted() {
      let new = shown[number].map { media in
        var digest = ContentDigest()
        media.mix(into: &digest)
        return digest.value
      }
      if old[number] == new { continue }
      try table.connection.execute(
        "update listings_catalogue set photos = $1 where business = $2 and number = $3",
        [SQLValue(new), table.business, .integer(number)])
      try ChunkTable(table.connection, business: table.business).forget([number])
    }
  }

  /// With its reference, since headlines may be alike.
  private func headline(of number: Int) throws -> String? {
    let listings = CatalogueTable(table.connection, business: table.businessName)
    guard let draft = try listings.drafts([number]).first?.draft else { return nil }
    return draft.plan.listing.reference.map { "\(draft.headline), \($0)" } ?? draft.headline
  }

  private static func matcher(_ table: MediaTable) throws -> MediaMatcher {
    var matcher = MediaMatcher()
    try table.connection.forEach(
      """
      select number, slug, reference, title, photo_names from listings_catalogue
      where business = $1 and (retired = 0 or shown = 1 and gone is not null) order by number
      """,
      [table.business]
    ) { row in
      matcher.insert(
        MediaMatcher.Names(
          number: row.integer(0), reference: row.optionalText(2), title: row.text(3),
          slug: row.text(1), photos: SQLValue.list(row.text(4))))
    }
    return matcher
  }
}
