// What turns up in several listings: contacts, photos, texts. Those of the file itself are counted
// while it is surveyed. Then the catalogue is asked for what it has of the same marks, in listings
// that are not in the file; so a second run of the same file finds the same.

// What the homes of one project share, which have one place, kind and number to call, is one sign,
// not three: ListingMarks.block.

/// A listing in which a mark stands.
struct MarkPlace: Hashable, Sendable {
  enum Listing: Hashable, Sendable {
    case line(Int)
    /// In the catalogue, by its number.
    case catalogue(Int)
  }

  let listing: Listing
  /// ``ListingMarks/block``.
  let block: UInt64
}

/// Which marks of a file's listings stand in other listings too.
struct MarkIndex: Sendable {
  /// Where one mark stands.
  private struct Sightings {
    var count = 0
    var first: MarkPlace?
    var second: MarkPlace?
    /// The first few different ones.
    var owners: [UInt64] = []
    /// Whether it stands in listings of one block only.
    var isOfOneBlock = true

    mutating func add(_ place: MarkPlace, owner: UInt64) {
      count += 1
      isOfOneBlock = isOfOneBlock && place.block != 0 && place.block == (first ?? place).block
      if first == nil { first = place } else if second == nil { second = place }
      if owners.count < MarkIndex.ownersMin, !owners.contains(owner) { owners.append(owner) }
    }
  }

  /// A contact under fewer names is an office, or a misspelt name.
  static let ownersMin = 3

  private var sightings: [UInt64: Sightings] = [:]
  private var prints = PrintIndex<MarkPlace>(
    distanceMax: TextPrint.distanceMax, partCount: TextPrint.partCount)
  private var printMarks: Set<UInt64> = []
  /// Marks of the first contact of a listing of the file.
  private var contacts: Set<UInt64> = []
  /// Titles of listings of the catalogue, by number.
  private var titles: [Int: String] = [:]

  /// - Parameter lines: other offers of the same thing: one photo of it is no second sighting.
  mutating func insert(_ marks: ListingMarks, line: Int, besides lines: Set<Int> = []) {
    let place = MarkPlace(listing: .line(line), block: marks.block)
    if let contact = marks.contacts.first { contacts.insert(contact.hash) }
    for mark in marks.contacts + marks.photos {
      if mark.signal == .photo, isOne(of: lines, sightings[mark.hash]?.first) { continue }
      sightings[mark.hash, default: Sightings()].add(place, owner: mark.owner)
    }
    if let print = marks.print {
      prints.insert(PrintIndex.Entry(bits: print.bits, place: place))
      printMarks.formUnion(print.marks)
    }
  }

  /// What the catalogue is to be asked for.
  var wanted: Set<UInt64> { printMarks.union(sightings.keys) }

  /// Takes in what the catalogue knows. Call once, before ``evidence(for:line:)``.
  mutating func close(with known: [KnownMark]) {
    var isPrintKnown: Set<Int> = []
    let blocks = blocks(of: known)
    for mark in known {
      titles[mark.number] = mark.title
      let place = MarkPlace(
        listing: .catalogue(mark.number), block: blocks[mark.number] ?? 0)
      if sightings[mark.hash] != nil {
        sightings[mark.hash]?.add(place, owner: UInt64(bitPattern: mark.detail))
      } else if isPrintKnown.insert(mark.number).inserted {
        prints.insert(PrintIndex.Entry(bits: UInt64(bitPattern: mark.detail), place: place))
      }
    }
    printMarks = []
    contacts = []
    prints.close()
  }

  /// Those of listings of the catalogue, by number: by the contact that the file has, too.
  private func blocks(of known: [KnownMark]) -> [Int: UInt64] {
    var blocks: [Int: UInt64] = [:]
    for mark in known where blocks[mark.number] == nil && contacts.contains(mark.hash) {
      blocks[mark.number] = ListingMarks.block(mark.hash, mark.kind, mark.places)
    }
    return blocks
  }

  /// What a listing shares with others of its block is one sign, the strongest; all else counts.
  ///
  /// - Parameter lines: other offers of the same thing, which speak for nothing.
  func evidence(
    for marks: ListingMarks, line: Int, besides lines: Set<Int> = []
  ) -> [FraudSignal.Evidence] {
    let own = lines.union([line])
    var evidence: [FraudSignal.Evidence] = []
    var isBlockTold = false
    func add(_ signal: FraudSignal, isOfOneBlock: Bool, _ words: String) {
      if isOfOneBlock, isBlockTold { return }
      isBlockTold = isBlockTold || isOfOneBlock
      evidence.append(FraudSignal.Evidence(signal: signal, strength: 1, words: words))
    }
    if let photo = sighting(marks.photos, { $0.count > 1 }) {
      add(
        .photo, isOfOneBlock: photo.isOfOneBlock, "\(other(photo, own)) shows the same photo")
    }
    if let print = marks.print,
      let others = prints.others(near: print.bits, { !isOne(of: own, $0) })
    {
      let strangers = prints.others(near: print.bits) {
        !isOne(of: own, $0) && ($0.block == 0 || $0.block != marks.block)
      }
      let more = others.count > 1 ? ", and so have \(others.count - 1) more" : ""
      add(
        .text, isOfOneBlock: strangers == nil,
        "\(words((strangers ?? others).first.place)) has nearly the same text\(more)")
    }
    if let contact = sighting(marks.contacts, { $0.owners.count >= Self.ownersMin }) {
      add(
        .contact, isOfOneBlock: contact.isOfOneBlock,
        "its contact stands under different names, in \(contact.count) listings")
    }
    return evidence
  }

  private func sighting(
    _ marks: [ListingMarks.Mark], _ isSign: (Sightings) -> Bool
  ) -> Sightings? {
    let signs = marks.lazy.compactMap { sightings[$0.hash] }.filter(isSign)
    return signs.first { !$0.isOfOneBlock } ?? signs.first
  }

  private func other(_ sightings: Sightings, _ own: Set<Int>) -> String {
    let place = isOne(of: own, sightings.first) ? sightings.second : sightings.first
    return place.map(words) ?? "another listing"
  }

  private func isOne(of lines: Set<Int>, _ place: MarkPlace?) -> Bool {
    guard case .line(let line)? = place?.listing else { return false }
    return lines.contains(line)
  }

  private func words(_ place: MarkPlace) -> String {
    switch place.listing {
    case .line(let line): "the listing in line \(line)"
    case .catalogue(let number): "“\(titles[number] ?? "a listing")” in the catalogue"
    }
  }
}
