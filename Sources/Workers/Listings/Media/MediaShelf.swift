import Files
import Foundation
import Pipeline
import Storage

// Where files of photos and documents lie in the outbox:
//
//   photos/       documents/        of all that were dropped, whether or not their listing is known
//   site/photos/  site/documents/   of those that pages show: second names for the same bytes
//
// So a photo nobody asked for is on no site, and one whose listing comes later needs no second
// drop.

/// Puts files of photos and documents where they belong, within one publication.
struct MediaShelf {
  private let publication: PublicationWriter
  private let context: StageContext
  private let matchers: MediaMatchers
  private let business: String

  private static let site = Path("site")

  /// - Parameter publication: aimed at the business's directory.
  init(
    _ publication: PublicationWriter, in context: StageContext, _ matchers: MediaMatchers
  ) {
    self.publication = publication
    self.context = context
    self.matchers = matchers
    business = context.item.business
  }

  /// Takes back what never became visible, and, where the site is to be bound anew, whose files
  /// somebody took away.
  func begin(looksAtFiles: Bool) async throws {
    let business = business
    if try await isEmpty() { return }
    try await context.tables.write { connection in
      try MediaTable(connection, business: business).takeBack()
    }
    if !looksAtFiles { return }
    let media = try await context.tables.read { connection in
      try MediaTable(connection, business: business).all()
    }
    if media.isEmpty { return }
    let there = try visibleFiles("")
    let onSite = try visibleFiles(Self.site)
    var lost: [Media] = []
    // What this item brings it brings anew, under the same names.
    for file in media where file.name != MediaName.place(of: context.item) {
      let missing = file.fileNames.map { Path(file.kind.folder) / $0 }
        .filter { !there.contains($0.description) }
      if missing.isEmpty { continue }
      if missing.allSatisfy({ onSite.contains($0.description) }) {
        try putBack(missing, of: file)
      } else {
        lost.append(file)
      }
    }
    try await lose(lost)
  }

  /// The site has second names for the same bytes.
  private func putBack(_ missing: [Path], of file: Media) throws {
    for path in missing {
      try publication.add(path, from: publication.published / Self.site / path)
    }
    context.decide("What was missing in the outbox of “\(file.name)” was put back from the site.")
  }

  private func lose(_ lost: [Media]) async throws {
    if lost.isEmpty { return }
    let business = business
    try await context.tables.write { connection in
      let table = MediaTable(connection, business: business)
      for file in lost { try table.lose(file.name) }
    }
    for file in lost { try remove(file) }
    let names = lost.prefix(MediaChange.findingsMax).map { "“\($0.name)”" }
    let rest = lost.count - names.count
    context.note(
      Finding(
        .warning, "media-lost",
        "Somebody took copies out of the outbox, so that these are shown no more: "
          + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
          + ". Drop them again."))
  }

  private func visibleFiles(_ parent: Path) throws -> Set<String> {
    var files: Set<String> = []
    for folder in [MediaKind.photo.folder, MediaKind.document.folder] {
      let directory = publication.published / parent / Path(folder)
      if try FileStatus.ifPresent(directory) == nil { continue }
      for entry in try Directory.entries(of: directory) {
        files.insert("\(folder)/\(String(decoding: entry.name, as: UTF8.self))")
      }
    }
    return files
  }

  /// Takes files in, each in the place of an earlier one of its name, and binds them.
  ///
  /// - Parameter bindsAll: whether all others are bound anew too.
  func take(_ drafts: RecordReader<MediaDraft>, bindsAll: Bool) async throws {
    var planned: [String: MediaPlan] = [:]
    var fresh: [String: Path] = [:]
    for draft in try await MediaChoices(context).drafts(drafts) {
      let (media, made) = try await media(draft)
      if try await !put(media) { continue }
      for (name, made) in zip(media.fileNames, made) {
        let stored = Path(media.kind.folder) / name
        // What a person chose the listing of is there already.
        if try isVisible(stored) { continue }
        let made = context.files / made
        try publication.add(stored, from: made)
        fresh[name] = made
      }
      planned[media.name] = draft.plan
    }
    let bound = try await bind(
      bindsAll ? nil : planned.keys.sorted(), fresh: fresh, asked: try asked())
    try await tell(bound, planned)
  }

  /// With the listings that were decided against, where a person chose one; and what its files were
  /// called when they were made.
  private func media(_ draft: MediaDraft) async throws -> (Media, made: [String]) {
    var media = Media(draft, of: context.item)
    let made = media.fileNames
    if try await !showsNames() { media = media.withoutName }
    guard let chosen = media.chosen else { return (media, made) }
    let (name, others) = (media.name, try await matcher())
    media.refused = others.numbers(naming: name).filter { $0 != chosen }.sorted()
    return (media, made)
  }

  private func showsNames() async throws -> Bool {
    let (business, options) = (business, context.item.options)
    return try await context.tables.read { connection in
      try MediaTable(connection, business: business).showsNames(options)
    }
  }

