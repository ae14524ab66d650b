import Files
import Pipeline

/// One channel within one publication: which of its parts are made anew, and its files.
final class ChannelUpdate {
  let parts: ChannelParts
  var channel: any Channel { parts.channel }
  var name: String { channel.name }
  /// Nil when it has no files yet.
  private let state: ChannelState?
  private var isWhole: Bool { parts.isWhole }
  /// Whether any part differs from the visible ones.
  private(set) var isChanged: Bool
  private(set) var remarks = ChannelRemarks()
  private(set) var shown = 0
  private(set) var leftOut = 0

  /// Numbers of the listings in the first file, for a ``Channel/delivery``.
  private(set) var shownNumbers: [Int] = []
  /// What the channel shows of what several listings say, by its digest: the first one's name.
  private var posted: [Int: String] = [:]

  /// The first file, once it is finished; nil where no listing is in it.
  private(set) var feed: (path: Path, name: String)?

  /// Visible files that are taken away, relative to the target.
  private(set) var removed: [Path] = []

  private let files: [ChannelFile]
  private var outputs: [SplicedFile] = []
  private let publication: PublicationFiles
  private let published: Path
  private let now: Moment

  init(
    _ channel: any Channel, state: ChannelState?, files publication: PublicationFiles,
    published: Path, now: Moment
  ) throws {
    self.state = state
    self.publication = publication
    self.published = published
    self.now = now
    files = channel.files + (channel.namesLeftOut ? [LeftOutFile.file] : [])
    precondition(files.count <= ChannelSlot.filesMax, "more files than a slot has lengths")
    let directory = published / Path(channel.directory)
    var isWhole = true
    if let state, state.digest == channel.digest, state.files.count == files.count {
      isWhole = try !state.files.allSatisfy { try $0.isVisible(in: directory) }
    }
    parts = ChannelParts(channel: channel, isWhole: isWhole)
    isChanged = isWhole
  }

  /// Tells of listings that have changed, come or gone before anything is written.
  func look(_ slots: [ChannelSlot], _ entries: [ListingVersion]) {
    isChanged =
      isChanged || slots.count != entries.count
      || zip(slots, entries).contains {
        $0.number != $1.number || $0.digest != parts.digest(of: $1)
      }
  }

  func begin() throws {
    outputs = try files.indices.map { index in
      let previous = state.flatMap { index < $0.files.count ? $0.files[index] : nil }
      return try SplicedFile(
        files[index], in: Path(channel.directory), of: publication, published: published,
        previous: isWhole ? nil : previous, previousName: previous?.name, now: now)
    }
  }

  /// - Parameters:
  ///   - listing: nil when the listing is off.
  ///   - posting: of the listing, where it is made already.
  /// - Returns: its slot from now on.
  func take(
    _ slot: ChannelSlot?, _ version: ListingVersion?, _ listing: FeedListing?, _ posting: Posting?
  ) throws -> ChannelSlot? {
    if let slot, let version, !parts.isStale(slot, version) {
      for (index, output) in outputs.enumerated() { try output.keep(Int(slot.lengths[index])) }
      count(isLeftOut: slot.isLeftOut(of: channel))
      note(slot)
      return slot
    }
    var made: [[UInt8]] = []
    if let version, let listing {
      let posting = posting ?? channel.posting(of: listing)
      made = try parts(of: listing, chosen(posting, of: listing, version.content))
    }
    var lengths = SIMD4<UInt32>()
    for (index, output) in outputs.enumerated() {
      let part = index < made.count ? made[index] : []
      try output.replace(isWhole ? 0 : Int(slot?.lengths[index] ?? 0), with: part)
      lengths[index] = UInt32(part.count)
    }
    guard let version, listing != nil else { return nil }
    let digest = parts.digest(of: version)
    let isSame = slot?.digest == digest
    let renewed = ChannelSlot(
      number: version.number, digest: digest, changed: isSame ? slot?.changed ?? now : now,
      lengths: lengths)
    note(renewed)
    return renewed
  }

  private func note(_ slot: ChannelSlot) {
    if channel.delivery != nil, slot.lengths[0] > 0 { shownNumbers.append(slot.number) }
  }

  /// Takes away what lies beside the files of a listing that is off.
  func remove(_ listing: FeedListing) throws {
    if !channel.hasPhotoFolders { return }
    removed += try folder(of: listing).stale([])
  }

