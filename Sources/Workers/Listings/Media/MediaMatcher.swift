// Which listing a file is of, by names alone. The first step that has an answer gives it:
//
//   row       the row names the file, in no other folder than it lies in
//   name      the file has the listing's reference, title or address as its name
//   tail      the same behind a counter, a hash, a copy's mark
//   begin     it begins with the reference
//   folder    it lies in a folder of such a name
//   words     it has all words of the title, or most of them and no others
//   alike     it is written almost like the title
//
// A counter and a word for what a picture shows are names in every folder: the folder goes before
// them, and a row that names no folder does not go before another listing's.
// What fits several listings is for a person to say; figures are never guessed. What fits one that
// is off, and none on offer as well, is of no other: no weaker step is asked then.

/// Finds the listing that a photo or document belongs to.
struct MediaMatcher: Sendable {
  /// What of a listing a file may be called by.
  struct Names: Sendable {
    let number: Int
    var reference: String?
    var title = ""
    var slug = ""
    /// As written in the row.
    var photos: [String] = []
    /// The letting beside the sale of one reference: files are bound to the sale.
    var isOtherOffer = false
    /// It is no longer on offer, and no page tells of it.
    var isOff = false
  }

  struct Match: Equatable, Sendable {
    /// Of the listing, in its catalogue.
    let number: Int
    /// Its place among the files that the row names; those that it does not name come after them.
    let place: Int
    /// Goes on after “because”.
    let reason: String

    static let unnamedPlace = Int.max
    var isNamedInRow: Bool { place != Self.unnamedPlace }
  }

  enum Verdict: Equatable {
    case match(Match)
    /// A person decides; the best first, at most ``candidatesMax``.
    case unsure([Int], reason: String)
    /// More listings than a person would want to choose from, or none.
    case unmatched(fitting: Int)

    var match: Match? {
      guard case .match(let match) = self else { return nil }
      return match
    }

    /// Of the listings that it names.
    var numbers: [Int] {
      switch self {
      case .match(let match): [match.number]
      case .unsure(let numbers, _): numbers
      case .unmatched: []
      }
    }
  }

  static let candidatesMax = 5

  private struct Named {
    let number: Int
    let place: Int
    /// That the row names, but for those that say nothing; the innermost first.
    let folders: [String]
    let ending: String

    func isInFolder(of name: MediaName) -> Bool {
      folders.first.map { $0 == name.ownFolders.first } ?? false
    }

    /// Whether no folder has other figures in its name than the row says. A name that tells
    /// enough is another only in a folder of the same kind: `103/` beside `101/`, and not
    /// `photos-2026-03/` beside `03/`.
    func hasFigures(of name: MediaName) -> Bool {
      zip(folders, name.ownFolders).allSatisfy { row, file in
        let figures = (MediaName.figures(row), MediaName.figures(file))
        if figures.0.isEmpty || figures.1.isEmpty || figures.0 == figures.1 { return true }
        return !name.isCommon && !MediaName.differ(inFiguresAlone: row, file)
      }
    }

    /// Whether it is this file, as far as folders tell: a row may name more of them than there
    /// are, or others for a name that tells enough.
    func fits(_ name: MediaName) -> Bool {
      let isOneFolder = folders.isEmpty || name.ownFolders.isEmpty || isInFolder(of: name)
      return hasFigures(of: name) && (isOneFolder || !name.isCommon)
    }
  }

  // By folded name.
  private var rowPaths: [String: [Named]] = [:]
  private var rowNames: [String: [Named]] = [:]
  private var references: [String: [Int]] = [:]
  /// References that have letters and figures, as ``MediaName/joined(_:)``.
  private var joined: [String: [Int]] = [:]
  /// The same without any separator.
  private var bare: [String: [Int]] = [:]
  private var others: [String: [Int]] = [:]
  private var titles = TitleIndex()
  private var known: Set<Int> = []
  private var off: Set<Int> = []
  /// The folded reference of offers that are not the first of theirs.
  private var otherOffers: [Int: String] = [:]

  init(_ listings: [Names] = []) {
    for listing in listings { insert(listing) }
  }

