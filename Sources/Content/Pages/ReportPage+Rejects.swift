extension ReportPage {
  /// The rows and cells that could not be used: the first of them, and where to find the others.
  @HTMLBuilder var rejectsPart: some HTML {
    if !rejects.isEmpty {
      ReportSection(name: "rejects", title: "Rows and cells that could not be used") {
        p(.class("muted")) {
          rejectsCount
          if let rejectsFile {
            "; all are in "
            a(.href(rejectsFile)) { "rejects.csv" }
          }
          "."
        }
        div(
          .class("table-box"), .role("region"), .ariaLabel("Rejected rows and cells"), .tabindex(0)
        ) { rejectsTable }
      }
    }
  }

  @HTMLBuilder private var rejectsCount: some HTML {
    let shown = min(rejects.count, ReportPage.rejectsMax)
    let total = max(rejectsTotal, rejects.count)
    if shown < total {
      "The first "
      Grouped(shown)
      " of "
      Grouped(total)
    } else {
      Grouped(total)
      " in all"
    }
  }

  private var rejectsTable: some HTML {
    table {
      thead {
        tr {
          th(.class("line"), .scope("col")) { "Line" }
          th(.scope("col")) { "Column" }
          th(.scope("col")) { "Value" }
          th(.scope("col")) { "Reason" }
        }
      }
      tbody {
        ForEach(rejects.prefix(ReportPage.rejectsMax)) { reject in
          tr {
            td(.class("line")) { reject.line }
            td { reject.column }
            td(.class("value")) { shortened(reject.value) }
            td { reject.reason }
          }
        }
      }
    }
  }

  /// A value long enough to be recognised; the file of rejects has the whole.
  private func shortened(_ value: String) -> String {
    value.count > 160 ? value.prefix(159) + "…" : value
  }
}
