import Storage
import Synchronization

// What names are compared with is made of the whole catalogue, and that for each photo: of
// thousands that are dropped at once it would be most of the work. So it is kept as long as no
// listing changes in what it is called by. Triggers count such changes, also those that are taken
// back, so that no number stands for two states of a catalogue.

/// The matchers of the businesses whose photos came last.
final class MediaMatchers: Sendable {
  private struct Kept {
    let business: String
    let version: Int
    let matcher: MediaMatcher
  }

  /// The latest last.
  private let kept = Mutex<[Kept]>([])

  /// Each holds the names of all listings of its business.
  static let businessesMax = 4

  /// As names are at the moment of a connection.
  ///
  /// - Parameter keeping: whether others may have it too: not what a transaction sees that writes,
  ///   and may still be given up.
  func matcher(of table: MediaTable, keeping: Bool) throws -> MediaMatcher {
    // Before the names: what is older than it says is only made anew.
    let version = try Self.version(table)
    if let matcher = take(table.businessName, version) { return matcher }
    let matcher = try Self.matcher(table)
    if keeping { put(Kept(business: table.businessName, version: version, matcher: matcher)) }
    return matcher
  }

  private func take(_ business: String, _ version: Int) -> MediaMatcher? {
    kept.withLock { kept in
      guard let index = kept.firstIndex(where: { $0.business == business }) else { return nil }
      let found = kept.remove(at: index)
      if found.version != version { return nil }
      kept.append(found)
      return found.matcher
    }
  }

  private func put(_ new: Kept) {
    kept.withLock { kept in
      kept.removeAll { $0.business == new.business }
      kept.append(new)
      if kept.count > Self.businessesMax { kept.removeFirst() }
    }
  }

  private static func version(_ table: MediaTable) throws -> Int {
    try table.connection.first(
      "select version from listings_names where business = $1", [table.business]
    ) { $0.integer(0) } ?? 0
  }

  private static func matcher(_ table: MediaTable) throws -> MediaMatcher {
    var matcher = MediaMatcher()
    try table.connection.forEach(
      """
      select number, slug, reference, title, photo_names, key, \(isShown("")) from
      listings_catalogue where business = $1 order by number
      """,
      [table.business]
    ) { row in
      matcher.insert(
        MediaMatcher.Names(
          number: row.integer(0), reference: row.optionalText(2), title: row.text(3),
          slug: row.text(1), photos: SQLValue.list(row.text(4)),
          isOtherOffer: row.optionalText(2).map { $0 != row.text(5) } ?? false,
          isOff: row.integer(6) == 0))
    }
    return matcher
  }

  /// Whether a listing is on offer, or its page still tells of it.
  ///
  /// - Parameter row: the columns are of, with a dot; or empty.
  private static func isShown(_ row: String) -> String {
    "(\(row)retired = 0 or (\(row)shown is 1 and \(row)gone is not null))"
  }

  private static let names = [
    "business", "number", "key", "slug", "reference", "title", "photo_names",
  ]

  static let migration = Migration(
    "listings-names-1",
    [
      "create table listings_names(business text primary key, version bigint not null)",
      trigger("listings_names_new", "after insert on listings_catalogue", of: "new"),
      trigger("listings_names_old", "after delete on listings_catalogue", of: "old"),
      trigger(
        "listings_names_changed",
        "after update on listings_catalogue when "
          + names.map { "old.\($0) is not new.\($0)" }.joined(separator: " or ")
          + " or \(isShown("old.")) is not \(isShown("new."))", of: "new"),
    ])

  private static func trigger(_ name: String, _ event: String, of row: String) -> String {
    """
    create trigger \(name) \(event) begin
      insert into listings_names(business, version) values(\(row).business, 1)
        on conflict(business) do update set version = version + 1;
    end
    """
  }
}
