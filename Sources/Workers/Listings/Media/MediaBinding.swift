import Storage

/// Binds the photos and documents of a business to its listings.
struct MediaBinding {
  private let table: MediaTable
  private let matcher: MediaMatcher
  private let before: CatalogueBefore

  init(_ table: MediaTable, _ matcher: MediaMatcher) {
    self.table = table
    self.matcher = matcher
    before = CatalogueBefore(table.connection, business: table.business)
  }

  /// Why a file belongs to a listing, or to none.
  struct Answer {
    var verdict: MediaMatcher.Verdict
    /// Of the listings in question, by number; no two are alike.
    var headlines: [Int: String] = [:]
    var keys: [Int: String] = [:]
  }

  func answer(_ name: String) throws -> Answer {
    let catalogue = CatalogueTable(table.connection, business: table.businessName)
    var answer = Answer(verdict: try verdictByChoice(name))
    for number in answer.verdict.numbers {
      answer.headlines[number] = try catalogue.headline(of: number)
      answer.keys[number] = try catalogue.key(of: number)
    }
    for alike in Dictionary(grouping: answer.headlines, by: \.value).values where alike.count > 1 {
      for (number, headline) in alike {
        answer.headlines[number] = "\(headline), \(answer.keys[number] ?? "")"
      }
    }
    return answer
  }

  /// What a person chose for a file of this name holds for the next one too. Where that listing is
  /// off, nothing else is taken for granted.
  private func verdictByChoice(_ name: String) throws -> MediaMatcher.Verdict {
    let verdict = matcher.verdict(name)
    guard let file = try table.named(name), let chosen = file.chosen else { return verdict }
    switch number(of: file, verdict) {
    case chosen:
      return .match(
        MediaMatcher.Match(
          number: chosen, place: verdict.match?.place ?? MediaMatcher.Match.unnamedPlace,
          reason: "a person chose it for this name"))
    case nil:
      guard case .match(let match) = verdict else { return verdict }
      return .unsure(
        [match.number], reason: "a person chose another for this name, which is off now")
    default: return verdict
    }
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
  /// - Parameters:
  ///   - time: seconds since 1970; what shows other files from now on has changed then.
  ///   - asked: the names of files of which the same report asks already.
  func bind(
    _ names: [String]? = nil, at time: Int, asked: Set<String> = []
  ) throws -> Result {
    var result = Result(files: try names?.compactMap { try table.named($0) } ?? table.all())
    result.files.removeAll(where: \.isLost)
    var touched = Set(result.files.compactMap(\.number))
    for (index, file) in result.files.enumerated() {
      let verdict = matcher.verdict(file.name)
      let number = number(of: file, verdict)
      let claim = claim(on: file, of: number, verdict)
      if claim != file.toldClaim { result.claims.updateValue(claim, forKey: file.name) }
      // The same claim again is no news.
      if claim == nil || claim != file.toldClaim, file.number != nil || !asked.contains(file.name),
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

  /// What a row came to name goes before what a person chose, as long as that is there, and that
  /// before what the name says. Where several listings may have it, the one that shows it keeps it.
  private func number(of file: Media, _ verdict: MediaMatcher.Verdict) -> Int? {
    guard let chosen = file.chosen else {
      return keepsOwner(file, verdict) ? file.number : verdict.match?.number
    }
    let isThere = matcher.knows(chosen)
    if let match = verdict.match, match.isNamedInRow {
      // Whose row named it when the person chose another one was decided against.
      let isNew = file.refused.map { !$0.contains(match.number) } ?? isThere
      if isNew { return match.number }
    }
    return isThere ? chosen : nil
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
  /// where nobody claims it. Of too many it counts only that they are. What nobody has, has `?`.
  private func claim(
    on file: Media, of number: Int?, _ verdict: MediaMatcher.Verdict
  ) -> String? {
    if number == nil, file.chosen == nil, case .unsure(let numbers, _) = verdict {
      return (["?"] + numbers.sorted().map(String.init)).joined(separator: " ")
    }
    guard let owner = file.number, keepsOwner(file, verdict) else { return nil }
    guard case .unsure(let numbers, _) = verdict else { return "\(owner) many" }
    let others = numbers.filter { $0 != owner }.sorted()
    return others.isEmpty ? nil : ([owner] + others).map(String.init).joined(separator: " ")
  }

  /// Nil where nobody loses a file and nobody is to be asked; and for a listing that is off, unless
  /// another one has its file now.
  private func change(
    of file: Media, to number: Int?, _ verdict: MediaMatcher.Verdict
  ) throws -> MediaChange? {
    guard let owner = file.number else {
      if number != nil || file.chosen != nil { return nil }
      guard case .unsure(let numbers, _) = verdict else { return nil }
      return try change(of: file, from: nil, to: numbers, .isAsked)
    }
    if !matcher.knows(owner) {
      if let number, number != owner {
        return matcher.areOffersOfOne(owner, number)
          ? nil : try change(of: file, from: owner, to: [number], .isShown)
      }
      return file.chosen == owner ? try change(of: file, from: owner, to: [], .waits) : nil
    }
    let isContested = number == owner && keepsOwner(file, verdict) && verdict.match == nil
    if isContested {
      let others = verdict.numbers.filter { $0 != owner }
      let isSole = others.isEmpty && verdict.numbers.contains(owner)
      return isSole ? nil : try change(of: file, from: owner, to: others, .isKept)
    }
    if let number {
      return number == owner ? nil : try change(of: file, from: owner, to: [number], .isShown)
    }
    return try change(of: file, from: owner, to: verdict.numbers, .waits)
  }

  private func change(
    of file: Media, from owner: Int?, to others: [Int], _ fate: MediaChange.Fate
  ) throws -> MediaChange {
    MediaChange(
      name: file.name, kind: file.kind, owner: try owner.flatMap { try headline(of: $0) },
      others: try others.compactMap { try headline(of: $0) }, fate: fate,
      isChosen: file.chosen != nil)
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
}
