import Pages

/// The page that says what each column of a table holds.
struct ProfilePage {
  let name: String
  let table: TableHead

  /// More columns are named, without a card.
  private let cardsMax = 200

  @HTMLBuilder func page() -> some HTML {
    Page(head) {
      span(.class("brand")) { "Dropmill" }
      nav(.ariaLabel("Files")) {
        a(.href(Link(path: "cleaned.csv"))) { "cleaned.csv" }
        a(.href(Link(path: "records.jsonl"))) { "records.jsonl" }
        a(.href(Link(path: "report.html"))) { "Report" }
      }
    } content: {
      p(.class("eyebrow")) { "Table profile" }
      h1 { name }
      p(.class("lead")) { table.summary }
      tiles
      div(.class("cards")) {
        for column in table.columns.prefix(cardsMax) { ColumnCard(column: column) }
      }
      if table.columns.count > cardsMax {
        p { "\(table.columns.count - cardsMax) more columns are in cleaned.csv." }
      }
    } footer: {
      p { "Text from the source file is shown as it was received." }
    }
  }

  private var head: PageHead {
    var head = PageHead(title: "\(name) · table profile", description: table.summary)
    head.siteName = "Dropmill"
    head.embedsStylesheet = true
    head.isListed = false
    return head
  }

  private var tiles: some HTML {
    ul(.class("tiles")) {
      tile(table.rows, "row", "rows")
      tile(table.columns.count, "column", "columns")
      tile(table.columns.reduce(0) { $0 + $1.missing }, "empty cell", "empty cells")
      tile(table.columns.reduce(0) { $0 + $1.oddCount }, "odd cell", "odd cells")
    }
  }

  private func tile(_ count: Int, _ one: String, _ many: String) -> some HTML {
    li(.class("tile")) {
      span(.class("tile-value")) { String(count) }
      span(.class("tile-label")) { count == 1 ? one : many }
    }
  }
}
