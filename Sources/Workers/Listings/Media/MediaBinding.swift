import Storage

/// Binds the photos and documents of a business to its listings.
struct MediaBinding {
  private let table: MediaTable
  private let matcher: MediaMatcher
  private let before: CatalogueBefore

  init(_ table: MediaTable) throws {
    self.table = table
    before = CatalogueBefore(table.connection, business: table.business)
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
    var headlines: [Int: String] = [:]
    for number in verdict.numbers { headlines[number] = try headline(of: number) }
    return Answer(verdict: verdict, headlines: headlines)
  }

  /// What binding came to.
  struct Result {
    /// The files that were looked at, with their listings.
    var files: [Media] = []
    /// What a person should know.
    var changes: [MediaChange] = []
    /// Of files that others claim in another way than was told, by name; nil where nobody does now.
    var claims: [String: String?] = [:]
  }

  /// Binds anew all files, or those of these names, and with them the other files of the listings
  /// that they come to or go from.
  ///
  /// - Parameter time: seconds since 1970; what shows other files from now on has changed then.
  func bind(_ names: [String]? = nil, at time: Int) throws -> Result {
    var result = Result(files: try names?.compactMap { try table.named($0) } ?? table.all())
    var touched = Set(result.files.compactMap(\.number))
    for (index, file) in result.files.enumerated() {
      let verdict = matcher.verdict(file.name)
      let number = number(of: file, verdict)
      let claim = claim(on: file, verdict)
      if claim != file.toldClaim { result.claims.updateValue(claim, forKey: file.name) }
      // The same claim again is no news.
      if claim == nil || claim != file.toldClaim,
        let change = try change(of: file, to: number, verdict)
      {
        result.changes.append(change)
      }
      if number == file.number { continue }
      result.files[index].number = number
      if let number { touched.insert(number) }
      try before.keepBinding(of: file.name)
      try table.connection.execute(
        "update listings_media set number = $1 where business = $2 and name = $3",
        [SQLValue(number), table.business, .text(file.name)])
    }
    touched.formUnion(result.files.compactMap(\.number))
    for number in touched.sorted() { try order(number) }
    try table.setDigests(of: names == nil ? nil : touched, at: time)
    return result
  }

  /// What the row names goes before what a person chose, as long as that is there, and that before
  /// what the name says. Where several listings may have it, the one that shows it keeps it.
  private func number(of file: Media, _ verdict: MediaMatcher.Verdict) -> Int? {
    if let chosen = file.chosen, verdict.match?.isNamedInRow != true {
      return matcher.knows(chosen) ? chosen : nil
    }
    return keepsOwner(file, verdict) ? file.number : verdict.match?.number
  }

  /// Whether the listing that shows a file is one of those that may have it.
  private func keepsOwner(_ file: Media, _ verdict: MediaMatcher.Verdict) -> Bool {
    guard let owner = file.number, file.chosen == nil else { return false }
    return switch verdict {
    case .match: false
    case .unsure(let numbers, _): numbers.contains(owner)
    case .unmatched(let fitting): fitting > 0 && matcher.knows(owner)
    }
  }

  /// Who has a file and which others claim it, the same as long as nothing about that changes; nil
  /// where nobody claims it. Of too many it counts only that they are.
  private func claim(on file: Media, _ verdict: MediaMatcher.Verdict) -> String? {
    guard let owner = file.number, keepsOwner(file, verdict) else { return nil }
    guard case .unsure(let numbers, _) = verdict else { return "\(owner) many" }
    let others = numbers.filter { $0 != owner }.sorted()
    return others.isEmpty ? nil : ([owner] + others).map(String.init).joined(separator: " ")
  }

  /// Nil where nobody loses a file, and for a listing that is no longer on offer.
  private func change(
    of file: Media, to number: Int?, _ verdict: MediaMatcher.Verdict
  ) throws -> MediaChange? {
    guard let owner = file.number, matcher.knows(owner) else { return nil }
    let isContested = claim(on: file, verdict) != nil
    if number == owner, !isContested { return nil }
    var others = [number].compactMap { $0 }.filter { $0 != owner }
    if number == nil || isContested, case .unsure(let numbers, _) = verdict {
      others = numbers.filter { $0 != owner }
    }
    return MediaChange(
      name: file.name, kind: file.kind, owner: try headline(of: owner) ?? "",
      others: try others.compactMap { try headline(of: $0) }, isShown: number != nil,
      isKept: isContested, isChosen: file.chosen != nil)
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
      try before.keepBinding(of: key.2)
      try table.connection.execute(
        """
        update listings_media set position = $1
        where business = $2 and name = $3 and position <> $4
        """,
        [.integer(index + 1), table.business, .text(key.2), .integer(index + 1)])
    }
  }

  private func headline(of number: Int) throws -> String? {
    try CatalogueTable(table.connection, business: table.businessName).headline(of: number)
  }

  private static func matcher(_ table: MediaTable) throws -> MediaMatcher {
    var matcher = MediaMatcher()
    try table.connection.forEach(
      """
      select number, slug, reference, title, photo_names, key from listings_catalogue
      where business = $1 and (retired = 0 or shown = 1 and gone is not null) order by number
      """,
      [table.business]
    ) { row in
      matcher.insert(
        MediaMatcher.Names(
          number: row.integer(0), reference: row.optionalText(2), title: row.text(3),
          slug: row.text(1), photos: SQLValue.list(row.text(4)),
          isOtherOffer: row.optionalText(2).map { $0 != row.text(5) } ?? false))
    }
    return matcher
  }
}
