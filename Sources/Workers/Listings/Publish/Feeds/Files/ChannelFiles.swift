import Executors
import Files
import Foundation
import Images
import Pipeline
import Storage

// Channel files are made of parts, one for each listing, in the order of the listings' numbers.
//
//   look     256 numbers at a time, the slots of what is visible against the listings on offer:
//            which channels have anything new
//   walk     the same again for these channels: parts that are the same are copied from the visible
//            file, the others are made from the listing's row
//   settle   in the transaction that decides the publication, the new slots count
//
// A channel without a change costs the reading of its slots; a changed listing the writing of the
// files it is in. Chunks are worked on side by side and written in turn; memory holds the rows of a
// few.

/// Brings the files of all channels of a business up to date.
struct ChannelFiles: Sendable {
  let settings: ChannelSettings
  let files: PublicationFiles
  /// What is visible of the business.
  let published: Path
  let tables: any Database
  let business: String
  let now: Moment

  /// - Precondition: all chunks of the catalogue are made.
  func write() async throws -> ChannelReport {
    // What a publication wrote that was never decided is nothing.
    enqueue { try $0.begin() }
    let list = ChannelList(settings)
    let states = try await read { try $0.states() }
    let updates = try list.channels.map {
      try ChannelUpdate(
        $0, state: states[$0.name], files: files, published: published, now: now)
    }
    let names = Set(updates.map(\.channel.name))
    var removed: [Path] = []
    for (name, state) in states.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
      removed += removeAll(name, state)
    }
    let contents = try await contents(for: list.channels)
    let chunks = try await chunks()
    for chunk in chunks where !updates.allSatisfy(\.isChanged) {
      let look = try await look(at: chunk, contents)
      for update in updates where !update.isChanged {
        update.look(ChannelSlot.unpack(look.slots[update.name] ?? []), look.versions)
      }
    }
    let changed = updates.filter(\.isChanged)
    if !changed.isEmpty { try await write(changed, chunks, contents) }
    removed += changed.flatMap(\.removed)
    let findings = try await deliver(changed, removed: &removed)
    // An earlier version may not have made all that belongs to a channel now.
    removed = try removed.filter { try FileStatus.ifPresent(published / $0) != nil }
    return ChannelReport(list: list, changed: changed, removed: removed, noted: findings)
  }

  /// What several listings say, by number, if a channel wants to know.
  private func contents(for channels: [any Channel]) async throws -> [Int: Int] {
    if !channels.contains(where: \.leavesOutRepeats) { return [:] }
    let business = business
    return try await tables.read { connection in
      try CatalogueTable(connection, business: business).repeatedContents()
    }
  }

  /// The chunks that have slots or listings on offer, ascending.
  private func chunks() async throws -> [Int] {
    let business = business
    return try await tables.read { connection in
      let slots = try ChannelTable(connection, business: business).chunks()
      let versions = try ChunkTable(connection, business: business).made()
      return Set(slots + versions).sorted()
    }
  }

  /// What is visible of a chunk, packed by channel, and the listings on offer.
  private struct Look {
    let slots: [String: [UInt8]]
    var versions: [ListingVersion]
  }

  private func look(at chunk: Int, _ contents: [Int: Int]) async throws -> Look {
    let business = business
    var look = try await tables.read { connection in
      Look(
        slots: try ChannelTable(connection, business: business).slots(of: chunk),
        versions: try ChunkTable(connection, business: business).versions(of: chunk))
    }
    if contents.isEmpty { return look }
    for index in look.versions.indices {
      look.versions[index].content = contents[look.versions[index].number]
    }
    return look
  }

  private static let chunksQueuedMax = 64
  /// A chunk whose parts are all new has some 4 MB.
  private static let chunksInFlight = min(8, ProcessInfo.processInfo.activeProcessorCount + 1)
  /// Of parts that are made ahead, in a chunk; long texts make them larger.
  private static let bytesAheadMax = 16 << 20

  private func write(
    _ updates: [ChannelUpdate], _ chunks: [Int], _ contents: [Int: Int]
  ) async throws {
    for update in updates { try update.begin() }
    let parts = updates.map(\.parts)
    var rest = chunks[...]
    var taken = 0
    try await Parallel.forEach(inFlight: Self.chunksInFlight) {
      rest.popFirst()
    } work: { chunk in
      try await load(chunk, contents, parts)
    } take: { work in
      taken += 1
      // What was enqueued waits in memory until it is written.
      if taken % Self.chunksQueuedMax == 0 { try await tables.write { _ in } }
      try take(work, updates)
    }
    for update in updates {
      let name = update.name
      let state = try update.finish()
      enqueue { try $0.setPending(name, state) }
    }
  }
}

// Archives
extension ChannelFiles {
  /// - Returns: what somebody should know.
  private func deliver(
    _ updates: [ChannelUpdate], removed: inout [Path]
  ) async throws -> [Finding] {
    var findings: [Finding] = []
    for update in updates {
      guard let name = update.channel.delivery else { continue }
      guard let feed = update.feed else {
        removed += Delivery.paths(name, of: update.name)
        continue
      }
      let delivery = Delivery(
        name: name, channel: update.channel, files: files, published: published)
      let photos = try await photos(of: update.shownNumbers)
      if let finding = try delivery.write(feed: feed, photos: photos) {
        removed += Delivery.paths(name, of: update.name)
        findings.append(finding)
      }
    }
    return findings
  }

