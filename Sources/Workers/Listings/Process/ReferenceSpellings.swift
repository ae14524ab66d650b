import Storage

/// Which references of a file the catalogue has with other capital letters: `hh-101` is `HH-101`,
/// where the catalogue has one such reference and the file one spelling of it.
struct ReferenceSpellings: Sendable {
  /// By the folded reference, how the file writes it; nil where it does so in several ways.
  private var asked: [ContentHash: ContentHash?] = [:]
  /// The folded ones, while they are few enough to be asked for one by one.
  private var few: [ContentHash: String]? = [:]
  /// By how the file writes them, how the catalogue does.
  private var known: [ContentHash: String] = [:]

  /// From more on, reading all of the catalogue costs less.
  private static let fewMax = 2000

  mutating func insert(_ reference: String) {
    let written = Self.hash(reference)
    let foldedText = Self.foldedText(reference)
    let folded = Self.hash(foldedText)
    few?[folded] = foldedText
    if let count = few?.count, count > Self.fewMax { few = nil }
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
    try forEachReference(connection, business) { reference in
      let folded = Self.hash(Self.foldedText(reference))
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
    few = [:]
  }

  /// Those of the catalogue that may be among the asked ones.
  private func forEachReference(
    _ connection: any Connection, _ business: String, _ body: (String) -> Void
  ) throws {
    guard let few else {
      // Not `is not null`, for which all would be read in the order of the references.
      return try connection.forEach(
        """
        select reference from listings_catalogue where business = $1
        and coalesce(reference, '') <> ''
        """,
        [.text(business)]
      ) { body($0.text(0)) }
    }
    for folded in few.values {
      try connection.forEach(
        """
        select reference from listings_catalogue where business = $1
        and reference is not null and lower(reference) = $2
        """,
        [.text(business), .text(folded)]
      ) { body($0.text(0)) }
    }
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

  /// As SQL's `lower` does it: letters beyond ASCII stay.
  private static func foldedText(_ reference: String) -> String {
    String(decoding: reference.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
