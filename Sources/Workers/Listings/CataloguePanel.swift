import Files
import Foundation
import Pages
import Pipeline
import Storage

/// How the catalogue of each business stands, with the way to its site.
enum CataloguePanel {
  static let panel = Panel(
    name: "catalogue", title: "Catalogue",
    summary: "What each business offers now, where its site is, and which portals get its files."
  ) { context in
    let catalogues = try await context.read { try all($0) }.filter { context.shows($0.business) }
    let sites = try catalogues.map { try context.outbox.link(to: sitePath, of: $0.business) }
    return SafeHTML {
      if catalogues.isEmpty {
        p {
          "Nothing is offered yet. Drop a table of properties into a folder below "
          code { "inbox/listings/" }
          ": the folder's name is the business."
        }
      } else {
        CatalogueList(entries: Array(zip(catalogues, sites)))
      }
    }
  }

  private static let sitePath: Path = "site/index.html"

  struct Catalogue: Sendable, Equatable {
    let business: String
    var offered = 0
    var retired = 0
    var priced = 0
    var name: String?
    var channels: [String] = []
  }

  static func all(_ connection: any Connection) throws -> [Catalogue] {
    var catalogues: [Catalogue] = try connection.query(
      """
      select business, sum(case when retired = 0 then 1 else 0 end),
        sum(case when retired = 0 then 0 else 1 end),
        sum(case when retired = 0 and price is not null then 1 else 0 end)
      from listings_catalogue group by business order by business
      """
    ) { row in
      Catalogue(
        business: row.text(0), offered: row.integer(1), retired: row.integer(2),
        priced: row.integer(3))
    }
    for index in catalogues.indices {
      let business: [SQLValue] = [.text(catalogues[index].business)]
      catalogues[index].name = try connection.first(
        "select name from listings_site where business = $1", business
      ) { $0.text(0) }
      catalogues[index].channels = try connection.query(
        "select channel from listings_channel where business = $1 order by channel", business
      ) { $0.text(0) }
    }
    return catalogues
  }
}

private struct CatalogueList: HTML {
  let entries: [(CataloguePanel.Catalogue, Link?)]

  func write(_ writer: inout HTMLWriter) {
    ul(.class("entries")) {
      ForEach(entries) { entry in
        li {
          div {
            strong { entry.0.name ?? entry.0.business }
            p {
              Grouped(entry.0.offered)
              " offered, "
              Grouped(entry.0.priced)
              " of them with a price; "
              Grouped(entry.0.retired)
              " no longer offered"
            }
            if !entry.0.channels.isEmpty {
              p(.class("muted")) { "Files for " + entry.0.channels.joined(separator: ", ") }
            }
          }
          if let site = entry.1 { a(.href(site)) { "Open the site" } }
        }
      }
    }.write(&writer)
  }
}
