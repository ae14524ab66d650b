import Files
import Foundation
import Pages
import Pipeline
import Storage

/// Writes `portfolio.json` and `portfolio.html` beside the exports: for the owner, not the site.
struct PortfolioFiles: Sendable {
  let files: PublicationFiles
  let tables: any Database
  let business: String
  /// Days since 1970.
  let today: Int

  static let names: [Path] = ["portfolio.json", "portfolio.html"]

  /// - Returns: whether there are such files: a business without a priced listing has none.
  func write() async throws -> Bool {
    let business = business
    let today = today
    let segments = try await tables.read { connection in
      var portfolio = Portfolio(today: today)
      try PortfolioListing.forEach(connection, business: business) { portfolio.add($0) }
      let table = CatalogueTable(connection, business: business)
      return try portfolio.segments.map { segment in
        try PortfolioView(segment) { try table.name(of: $0) }
      }
    }
    if segments.isEmpty { return false }
    for (name, bytes) in zip(Self.names, [json(segments), html(segments)]) {
      try files.write(name, bytes)
    }
    return true
  }

  private func json(_ segments: [PortfolioView]) -> [UInt8] {
    let data = LinkedData.object([
      (name: "business", value: .text(business)), (name: "day", value: .integer(today)),
      (name: "segments", value: .list(segments.map(\.json))),
    ])
    var writer = HTMLWriter()
    data.write(&writer)
    return writer.withBytes { Array($0) } + [0x0a]
  }

  private func html(_ segments: [PortfolioView]) -> [UInt8] {
    var page = ReportPage(title: "Portfolio", status: .good, statusText: "Up to date")
    page.brand = "Dropmill"
    page.embedsStylesheet = true
    page.origin = business
    page.lead =
      "What the listings on offer come to as a whole, and what could be done. Estimates and "
      + "outlooks are worked out from listings and outcomes that came in; they are no valuation."
    for segment in segments {
      page.tiles += segment.tiles
      page.findings += segment.findings
      page.decisions += segment.decisions
    }
    if !page.findings.isEmpty { (page.status, page.statusText) = (.attention, "Worth a look") }
    var writer = HTMLWriter()
    page.page().write(&writer)
    return writer.withBytes { Array($0) }
  }
}
