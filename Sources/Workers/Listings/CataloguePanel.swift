import Files
import Foundation
import Pages
import Pipeline
import Storage

/// How the catalogue of each business stands, with the way to its site.
enum CataloguePanel {
  static let panel = Panel(
    name: "catalogue", title: "Catalogue",
    summary: "What each business offers now, where its site is, and which portals get its files.",
    translations: ["de": german]
  ) { context in
    let words = context.words
    let catalogues = try await context.read { try all($0) }.filter { context.shows($0.business) }
    let sites = try catalogues.map { try context.outbox.link(to: sitePath, of: $0.business) }
    return SafeHTML {
      if catalogues.isEmpty {
        p {
          words("Nothing is offered yet. Drop a table of properties into a folder below")
          " "
          code { "inbox/listings/" }
          words(": the folder's name is the business.")
        }
      } else {
        CatalogueList(entries: Array(zip(catalogues, sites)), words: words)
      }
    }
  }

  private static let sitePath: Path = "site/index.html"

  static let german = [
    "%1 offered, %2 of them with a price; %3 no longer offered":
      "%1 im Angebot, %2 davon mit Preis; %3 nicht mehr im Angebot",
    ": the folder's name is the business.": ": Der Name des Ordners ist das Geschäft.",
    "Catalogue": "Katalog",
    "Files for %1": "Dateien für %1",
    "Nothing is offered yet. Drop a table of properties into a folder below":
      "Noch wird nichts angeboten. Leg eine Tabelle mit Immobilien in einen Ordner unter",
    "Open the site": "Website öffnen",
    "What each business offers now, where its site is, and which portals get its files.":
      "Was jedes Geschäft anbietet, wo seine Website liegt und welche Portale Dateien bekommen.",
  ]

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
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    ul(.class("entries")) {
      ForEach(entries) { entry in
        li {
          div {
            strong { entry.0.name ?? entry.0.business }
            p {
              words(
                "%1 offered, %2 of them with a price; %3 no longer offered",
                words.number(entry.0.offered), words.number(entry.0.priced),
                words.number(entry.0.retired))
            }
            if !entry.0.channels.isEmpty {
              p(.class("muted")) {
                words("Files for %1", entry.0.channels.joined(separator: ", "))
              }
            }
          }
          if let site = entry.1 { a(.href(site)) { words("Open the site") } }
        }
      }
    }.write(&writer)
  }
}
