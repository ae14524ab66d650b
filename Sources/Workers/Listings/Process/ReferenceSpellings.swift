import Storage

/// Which references of a file the catalogue has with other capital letters: `hh-101` is `HH-101`,
/// where the catalogue has one such reference and the file one spelling of it.
struct ReferenceSpellings: Sendable {
  /// By the folded reference, how the file writes it; nil where it does so in several ways.
  private var asked: [ContentHash: ContentHash?] = [:]
  /// By how the file writes them, how the catalogue does.
  private var known: [ContentHash: String] = [:]

  mutating func insert(_ reference: String) {
    let written = Self.hash(reference)
    let folded = Self.folded(reference)
    if let before = asked[folded], before != written {
      asked[folded] = .some(nil)
    } else {
      asked[folded] = .some(written)
    }
  }

  /// Call once, behind the last ``insert(_:)``.
  mutating func close(_ connection: any Connection, business: String) throws {
    if asked.isEmpty { return }
    var found: [ContentHash: String?] = [:]
    try connection.forEach(
      "select reference from listings_catalogue where business = $1 and reference is not null",
      [.text(business)]
    ) { row in
      let reference = row.text(0)
      let folded = Self.folded(reference)
      guard let written = asked[folded], written != nil else { return }
      if let other = found[folded], other != reference {
        found[folded] = .some(nil)
      } else {
        found[folded] = .some(reference)
      }
    }
    for (folded, reference) in found {
      guard let reference, let written = asked[folded] ?? nil, written != Self.hash(reference)
      else { continue }
      known[written] = reference
    }
    asked = [:]
  }

  /// As the catalogue writes it.
  func spelling(of reference: String) -> String {
    known.isEmpty ? reference : known[Self.hash(reference)] ?? reference
  }

  /// For the report; nil where nothing was taken for something else.
  static func sentence(_ lines: FirstLines) -> String? {
    if lines.count == 0 { return nil }
    return "references that the catalogue has with other capital letters, and that were taken for "
      + "the same: \(lines.count) (\(lines.text))"
  }

  private static func hash(_ reference: String) -> ContentHash {
    var hash = ContentHash()
    hash.append(reference)
    return hash
  }

  private static func folded(_ reference: String) -> ContentHash {
    var hash = ContentHash()
    for byte in reference.utf8 { hash.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
    return hash
  }
}
