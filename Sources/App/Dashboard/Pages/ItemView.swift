import Files
import Foundation
import Pages
import Pipeline
import Tables

/// Everything about one item.
struct ItemView: HTML {
  let details: ItemDetails
  let held: [ItemDetails.HeldRecord]
  let rejects: [Reject]
  /// Where all of them are.
  let rejectsFile: ItemDetails.RejectsFile?
  /// Where what it published can be seen.
  let result: Link?
  /// What lies there.
  let published: PublishedFolder?
  /// Its report, below the outbox, where that lies apart from the rest.
  let report: Path?
  let context: PageContext

  static let heldMax = 50
  static let rejectsMax = 50
  static let publishedMax = 20

  var words: Words { context.words }
  var item: Item { details.item }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(item.name, lead) {
      StateBadge(details.place, state: details.summary?.state, words)
    }
    reason
    if context.mayDecide { ItemActionBar(details: details, context: context) }
    tiles
    if !held.isEmpty { heldPart }
    findings
    flow
    timeline
    history
    if !rejects.isEmpty { rejectsPart }
    files
    lineage
    facts
    if context.mayDecide, [.hold, .failed].contains(details.place), item.published == nil {
      change
    }
  }

  private var lead: String {
    words("%1, from %2", item.business, "inbox/\(item.origin)")
  }

  @HTMLBuilder private var reason: some HTML {
    if let text = details.summary?.reason ?? details.summary?.error {
      let tone =
        details.place == .failed ? "failed" : details.place == .hold ? "attention" : "plain"
      div(.class("note \(tone)")) {
        Sign(details.place.rawValue, words)
        div {
          p { text }
          if let next = details.summary?.nextAttempt, details.summary?.state == "retryable" {
            p {
              words("The next attempt:")
              " "
              Moment(next, context)
            }
          }
        }
      }
    }
  }

  private var tiles: some HTML {
    ul(.class("tiles")) {
      Tile(label: words("Records"), value: words.number(item.recordCount))
      Tile(label: words("Left out"), value: words.number(item.rejectCount))
      Tile(
        label: words("Held back"), value: words.number(item.held.values.reduce(0, +)))
      Tile(label: words("Size"), value: words.size(item.size))
      Tile(
        label: words("Work"),
        value: words.duration(seconds: item.runs.reduce(0) { $0 + $1.milliseconds } / 1000))
    }
  }

  // MARK: What waits

  private var heldPart: some HTML {
    Part("held", words("These records wait for you")) {
      PostForm("/items/\(item.id.number)/records", context) {
        NoEnter()
        ol(.class("held panel")) {
          ForEach(held) { record in HeldEntry(record: record, context: context) }
        }
        if context.mayDecide {
          div(.class("actions")) {
            button(.type("submit"), .name("action"), .value("release")) {
              words("Let the chosen ones go on")
            }
            button(
              .type("submit"), .name("action"), .value("reject"), .class("quiet danger")
            ) { words("Leave the chosen ones out") }
          }
        }
      }
      if let all = HeldRecords(item)?.waiting.count, all > held.count {
        p(.class("muted")) {
          words("%1 of %2 are shown.", words.number(held.count), words.number(all))
        }
      }
    }
  }

  @HTMLBuilder private var findings: some HTML {
    let findings = item.findings.filter { $0.record == nil }
    if !findings.isEmpty {
      Part("findings", words("What was found")) {
        ul(.class("entries panel")) {
          ForEach(findings.prefix(100)) { finding in
            li {
              span(.class("badge \(Self.tone(of: finding.severity))")) { finding.code }
              " "
              finding.message
              if let line = finding.line {
                " "
                small { words("line %1", words.number(line)) }
              }
            }
          }
        }
      }
    }
  }

  static func tone(of severity: Finding.Severity) -> String {
    switch severity {
    case .note: "plain"
    case .warning: "attention"
    case .error: "failed"
    }
  }

  // MARK: The way it went

  @HTMLBuilder private var timeline: some HTML {
    if !item.runs.isEmpty {
      Part("timeline", words("How long each step took")) {
        div(.class("panel")) {
          SpanChart(name: words("How long each step took"), spans: spans)
        }
        if let waited { p(.class("muted")) { waited } }
      }
    }
  }

  private var spans: [SpanChart.Span] {
    let first = item.runs.compactMap(\.begun).min() ?? 0
    var before = 0.0
    return item.runs.map { run in
      let seconds = run.milliseconds / 1000
      let start = run.begun.map { $0 - first } ?? before
      before = start + seconds
      return SpanChart.Span(
        label: run.stage.title(words), start: start, length: seconds,
        value: words.duration(seconds: seconds))
    }
  }

  private var waited: String? {
    // One that was run again began long before.
    guard !item.wasDecided, let first = item.runs.compactMap(\.begun).min(), first >= 1
    else { return nil }
    return words("It waited %1 before the first step began.", words.duration(seconds: first))
  }

  private var history: some HTML {
    Part("history", words("What was decided, and why")) {
      ol(.class("history panel")) {
        li {
          strong { words("Received") }
          " "
          Moment(item.received, context)
          p { words("Taken by the rule “%1”.", item.rule) }
        }
        ForEach(item.attempts ?? []) { attempt in
          li(.class("bad")) {
            strong {
              words("%1, attempt %2 failed", attempt.stage.title(words), String(attempt.number))
            }
            " "
            Moment(attempt.time, context)
            p { attempt.message }
          }
        }
        ForEach(chapters.indices) { index in chapter(chapters[index], number: index) }
      }
    }
  }

  /// What was decided, in order; what one stage said together.
  private var chapters: [[Item.Decision]] {
    item.decisions.reduce(into: []) { chapters, decision in
      if let last = chapters.last?.last, last.stage == decision.stage, decision.by == nil {
        chapters[chapters.count - 1].append(decision)
      } else {
        chapters.append([decision])
      }
    }
  }

  /// More than so many are folded away.
  private static let openMax = 3

  @HTMLBuilder private func chapter(_ decisions: [Item.Decision], number: Int) -> some HTML {
    if let first = decisions.first {
      li {
        if decisions.count > Self.openMax {
          Pages.details(.id("chapter-\(number)")) {
            summary {
              words("%1, %2 notes", name(of: first), words.number(decisions.count))
            }
            ForEach(decisions) { decision in p { decision.text } }
          }
        } else {
          strong { name(of: first) }
          if let time = first.time {
            " "
            Moment(time, context)
          }
          ForEach(decisions) { decision in p { decision.text } }
        }
      }
    }
  }

  private func name(of decision: Item.Decision) -> String {
    if let by = decision.by { return by }
    return Stage(rawValue: decision.stage)?.title(words) ?? decision.stage
  }

  private var rejectsPart: some HTML {
    Part("rejects", words("Left out, and why")) {
      ScrollTable(words("Left out, and why")) {
        thead {
          tr {
            th(.scope("col")) { words("Line") }
            th(.scope("col")) { words("Column") }
            th(.scope("col")) { words("Value") }
            th(.scope("col")) { words("Reason") }
          }
        }
        tbody {
          ForEach(rejects) { reject in
            tr {
              td(.class("number")) { words.number(reject.line) }
              td { reject.column ?? "" }
              td(.class("value")) { String(reject.value.prefix(300)) }
              td { reject.reason }
            }
          }
        }
      }
      if item.rejectCount > rejects.count {
        p(.class("muted")) {
          words(
            "%1 of %2 are shown.", words.number(rejects.count), words.number(item.rejectCount))
          allRejects
        }
      }
    }
  }

  @HTMLBuilder private var allRejects: some HTML {
    switch rejectsFile {
    case .published(let path):
      " " + words("All of them:") + " "
      a(.href(Link("/results/\(path.percentEncoded)"))) { "rejects.csv" }
    case .kept(let path):
      " " + words("All of them:") + " "
      code { path.description }
    case nil: Empty()
    }
  }

  // MARK: Files

  private var files: some HTML {
    Part("files", words("Files")) {
      ul(.class("files panel")) {
        if let result, let published = item.published {
          li {
            a(.href(result), .class("name")) { words("What was published") }
            code { "outbox/\(published)" }
          }
        }
        if let report {
          li {
            a(.href(Link("/results/\(report.percentEncoded)")), .class("name")) {
              words("The report")
            }
            code { "outbox/\(report)" }
          }
        }
        if let published { PublishedEntries(folder: published, words: words) }
        ForEach(details.files) { file in
          li {
            if let link = link(to: file) {
              a(.href(link), .class("name")) { title(of: file) }
            } else {
              span(.class("name")) { title(of: file) }
            }
            code { file.name }
            small { words.size(file.size) }
          }
        }
      }
    }
  }

  private func link(to file: ItemDetails.KeptFile) -> Link? {
    switch file.role {
    case .source:
      Link(Address.of("/items/\(item.id.number)/source", [("file", file.name)]))
    case .stream:
      file.stage.flatMap { Link("/items/\(item.id.number)/stages/\($0.rawValue)") }
    case .rejects: Link("#rejects")
    case .held, .reasons: Link("#held")
    case .made, .report, .other: nil
    }
  }

  private func title(of file: ItemDetails.KeptFile) -> String {
    let stage = file.stage?.title(words) ?? ""
    return switch file.role {
    case .source: words("The original")
    case .stream: words("What “%1” wrote", stage)
    case .rejects: words("Left out by “%1”", stage)
    case .held: words("Held back by “%1”", stage)
    case .reasons: words("Why “%1” held it back", stage)
    case .made: words("What was made of it")
    case .report: words("The report")
    case .other: words("Another file")
    }
  }

  @HTMLBuilder private var lineage: some HTML {
    if details.parent != nil || !details.parts.isEmpty {
      Part("lineage", words("Where it comes from, and what came of it")) {
        ul(.class("lineage panel")) {
          if let parent = details.parent {
            li {
              words("Part of")
              " "
              a(.href(Address.item(parent.id))) { parent.name }
            }
          }
          ForEach(details.parts) { part in
            li {
              StateBadge(part, words)
              " "
              a(.href(Address.item(part.id))) { part.name }
            }
          }
        }
        if details.partCount > details.parts.count {
          p {
            a(.href(Link("/items?parent=\(item.id.number)"))) {
              words("All %1 parts", words.number(details.partCount))
            }
          }
        }
      }
    }
  }

  private var facts: some HTML {
    Part("facts", words("Facts")) {
      dl(.class("facts panel")) {
        Fact(words("Item")) { String(item.id.number) }
        Fact(words("Business")) { item.business }
        Fact(words("Worker and route")) { "\(item.worker)/\(item.route)" }
        Fact(words("Rule")) { item.rule }
        Fact(words("Lies in")) { copied("stages/\(details.place.rawValue)/\(item.id)") }
        Fact(words("Fingerprint")) { copied(item.fingerprint) }
        Fact(words("History")) {
          a(.href(Link("/items/\(item.id.number)/history.json")), .download("item-\(item.id).json"))
          {
            words("as JSON")
          }
        }
      }
    }
  }
}