  mutating func insert(_ listing: Names) {
    let number = listing.number
    if listing.isOff {
      off.insert(number)
    } else {
      known.insert(number)
      insert(rowOf: listing)
    }
    if let reference = listing.reference {
      let folded = MediaName.folded(reference)
      Self.insert(folded, number, into: &references)
      if listing.isOtherOffer { otherOffers[number] = folded }
      let joint = MediaName.joined(folded)
      if joint.contains(where: \.isNumber), joint.contains(where: \.isLetter) {
        Self.insert(joint, number, into: &joined)
        Self.insert(MediaName.bare(folded), number, into: &bare)
      }
    }
    Self.insert(MediaName.folded(listing.title), number, into: &others)
    Self.insert(listing.slug, number, into: &others)
    titles.insert(number, listing.title, isOff: listing.isOff)
  }

  private mutating func insert(rowOf listing: Names) {
    for (place, photo) in listing.photos.enumerated() {
      let name = MediaName(photo)
      if name.stem.isEmpty { continue }
      let named = Named(
        number: listing.number, place: place, folders: name.ownFolders, ending: name.ending)
      rowPaths[name.path(folders: name.folders.count), default: []].append(named)
      rowNames[name.stem, default: []].append(named)
    }
  }

  private static func insert(_ name: String, _ number: Int, into names: inout [String: [Int]]) {
    if name.isEmpty || names[name]?.last == number { return }
    names[name, default: []].append(number)
  }

  /// Whether the listing is on offer, or its page still there.
  func knows(_ number: Int) -> Bool { known.contains(number) }

  /// Whether two listings are offers of one thing, of which files are bound to one.
  func areOffersOfOne(_ one: Int, _ other: Int) -> Bool {
    [(one, other), (other, one)].contains { offer, main in
      otherOffers[offer].flatMap { references[$0] }?.contains(main) ?? false
    }
  }

  /// The listings whose rows name a file.
  func numbers(naming path: String) -> Set<Int> {
    Set(rows(naming: MediaName(path)).map(\.number))
  }

  /// - Parameter path: of the file, with its folders.
  func verdict(_ path: String) -> Verdict {
    let name = MediaName(path)
    return inRow(name)
      ?? (name.isCommon ? ofCommon(name) : byName(name) ?? inFolder(name))
      ?? byTitle(name)
      ?? inOtherFolder(name)
      ?? .unmatched(fitting: 0)
  }

  /// The longer the path that a row and the file share, the better.
  private func rows(naming name: MediaName) -> [Named] {
    let paths = (0...name.folders.count).reversed().lazy.map { name.path(folders: $0) }
    let named = paths.compactMap { rowPaths[$0] }.first ?? rowNames[name.stem] ?? []
    return named.filter { $0.fits(name) }
  }

  /// Of several rows that of the folder's listing is meant, and then that with the file's ending.
  private func inRow(_ name: MediaName) -> Verdict? {
    let fitting = rows(naming: name)
    if fitting.isEmpty { return nil }
    let folder = inFolder(name)
    let inFolder = folder?.numbers ?? []
    let own = fitting.filter { inFolder.contains($0.number) }
    let equal = fitting.filter { $0.ending == name.ending }
    let found = !own.isEmpty ? own : equal.isEmpty ? fitting : equal
    let numbers = merged(Self.distinct(found.map(\.number)))
    guard let first = found.first(where: { $0.number == numbers[0] }) else { return nil }
    if numbers.count > 1 { return several(numbers, "the rows of several listings name it") }
    let both = merged(Self.distinct(numbers + inFolder))
    let isOfAnother = both.count > 1 || folder == .unmatched(fitting: 0)
    if name.isCommon, isOfAnother, !first.isInFolder(of: name) {
      return several(both, "a row names it, and its folder has the name of another listing")
    }
    return .match(Match(number: first.number, place: first.place, reason: "its row names it"))
  }

  /// A row that names such a file in another folder is no answer, and worth a question.
  private func inOtherFolder(_ name: MediaName) -> Verdict? {
    let named = rowNames[name.stem]?.filter { $0.hasFigures(of: name) } ?? []
    if named.isEmpty { return nil }
    return several(
      merged(Self.distinct(named.map(\.number))),
      "a row names a file of this name in another folder")
  }

  /// A counter is a reference only where no folder tells what it counts the photos of.
  private func ofCommon(_ name: MediaName) -> Verdict? {
    let folders = name.tellingFolders
    if let found = inFolder(name) ?? first(folders, { byTitle(MediaName($0)) }) { return found }
    let found = byName(name)
    guard !folders.isEmpty, case .match(let match) = found else { return found }
    return several(
      [match.number], "it has the listing’s name, as photos of any may, and lies in a folder apart")
  }

