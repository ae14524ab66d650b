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
  private let business: String

  private static let site = Path("site")

  /// - Parameter publication: aimed at the business's directory.
  init(_ publication: PublicationWriter, in context: StageContext) {
    self.publication = publication
    self.context = context
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
    let there = try visibleFiles()
    let lost = media.filter { file in
      file.fileNames.contains { !there.contains(file.kind.folder + "/" + $0) }
    }
    if lost.isEmpty { return }
    try await context.tables.write { connection in
      let table = MediaTable(connection, business: business)
      for file in lost { try table.remove(file.name) }
    }
    // What this item brings it brings anew, under the same names.
    for file in lost where file.name != MediaName.place(of: context.item) { try remove(file) }
  }

  private func visibleFiles() throws -> Set<String> {
    var files: Set<String> = []
    for folder in [MediaKind.photo.folder, MediaKind.document.folder] {
      let directory = publication.published / folder
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
    var planned: [String: String?] = [:]
    var fresh: [String: Path] = [:]
    while var draft = try drafts.next() {
      // Chosen long ago, and another listing by now, as that one was taken back.
      if let chosen = draft.plan.chosen, try await headline(of: chosen) != draft.plan.headline {
        draft.plan.chosen = nil
      }
      let media = Media(draft, of: context.item)
      if try await !put(media) { continue }
      for name in media.fileNames {
        let stored = Path(media.kind.folder) / name
        // What a person chose the listing of is there already.
        if try isVisible(stored) { continue }
        let made = context.files / name
        try publication.add(stored, from: made)
        fresh[name] = made
      }
      planned.updateValue(draft.plan.headline, forKey: media.name)
    }
    let bound = try await bind(bindsAll ? nil : planned.keys.sorted(), fresh: fresh)
    try await tell(bound, planned)
  }

  /// What came meanwhile may have another listing for a file than was decided.
  private func tell(_ bound: [Media], _ planned: [String: String?]) async throws {
    for file in bound {
      guard let before = planned[file.name] else { continue }
      var now: String?
      if let number = file.number { now = try await headline(of: number) }
      if now == before { continue }
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
  /// - Returns: the files with their listings.
  @discardableResult
  func bind(_ names: [String]? = nil, fresh: [String: Path] = [:]) async throws -> [Media] {
    let business = business
    let time = Int(context.now.timeIntervalSince1970)
    if try await isEmpty() { return [] }
    let bound = try await context.tables.write { connection in
      try MediaBinding(MediaTable(connection, business: business)).bind(names, at: time)
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