  /// The channel's answer, unless it shows the same already: the lower number goes first.
  private func chosen(
    _ posting: Posting, of listing: FeedListing, _ content: Int?
  ) -> Posting {
    guard channel.leavesOutRepeats, let content, case .parts = posting else { return posting }
    if let first = posted[content] { return .leftOut([.repeats(first)]) }
    posted[content] = listing.facts.reference ?? "“\(listing.title)”"
    return posting
  }

  private func parts(of listing: FeedListing, _ posting: Posting) throws -> [[UInt8]] {
    switch posting {
    case .parts(let parts, let remarks):
      self.remarks.add(remarks)
      count(isLeftOut: false)
      if channel.hasPhotoFolders { try lay(remarks.photos, of: listing) }
      return parts
    case .leftOut(let lacks):
      count(isLeftOut: true)
      if channel.hasPhotoFolders { try lay([], of: listing) }
      let none = [[UInt8]](repeating: [], count: channel.files.count)
      return channel.namesLeftOut ? none + [LeftOutFile.part(listing, lacks)] : none
    }
  }

  private func lay(_ photos: [FeedPhoto], of listing: FeedListing) throws {
    let folder = folder(of: listing)
    try folder.lay(photos, with: publication)
    removed += try folder.stale(photos)
  }

  private func folder(of listing: FeedListing) -> PhotoFolder {
    PhotoFolder(of: listing, in: Path(channel.directory), published: published)
  }

  private func count(isLeftOut: Bool) {
    if isLeftOut { leftOut += 1 } else { shown += 1 }
  }

  /// Ends the files, and takes away those that are no more.
  func finish() throws -> ChannelState {
    let finished = try outputs.map { try $0.finish() }
    for (index, file) in finished.enumerated() where hasChecksum(index) {
      try writeChecksum(of: file, outputs[index], isSame: state?.files.contains(file) ?? false)
    }
    feed = outputs.first?.path.map { ($0, finished[0].name) }
    outputs = []
    let names = Set(finished.map(\.name))
    let directory = Path(channel.directory)
    for (index, old) in (state?.files ?? []).enumerated()
    where !old.name.isEmpty && !names.contains(old.name) {
      removed.append(directory / Path(old.name))
      if hasChecksum(index) { removed.append(directory / Checksums.name(of: old.name)) }
    }
    return ChannelState(digest: channel.digest, files: finished)
  }

  /// Whether the file at an index of ``files`` is for a taker, who looks whether all of it came.
  private func hasChecksum(_ index: Int) -> Bool {
    channel.namesLeftOut && index < channel.files.count
  }

  private func writeChecksum(
    of file: ChannelState.File, _ output: SplicedFile, isSame: Bool
  ) throws {
    guard let path = output.path else { return }
    let checksum = Path(channel.directory) / Checksums.name(of: file.name)
    if isSame, try FileStatus.ifPresent(published / checksum) != nil { return }
    try publication.write(checksum, Checksums.line(of: path, named: file.name))
  }
}

/// A channel and which of its parts are made anew, for any thread.
struct ChannelParts: Sendable {
  let channel: any Channel
  /// Whether every part is: its settings have changed, or its files are not as they were left.
  let isWhole: Bool

  /// Whether a listing's part has to be made anew. Of listings that repeat each other which one is
  /// shown may change with any of them.
  func isStale(_ slot: ChannelSlot?, _ version: ListingVersion) -> Bool {
    isWhole || slot?.digest != digest(of: version)
      || channel.leavesOutRepeats && version.content != nil
  }

  func digest(of version: ListingVersion) -> Int {
    let digest = channel.digest(of: version)
    guard channel.leavesOutRepeats, let content = version.content else { return digest }
    return digest ^ content
  }
}

/// What is known of a listing on offer before its row is read.
struct ListingVersion: Sendable {
  let number: Int
  /// Digest of all that the site shows of it, its photos too.
  let shown: Int
  /// Digest of all that exports tell of it, the estimate too.
  let told: Int
  /// What other listings on offer say too; nil where none does.
  var content: Int?

  init(_ chunk: CatalogueChunk, row: Int) {
    number = Int(chunk.numbers[row])
    shown = chunk.digests[row]
    told = chunk.told[row]
  }
}

extension ChannelSlot {
  /// Whether its only part is that in the file of those left out.
  func isLeftOut(of channel: any Channel) -> Bool {
    (0..<channel.files.count).allSatisfy { lengths[$0] == 0 }
  }
}