  private func byName(_ name: MediaName) -> Verdict? {
    verdict(listings(called: name.stem), "it has the listing’s name")
      ?? first(name.withoutTails) { start in
        if MediaName.isPartOfDate(start, of: name.stem) { return nil }
        return verdict(
          listings(called: start), "its name is the listing’s with a mark behind it")
      }
      ?? beginning(name.stem, "its name begins with the listing’s reference")
      ?? byNameOrDate(name)
  }

  /// `2024-11` may be the eleventh photo of `2024`, and of November.
  private func byNameOrDate(_ name: MediaName) -> Verdict? {
    let starts = name.withoutTails
    guard starts.count == 1, let numbers = references[starts[0]] else { return nil }
    let live = merged(onOffer(numbers))
    if live.isEmpty { return .unmatched(fitting: 0) }
    return several(live, "its name is the listing’s with a counter, or a date")
  }

  private func inFolder(_ name: MediaName) -> Verdict? {
    first(name.folders) {
      verdict(listings(called: $0), "its folder has the listing’s name")
        ?? beginning($0, "its folder’s name begins with the listing’s reference")
    }
  }

  /// The longest beginning counts, however it is written.
  private func beginning(_ name: String, _ reason: String) -> Verdict? {
    first([name] + MediaName.beginnings(of: name)) { start in
      if MediaName.isPartOfDate(start, of: name) { return nil }
      let exact = references[start] ?? []
      if !exact.isEmpty, onOffer(exact).isEmpty { return .unmatched(fitting: 0) }
      let joint = MediaName.joined(start)
      return verdict(Self.distinct(exact + (joined[joint] ?? [])), reason)
        ?? withoutSeparators(start, joint, reason)
    }
  }

  /// `LG2024015` is `LG/2024/015`, where it can be no other; `LG-2024-01-5` is not.
  private func withoutSeparators(_ start: String, _ joint: String, _ reason: String) -> Verdict? {
    let bare = MediaName.bare(start)
    guard bare == joint, let found = self.bare[bare], merged(found).count == 1 else { return nil }
    return verdict(found, reason)
  }

  /// One that fits a title badly is a question too, but not two offers of one thing.
  private func byTitle(_ name: MediaName) -> Verdict? {
    switch titles.find(name) {
    case .meant(let numbers, let reason): return verdict(numbers, reason)
    case .perhaps(let numbers, let reason):
      let live = onOffer(numbers)
      if live.isEmpty { return nil }
      let rest = merged(live)
      return rest.count == 1 && live.count > 1 ? verdict(rest, reason) : several(rest, reason)
    case nil: return nil
    }
  }

  private func onOffer(_ numbers: [Int]) -> [Int] {
    off.isEmpty ? numbers : numbers.filter { !off.contains($0) }
  }

  /// Offers of one thing are one: its first, if that is among them.
  private func merged(_ numbers: [Int]) -> [Int] {
    if otherOffers.isEmpty || numbers.count < 2 { return numbers }
    return numbers.filter { number in
      guard let reference = otherOffers[number] else { return true }
      return !numbers.contains {
        otherOffers[$0] == nil && references[reference]?.contains($0) == true
      }
    }
  }

  private func listings(called name: String) -> [Int]? { references[name] ?? others[name] }

  private func first<Value>(_ names: [String], _ find: (String) -> Value?) -> Value? {
    for name in names {
      if let value = find(name) { return value }
    }
    return nil
  }

  /// Nil for nobody's name; what is only off has it still.
  private func verdict(_ found: [Int]?, _ reason: String) -> Verdict? {
    guard let found, !found.isEmpty else { return nil }
    let numbers = merged(onOffer(found))
    guard let first = numbers.first else { return .unmatched(fitting: 0) }
    if numbers.count > 1 { return several(numbers, "several listings have that name") }
    return .match(Match(number: first, place: Match.unnamedPlace, reason: reason))
  }

  private func several(_ numbers: [Int], _ reason: String) -> Verdict {
    numbers.count > Self.candidatesMax
      ? .unmatched(fitting: numbers.count) : .unsure(numbers, reason: reason)
  }

  private static func distinct(_ numbers: [Int]) -> [Int] {
    var known: Set<Int> = []
    return numbers.filter { known.insert($0).inserted }
  }
}
