import Files
import Foundation
import Pages
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Listings

@Suite struct `The panel of catalogues` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/test.sqlite")
    try await Migration.apply(ListingsMigrations.all, to: database)
  }

  private func markup(visible: [String]? = nil) async throws -> String {
    let context = PanelContext(
      business: nil, visibleBusinesses: visible, now: Date(timeIntervalSince1970: 1_800_000_000),
      outbox: OutboxReader(
        workspace: Workspace(place.path), worker: "listings", address: "/results"),
      database: database)
    return try await CataloguePanel.panel.content(context).markup
  }

  private func add(_ number: Int, of business: String, retired: Int, price: Int?) async throws {
    try await database.write { connection in
      try connection.execute(
        """
        insert into listings_catalogue(business, number, key, slug, digest, told, added, changed,
          retired, kind, places, price, card_source, title, photo_names, variant)
        values($1, $2, $3, $3, 0, 0, 0, 0, $4, 'sale', '', $5, 0, 't', '', '')
        """,
        [
          .text(business), .integer(number), .text("k\(number)"), .integer(retired),
          SQLValue(price),
        ])
    }
  }

  @Test func `says what to do while there is nothing`() async throws {
    #expect(try await markup().contains("inbox/listings/"))
  }

  @Test func `counts what is offered, and leads to the site once there is one`() async throws {
    try await add(1, of: "acme & co", retired: 0, price: 5)
    try await add(2, of: "acme & co", retired: 0, price: nil)
    try await add(3, of: "acme & co", retired: 1, price: 7)
    try await add(4, of: "other", retired: 0, price: 7)
    let page = try await markup(visible: ["acme & co"])
    #expect(page.contains("2 offered, 1 of them with a price; 1 no longer offered"))
    #expect(page.contains("acme &amp; co"))
    #expect(!page.contains("other"))
    #expect(!page.contains("Open the site"))
    try place.write("outbox/listings/acme & co/site/index.html", "x")
    #expect(
      try await markup().contains("href=\"/results/listings/acme%20%26%20co/site/index.html\""))
  }

  @Test func `has all of its words in German, and none is left over`() throws {
    #expect(
      try SourceWords.keys(in: "Sources/Workers/Listings/CataloguePanel.swift")
        == Set(CataloguePanel.german.keys))
  }
}