  /// Where addresses are told in part from now on, gives files names that are none.
  ///
  /// - Returns: where their bytes are, by the new names.
  private func hideNames() async throws -> [String: Path] {
    let business = business
    if try await showsNames() { return [:] }
    let named = try await context.tables.read { connection in
      try MediaTable(connection, business: business).all().filter { $0.withoutName != $0 }
    }
    if named.isEmpty { return [:] }
    try await context.tables.write { connection in
      let table = MediaTable(connection, business: business)
      for file in named { try table.rename(file.withoutName) }
    }
    var sources: [String: Path] = [:]
    for file in named {
      let folder = Path(file.kind.folder)
      for (old, new) in zip(file.fileNames, file.withoutName.fileNames) {
        let isThere = try isVisible(folder / old)
        let source = publication.published / (isThere ? folder : Self.site / folder) / old
        try publication.add(folder / new, from: source)
        sources[new] = source
      }
      try remove(file)
    }
    return sources
  }

  /// The files of which this item asks whose they are.
  private func asked() throws -> Set<String> {
    var names: Set<String> = []
    guard let held = try context.held(by: .process, as: MediaPlan.self) else { return names }
    while let plan = try held.next() { names.insert(plan.media.name) }
    return names
  }

  /// As the catalogue is before this publication changes it.
  private func matcher() async throws -> MediaMatcher {
    let (business, matchers) = (business, matchers)
    return try await context.tables.read { connection in
      try matchers.matcher(of: MediaTable(connection, business: business), keeping: true)
    }
  }

  /// What came meanwhile may have another listing for a file than was decided.
  private func tell(_ bound: [Media], _ planned: [String: MediaPlan]) async throws {
    for file in bound {
      guard let plan = planned[file.name] else { continue }
      // Of several with one headline the choice tells which.
      if let chosen = plan.chosen, chosen.number == file.number { continue }
      var now: String?
      if let number = file.number { now = try await headline(of: number) }
      if now == plan.headline { continue }
      context.decide(
        now.map { "It is shown with “\($0)”, by what the business has now." }
          ?? "It is shown with no listing: the one that fitted is no longer there.")
    }
  }

  private func headline(of number: Int) async throws -> String? {
    let business = business
    return try await context.tables.read {
      try CatalogueTable($0, business: business).headline(of: number)
    }
  }

  /// - Returns: false when a newer file of its name was there already, which stays.
  private func put(_ media: Media) async throws -> Bool {
    let business = business
    let earlier = try await context.tables.write { connection in
      let table = MediaTable(connection, business: business)
      try table.compose(media.name)
      let earlier = try table.named(media.name)
      if earlier.map({ $0.item <= media.item }) ?? true { try table.put(media) }
      return earlier
    }
    guard let replaced = earlier else { return true }
    if replaced.item > media.item {
      context.decide(
        "Nothing was changed: item \(ItemID(replaced.item)), which came later, brought"
          + " “\(media.name)” too.")
      return false
    }
    if replaced.base != media.base { try remove(replaced) }
    return true
  }

  private func remove(_ file: Media) throws {
    for name in file.fileNames {
      let stored = Path(file.kind.folder) / name
      try removeIfVisible(stored)
      try removeIfVisible(Self.site / stored)
    }
  }

  /// Binds files to listings; those that pages show get onto the site, and others off it.
  ///
  /// - Parameters:
  ///   - names: of the files to bind; nil: all.
  ///   - fresh: what this publication itself brings, by the names of the files.
  ///   - asked: the names of files of which this item asks whose they are.
  /// - Returns: the files with their listings.
  @discardableResult
  func bind(
    _ names: [String]? = nil, fresh: [String: Path] = [:], asked: Set<String> = []
  ) async throws -> [Media] {
    let (business, matchers) = (business, matchers)
    let time = Int(context.now.timeIntervalSince1970)
    if try await isEmpty() { return [] }
    let fresh = names == nil ? fresh.merging(try await hideNames()) { first, _ in first } : fresh
    // Made while others may write.
    _ = try await matcher()
    let bound = try await context.tables.write { connection in
      let table = MediaTable(connection, business: business)
      return try MediaBinding(table, matchers.matcher(of: table, keeping: false))
        .bind(names, at: time, asked: asked)
    }
    note(bound.changes)
    for file in bound.files {
      for name in file.fileNames {
        let stored = Path(file.kind.folder) / name
        if file.number == nil {
          try removeIfVisible(Self.site / stored)
        } else if try !isVisible(Self.site / stored) {
          try publication.add(
            Self.site / stored, from: fresh[name] ?? publication.published / stored)
        }
      }
    }
    let claims = bound.claims
    publication.onDecide { try MediaTable($0, business: business).settle(claims) }
    return bound.files
  }

  private func note(_ changes: [MediaChange]) {
    for change in changes.prefix(MediaChange.findingsMax) { context.note(change.finding) }
    let rest = changes.count - MediaChange.findingsMax
    if rest > 0 {
      context.note(
        Finding(.warning, "media-moved", "\(rest) more files are claimed or have moved so."))
    }
  }

  /// Many businesses have none: then nothing is written, which would cost a commit.
  private func isEmpty() async throws -> Bool {
    let business = business
    return try await context.tables.read { try MediaTable($0, business: business).isEmpty() }
  }

  private func isVisible(_ path: Path) throws -> Bool {
    try FileStatus.ifPresent(publication.published / path) != nil
  }

  private func removeIfVisible(_ path: Path) throws {
    if try isVisible(path) { try publication.remove(path) }
  }
}
