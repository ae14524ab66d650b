import Pipeline
import Storage

// A listing that waits for a person comes again with every table of its agency. Who let it go on
// once is not asked again while it shows the same and the doubts are of the same sorts:
//
//   qa        doubts about a listing that was released, with the same digest: none
//   publish   what has doubts and came so far was released by a person, now or before

/// What persons let go on, by the keys of listings.
struct Releases: Sendable {
  /// What a person saw.
  struct Release: Sendable, Equatable {
    /// Of all that the site shows, as ``IncomingDraft/Digests`` has it.
    let shown: Int
    /// The sorts of doubts.
    let codes: Set<String>

    init(shown: Int, codes: Set<String>) {
      self.shown = shown
      self.codes = codes
    }

    init(_ draft: Draft, _ doubts: [Finding]) {
      self.init(shown: IncomingDraft(draft).digests.shown, codes: Set(doubts.map(\.code)))
    }
  }

  private let known: [String: Release]

  init(_ known: [String: Release] = [:]) { self.known = known }

  /// Whether a person has seen all of that.
  func covers(_ draft: Draft, _ doubts: [Finding]) -> Bool {
    guard let release = known[draft.plan.listing.key] else { return false }
    let now = Release(draft, doubts)
    return release.shown == now.shown && release.codes.isSuperset(of: now.codes)
  }
}

/// The releases of one business, as statements on a connection.
struct ReleaseTable {
  private let connection: any Connection
  private let business: SQLValue

  static let migration = Migration(
    "listings-release-1",
    [
      """
      create table listings_release(
        business text not null,
        key text not null,
        shown bigint not null,
        codes text not null,
        primary key (business, key))
      """
    ])

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  func all() throws -> Releases {
    var known: [String: Releases.Release] = [:]
    try connection.forEach(
      "select key, shown, codes from listings_release where business = $1", [business]
    ) { row in
      known[row.text(0)] = Releases.Release(
        shown: row.integer(1), codes: Set(SQLValue.list(row.text(2))))
    }
    return Releases(known)
  }

  /// For the transaction that decides a publication: each key has the release of its latest one.
  func store(_ releases: [String: Releases.Release]) throws {
    for (key, release) in releases.sorted(by: { $0.key < $1.key }) {
      try connection.execute(
        """
        insert into listings_release(business, key, shown, codes) values($1, $2, $3, $4)
        on conflict(business, key) do update set shown = excluded.shown, codes = excluded.codes
        """,
        [business, .text(key), .integer(release.shown), .list(release.codes.sorted())])
    }
  }
}
