import Analysis

// Where a listing lies is written in as many ways as there are portals: `Opebi Ikeja Lagos`,
// `Off Allen Avenue, Ikeja, Lagos`, `Karen, Nairobi`. What they have in common is that the wider
// place stands behind the narrower one. So a place is the tail of what is written, and a tail is
// taken for a place when enough listings of the file end in it.
//
//   Off Adedayo Street Opebi Ikeja Lagos
//                      ‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾   195 listings end so: the narrowest place
//                            ‾‾‾‾‾‾‾‾‾‾‾   6,000 end so: the next wider one

/// Knows which tails of written locations are places that several listings share.
struct PlaceIndex: Sendable {
  /// One listing and the fewest comparable ones.
  static let listingsMin = UInt32(FewListings.othersMin) + 1
  /// Narrower and wider places of one listing that are compared.
  static let levelsMax = 2

  /// Listings by tail: only whole parts, as they stand between commas.
  private var counts: [UInt64: UInt32] = [:]

  mutating func insert(_ places: [String]) {
    PlaceTail.forEach(of: places) { tail in
      if tail.isWholePart { counts[tail.hash, default: 0] += 1 }
    }
  }

  /// Forgets the tails that too few listings share.
  mutating func close() { counts = counts.filter { $0.value >= Self.listingsMin } }

  init() {}

  /// As ``write(to:)`` laid it out, closed.
  init(from reader: inout PackReader) {
    for hash in reader.list(of: UInt64.self) { counts[hash] = Self.listingsMin }
  }

  /// Call after ``close()``.
  func write(to writer: inout PackWriter) { writer.put(counts.keys.sorted()) }

  /// The places of a listing that others share, the narrowest first.
  func shared(by places: [String]) -> [PlaceTail] {
    var shared: [PlaceTail] = []
    PlaceTail.forEach(of: places) { if counts[$0.hash] != nil { shared.append($0) } }
    return shared.suffix(Self.levelsMax).reversed()
  }
}
