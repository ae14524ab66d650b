// What turns up in several listings: contacts, photos, texts. Those of the file itself are counted
// while it is surveyed. Then the catalogue is asked for what it has of the same marks, in listings
// that are not in the file; so a second run of the same file finds the same.

/// A listing in which a mark stands.
enum MarkPlace: Hashable, Sendable {
  case line(Int)
  /// In the catalogue, by its number.
  case catalogue(Int)
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

    mutating func add(_ place: MarkPlace, owner: UInt64) {
      count += 1
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
  /// Titles of listings of the catalogue, by number.
  private var titles: [Int: String] = [:]

  /// - Parameter lines: other offers of the same thing: one photo of it is no second sighting.
  mutating func insert(_ marks: ListingMarks, line: Int, besides lines: Set<Int> = []) {
    for mark in marks.contacts + marks.photos {
      if mark.signal == .photo, isOne(of: lines, sightings[mark.hash]?.first) { continue }
      sightings[mark.hash, default: Sightings()].add(.line(line), owner: mark.owner)
    }
    if let print = marks.print {
      prints.insert(PrintIndex.Entry(bits: print.bits, place: .line(line)))
      printMarks.formUnion(print.marks)
    }
  }

  /// What the catalogue is to be asked for.
  var wanted: Set<UInt64> { printMarks.union(sightings.keys) }

  /// Takes in what the catalogue knows. Call once, before ``evidence(for:line:)``.
  mutating func close(with known: [KnownMark]) {
    var isPrintKnown: Set<Int> = []
    for mark in known {
      titles[mark.number] = mark.title
      if sightings[mark.hash] != nil {
        sightings[mark.hash]?.add(.catalogue(mark.number), owner: UInt64(bitPattern: mark.detail))
      } else if isPrintKnown.insert(mark.number).inserted {
        prints.insert(
          PrintIndex.Entry(bits: UInt64(bitPattern: mark.detail), place: .catalogue(mark.number)))
      }
    }
    printMarks = []
    prints.close()
  }

  /// - Parameter lines: other offers of the same thing, which speak for nothing.
  func evidence(
    for marks: ListingMarks, line: Int, besides lines: Set<Int> = []
  ) -> [FraudSignal.Evidence] {
    let own = lines.union([line])
    var evidence: [FraudSignal.Evidence] = []
    if let photo = marks.photos.lazy.compactMap({ sightings[$0.hash] }).first(where: {
      $0.count > 1
    }) {
      evidence.append(
        FraudSignal.Evidence(
          signal: .photo, strength: 1, words: "\(other(photo, own)) shows the same photo"))
    }
    if let contact = marks.contacts.lazy.compactMap({ sightings[$0.hash] }).first(where: {
      $0.owners.count >= Self.ownersMin
    }) {
      evidence.append(
        FraudSignal.Evidence(
          signal: .contact, strength: 1,
          words: "its contact stands under different names, in \(contact.count) listings"))
    }
    if let print = marks.print,
      let others = prints.others(near: print.bits, { !isOne(of: own, $0) })
    {
      let more = others.count > 1 ? ", and so have \(others.count - 1) more" : ""
      evidence.append(
        FraudSignal.Evidence(
          signal: .text, strength: 1,
          words: "\(words(others.first.place)) has nearly the same text\(more)"
        ))
    }
    return evidence
  }

  private func other(_ sightings: Sightings, _ own: Set<Int>) -> String {
    let place = isOne(of: own, sightings.first) ? sightings.second : sightings.first
    return place.map(words) ?? "another listing"
  }

  private func isOne(of lines: Set<Int>, _ place: MarkPlace?) -> Bool {
    guard case .line(let line)? = place else { return false }
    return lines.contains(line)
  }

  private func words(_ place: MarkPlace) -> String {
    switch place {
    case .line(let line): "the listing in line \(line)"
    case .catalogue(let number): "“\(titles[number] ?? "a listing")” in the catalogue"
    }
  }
}