  /// The largest JPEG of each photo, by its name in `site/photos/`.
  private func photos(of numbers: [Int]) async throws -> [String] {
    let business = business
    return try await tables.read { connection in
      let shown = try MediaTable(connection, business: business).shown(numbers)
      var names: Set<String> = []
      return numbers.flatMap { number in
        (shown[number]?.photos ?? []).compactMap { photo in
          photo.files(.jpeg).max { $0.width < $1.width }?.name(photo.base)
        }
      }.filter { names.insert($0).inserted }
    }
  }
}

// One chunk
extension ChannelFiles {
  /// The slots of one chunk, the listings on offer, and the rows that are needed.
  private struct Work: Sendable {
    let chunk: Int
    /// By channel.
    let slots: [String: [ChannelSlot]]
    let versions: [ListingVersion]
    /// By number.
    let listings: [Int: FeedListing]
    /// Of listings that are no longer on offer, by number, where a channel has to know.
    let gone: [Int: FeedListing]
    /// What is made anew, by channel and number, as far as it is made ahead.
    let postings: [String: [Int: Posting]]
  }

  private func load(
    _ chunk: Int, _ contents: [Int: Int], _ channels: [ChannelParts]
  ) async throws -> Work {
    let look = try await look(at: chunk, contents)
    var slots: [String: [ChannelSlot]] = [:]
    var stale: [String: [Int]] = [:]
    var gone: Set<Int> = []
    for parts in channels {
      let name = parts.channel.name
      let mine = ChannelSlot.unpack(look.slots[name] ?? [])
      slots[name] = mine
      SlotWalk(mine, look.versions).forEach { slot, version in
        guard let version else { return gone.formUnion(slot.map { [$0.number] } ?? []) }
        if parts.isStale(slot, version) { stale[name, default: []].append(version.number) }
      }
    }
    let listings = try await listings(Set(stale.values.joined()))
    var postings: [String: [Int: Posting]] = [:]
    var bytes = 0
    for channel in channels.map(\.channel) {
      for number in stale[channel.name] ?? [] where bytes < Self.bytesAheadMax {
        guard let posting = listings[number].map(channel.posting) else { continue }
        bytes += posting.size
        postings[channel.name, default: [:]][number] = posting
      }
    }
    return Work(
      chunk: chunk, slots: slots, versions: look.versions, listings: listings,
      gone: try await self.listings(gone), postings: postings)
  }

  private func listings(_ numbers: Set<Int>) async throws -> [Int: FeedListing] {
    if numbers.isEmpty { return [:] }
    let business = business
    let drafts = try await tables.read { connection in
      try CatalogueTable(connection, business: business).drafts(numbers.sorted())
    }
    return Dictionary(
      uniqueKeysWithValues: drafts.map {
        ($0.number, FeedListing($0, settings: settings))
      })
  }

  private func take(_ work: Work, _ updates: [ChannelUpdate]) throws {
    let chunk = work.chunk
    for update in updates {
      let before = work.slots[update.name] ?? []
      let postings = work.postings[update.name] ?? [:]
      var after: [ChannelSlot] = []
      try SlotWalk(before, work.versions).forEach { slot, version in
        let listing = version.flatMap { work.listings[$0.number] }
        if let slot, version == nil, let gone = work.gone[slot.number] { try update.remove(gone) }
        let posting = version.flatMap { postings[$0.number] }
        if let slot = try update.take(slot, version, listing, posting) { after.append(slot) }
      }
      if after == before { continue }
      let name = update.name
      let packed = ChannelSlot.pack(after)
      enqueue { try $0.setPending(name, chunk: chunk, slots: packed) }
    }
  }

  /// - Returns: its files.
  private func removeAll(_ name: String, _ state: ChannelState) -> [Path] {
    let directory = Path(ChannelList.directory(of: name))
    enqueue { try $0.setAllPending(gone: name) }
    return Delivery.paths(name + ".zip", of: name)
      + state.files.filter { !$0.name.isEmpty }.flatMap {
        [directory / Path($0.name), directory / Checksums.name(of: $0.name)]
      }
  }

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (ChannelTable) throws -> Value
  ) async throws -> Value {
    let business = business
    return try await tables.read { try body(ChannelTable($0, business: business)) }
  }

  private func enqueue(_ body: @escaping @Sendable (ChannelTable) throws -> Void) {
    let business = business
    tables.enqueue { try body(ChannelTable($0, business: business)) }
  }
}

/// Slots and versions side by side, both ascending by number.
private struct SlotWalk {
  private let slots: [ChannelSlot]
  private let versions: [ListingVersion]

  init(_ slots: [ChannelSlot], _ versions: [ListingVersion]) {
    self.slots = slots
    self.versions = versions
  }

  /// Hands on each number once, with what there is of it.
  func forEach(_ body: (ChannelSlot?, ListingVersion?) throws -> Void) rethrows {
    var slot = slots.startIndex
    var version = versions.startIndex
    while slot < slots.endIndex || version < versions.endIndex {
      let left = slot < slots.endIndex ? slots[slot] : nil
      let right = version < versions.endIndex ? versions[version] : nil
      let number = min(left?.number ?? .max, right?.number ?? .max)
      let isLeft = left?.number == number
      let isRight = right?.number == number
      try body(isLeft ? left : nil, isRight ? right : nil)
      if isLeft { slot += 1 }
      if isRight { version += 1 }
    }
  }
}
