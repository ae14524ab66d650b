extension ReportPage {
  /// The whole document.
  package func page() -> some HTML {
    Page(head) {
      if !brand.isEmpty { span(.class("brand")) { brand } }
    } content: {
      article {
        top
        tilesPart
        findingsPart
        decisionsPart
        factsPart
        timingsPart
        rejectsPart
      }
    } footer: {
      footerText
    }
  }

  private var head: PageHead {
    var head = PageHead(title: title, description: "\(statusText). \(lead)")
    head.siteName = brand
    head.stylesheet = stylesheet
    head.icon = icon
    head.embedsStylesheet = embedsStylesheet
    head.isListed = false
    return head
  }

  @HTMLBuilder private var top: some HTML {
    if !origin.isEmpty { p(.class("eyebrow")) { origin } }
    h1 { title }
    if !lead.isEmpty { p(.class("lead")) { lead } }
    div(.class("banner \(status.rawValue)")) {
      strong { statusText }
      if !statusDetail.isEmpty { p { statusDetail } }
    }
  }

  @HTMLBuilder private var tilesPart: some HTML {
    if !tiles.isEmpty {
      ul(.class("tiles")) {
        for tile in tiles {
          li(.class("tile")) {
            span(.class("tile-value")) { tile.value }
            span(.class("tile-label")) { tile.label }
            if !tile.note.isEmpty { span(.class("tile-note")) { tile.note } }
          }
        }
      }
    }
  }

  @HTMLBuilder private var findingsPart: some HTML {
    if !findings.isEmpty {
      ReportSection(name: "findings", title: "Findings") {
        ul(.class("entries panel")) {
          for finding in findings {
            li {
              div(.class("entry-name")) {
                span(.class("badge \(finding.status.rawValue)")) { finding.label }
                span { finding.text }
              }
              if !finding.detail.isEmpty { p(.class("entry-note")) { finding.detail } }
            }
          }
        }
      }
    }
  }

  @HTMLBuilder private var decisionsPart: some HTML {
    if !decisions.isEmpty {
      ReportSection(name: "decisions", title: "What was decided, and why") {
        ul(.class("entries panel")) {
          for decision in decisions {
            li {
              div(.class("entry-name")) {
                span { decision.subject }
                span(.class("badge")) { decision.choice }
              }
              p(.class("entry-note")) { decision.reason }
            }
          }
        }
      }
    }
  }

  @HTMLBuilder private var factsPart: some HTML {
    if !facts.isEmpty {
      ReportSection(name: "facts", title: "Facts") {
        dl(.class("facts panel")) {
          for fact in facts {
            div {
              dt { fact.label }
              dd {
                if let link = fact.link { a(.href(link)) { fact.value } } else { fact.value }
              }
            }
          }
        }
      }
    }
  }

  @HTMLBuilder private var timingsPart: some HTML {
    if !timings.isEmpty {
      ReportSection(name: "timings", title: "Time taken") {
        div(.class("panel")) { BarChart(name: "Time taken", bars: timings.map(\.bar)) }
      }
    }
  }

  @HTMLBuilder private var footerText: some HTML {
    p {
      if brand.isEmpty { "Report" } else { "Report by \(brand)" }
      ". Text from the source file is shown as it was received."
    }
  }
}

/// A part of the report, named so that it can be linked to.
struct ReportSection<Content: HTML>: HTML {
  private let name: String
  private let title: String
  private let content: Content

  init(name: String, title: String, @HTMLBuilder content: () -> Content) {
    self.name = name
    self.title = title
    self.content = content()
  }

  func write(_ writer: inout HTMLWriter) {
    section(.id(name), .ariaLabelledBy("\(name)-title")) {
      h2(.id("\(name)-title")) { title }
      content
    }.write(&writer)
  }
}

extension ReportPage.Timing {
  /// A bar whose value is in the unit that reads best.
  fileprivate var bar: BarChart.Bar {
    let (seconds, attoseconds) = duration.components
    let microseconds = Double(seconds) * 1e6 + Double(attoseconds) / 1e12
    return BarChart.Bar(label: label, amount: microseconds, value: reading(of: microseconds))
  }

  private func reading(of microseconds: Double) -> String {
    switch microseconds {
    case ..<999.5: "\(Int(microseconds.rounded())) µs"
    case ..<999_500: "\(Int((microseconds / 1e3).rounded())) ms"
    case ..<119_950_000: "\((microseconds / 1e5).rounded() / 10) s"
    default: "\(Int((microseconds / 6e7).rounded())) min"
    }
  }
}
