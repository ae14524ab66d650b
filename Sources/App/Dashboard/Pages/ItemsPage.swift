import Foundation
import Pages
import Pipeline

/// The list of items: filters, the rows, and what can be done with some or all of them.
struct ItemsPage: HTML {
  let query: ItemQuery
  let page: ItemPage
  let workers: [String]
  /// Bulk actions that are under way or ended a moment ago.
  let bulks: [BulkAction]
  let context: PageContext

  private var words: Words { context.words }

  @HTMLBuilder var content: some HTML {
    PageTitle(words("Items"), words("Every file that was dropped, and what became of it.")) {
      p(.class("total")) { words.count(page.matching, "1 item", "%1 items") }
    }
    for bulk in bulks { BulkNote(bulk: bulk, context: context) }
    if !context.views.isEmpty {
      ViewLinks(chosen: Address.of("", query.parameters), context: context)
    }
    places
    filters
    ViewForms(query: Address.of("", query.parameters), context: context)
    if page.items.isEmpty { empty } else { list }
  }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  // MARK: Filters

  private func with(places: [Workspace.Place]) -> Link? {
    var query = query
    query.places = places
    return Link(Address.of("/items", query.parameters))
  }

  private var places: some HTML {
    nav(.class("tabs"), .ariaLabel(words("Where they are"))) {
      tab(words("All"), [], count: page.counts.filter { $0.key != .trash }.values.reduce(0, +))
      tab(words("Under way"), Self.underWay, count: count(of: Self.underWay))
      tab(Workspace.Place.hold.title(words), [.hold], count: count(of: [.hold]))
      tab(Workspace.Place.failed.title(words), [.failed], count: count(of: [.failed]))
      tab(Workspace.Place.done.title(words), [.done], count: count(of: [.done]))
      tab(Workspace.Place.trash.title(words), [.trash], count: count(of: [.trash]))
    }
  }

  private static let underWay = Stage.allCases.map { Workspace.Place($0) }

  private func count(of places: [Workspace.Place]) -> Int {
    places.reduce(0) { $0 + page.counts[$1, default: 0] }
  }

  private func tab(_ title: String, _ places: [Workspace.Place], count: Int) -> some HTML {
    a(.href(with(places: places)), .ariaCurrent("true").when(query.places == places)) {
      title
      span(.class("count")) { words.number(count) }
    }
  }

  private var filters: some HTML {
    form(.class("filters"), .method("get"), .action(Link("/items")), .role("search")) {
      ForEach(kept) { input(.type("hidden"), .name($0.name), .value($0.value)) }
      div(.class("grow")) {
        label(.for("text")) { words("Search in names and reasons") }
        input(
          .id("text"), .name("text"), .type("search"), .value(query.text ?? ""), .maxLength(200),
          .data(DataName("data-search"), ""))
      }
      Choice(
        "worker", words("Worker"), [("", words("any"))] + workers.map { ($0, $0) },
        chosen: query.worker ?? "")
      div {
        label(.for("business")) { words("Business") }
        input(.id("business"), .name("business"), .type("text"), .value(query.business ?? ""))
      }
      Choice(
        "younger", words("Received"),
        [
          ("", words("at any time")), ("1h", words("in the last hour")),
          ("1d", words("in the last day")), ("7d", words("in the last 7 days")),
        ], chosen: younger)
      Choice(
        "progress", words("In the queue"),
        [
          ("", words("any")), ("waiting", words("waits")), ("running", words("at work")),
          ("retrying", words("will be tried again")),
        ], chosen: query.progress?.rawValue ?? "")
      div {
        label(.for("rule")) { words("Rule") }
        input(.id("rule"), .name("rule"), .type("text"), .value(query.rule ?? ""))
      }
      button(.type("submit")) { words("Show") }
      if isNarrowed { a(.class("reset"), .href(Link("/items"))) { words("Show all") } }
    }
  }

  private var isNarrowed: Bool { !query.parameters.isEmpty }

  private var younger: String {
    query.parameters.first { $0.name == "younger" }?.value ?? ""
  }

  /// What the tabs and the head of the table have chosen.
  private var kept: [(name: String, value: String)] {
    query.parameters.filter {
      !["text", "worker", "business", "younger", "progress", "rule"].contains($0.name)
    }
  }

  // MARK: Rows

  private var list: some HTML {
    PostForm("/items/decide", context) {
      input(.type("hidden"), .name("query"), .value(Address.of("", query.parameters)))
      if context.mayDecide { bulkBar }
      ScrollTable(words("Items")) {
        thead {
          tr {
            if context.mayDecide {
              th(.scope("col"), .class("check")) {
                span(.class("hidden-text")) { words("Choose") }
              }
            }
            heading(words("File"), .name)
            th(.scope("col")) { words("State") }
            th(.scope("col")) { words("Business") }
            th(.scope("col")) { words("What happened") }
            heading(words("Size"), .size)
            heading(words("Received"), .arrival)
          }
        }
        tbody(.data(DataName("data-rows"), "items")) { ForEach(page.items) { row($0) } }
      }
      pager
    }
  }

  /// A column by which the list can be sorted.
  private func heading(_ title: String, _ sort: ItemQuery.Sort) -> some HTML {
    var turned = query
    turned.isAscending = query.sort == sort ? !query.isAscending : sort == .name
    turned.sort = sort
    let order = query.isAscending ? "ascending" : "descending"
    return th(.scope("col"), .ariaSort(order).when(query.sort == sort)) {
      a(.href(Link(Address.of("/items", turned.parameters)))) {
        title
        if query.sort == sort { span(.ariaHidden) { query.isAscending ? " ↑" : " ↓" } }
      }
    }
  }

  private func row(_ item: ItemSummary) -> some HTML {
    tr(.id("item-\(item.id)"), .data(DataName("data-row"), String(item.id))) {
      if context.mayDecide {
        td(.class("check")) {
          input(
            .type("checkbox"), .name("id"), .value(String(item.id)),
            .ariaLabel(words("Choose %1", item.name)))
        }
      }
      th(.scope("row")) {
        a(.class("name"), .href(Address.item(item.id))) { item.name }
        small { folder(of: item) }
      }
      td {
        StateBadge(item, words)
        if let attempt = attempt(of: item) { small(.class("attempt")) { attempt } }
        if item.state == "retryable", let next = item.nextAttempt {
          small(.class("attempt")) { Moment(next, context) }
        }
      }
      td(.class("whole")) {
        item.business
        small { words("as %1", item.route) }
      }
      td(.class("what")) { p { what(of: item) } }
      td(.class("number")) { words.size(item.size) }
      td(.class("number")) {
        Moment(item.received, context)
        if let took = took(item) { small { took } }
      }
    }
  }

  /// Which attempt it is, from the second on.
  private func attempt(of item: ItemSummary) -> String? {
    guard let attempt = item.attempt, attempt > 1,
      Workspace.Place(rawValue: item.place)?.isUnderWay == true
    else { return nil }
    return words("attempt %1", words.number(attempt))
  }

  /// From its receipt to its rest.
  private func took(_ item: ItemSummary) -> String? {
    item.finished.map { finished in
      words("took %1", words.duration(seconds: finished.timeIntervalSince(item.received)))
    }
  }

  private func folder(of item: ItemSummary) -> String {
    let parts = item.origin.split(separator: "/").dropLast()
    return parts.isEmpty ? words("inbox") : parts.joined(separator: "/")
  }

  private func what(of item: ItemSummary) -> String {
    if let reason = item.reason { return reason }
    if let error = item.error { return error }
    if item.outcome == "published" {
      let records = words.count(item.records, "1 record published", "%1 records published")
      if item.rejects == 0 { return records }
      return records + ", " + words("%1 left out", words.number(item.rejects))
    }
    return item.outcome ?? ""
  }

  @HTMLBuilder private var pager: some HTML {
    if page.next != nil || page.previous != nil {
      nav(.class("pager"), .ariaLabel(words("Further pages"))) {
        if let previous = page.previous {
          a(.href(step(previous)), .rel("prev")) { words("← Before") }
        }
        if let next = page.next { a(.href(step(next)), .rel("next")) { words("Further →") } }
      }
    }
  }

  private func step(_ cursor: ItemPage.Cursor) -> Link? {
    Link(Address.of("/items", query.parameters + [("at", cursor.description)]))
  }

  // MARK: Many at once

  private var bulkBar: some HTML {
    fieldset(.class("bulk")) {
      legend(.class("hidden-text")) { words("Do something with several items") }
      Choice("action", words("With the chosen ones"), actions, chosen: "")
      div(.class("all")) {
        label {
          input(.type("checkbox"), .name("all"), .value("yes"))
          words("with all %1 that match", words.number(page.matching))
        }
      }
      button(.type("submit"), .class("quiet")) { words("Go on …") }
    }
  }

  private var actions: [(String, String)] {
    let possible = ItemAction.all.filter { action in
      (!action.isForGood || context.mayPurge)
        && (query.places.isEmpty || action.places.contains { query.places.contains($0) })
    }
    return possible.map { ($0.description, $0.title(words)) }
  }

  private var empty: some HTML {
    EmptyState(
      isNarrowed ? words("Nothing matches") : words("Nothing was dropped yet")
    ) {
      if isNarrowed {
        p { words("No item is like that. Take a filter away, or look at all of them.") }
        p { a(.href(Link("/items"))) { words("Show all items") } }
      } else {
        p {
          words("Drop a file onto this page, or put one into the folder")
          " "
          code { "inbox/" }
          ". "
          words("It appears here at once, with what becomes of it.")
        }
      }
    }
  }
}

/// A choice among a few.
struct Choice: HTML {
  private let name: String
  private let title: String
  private let options: [(value: String, title: String)]
  private let chosen: String

  init(_ name: String, _ title: String, _ options: [(String, String)], chosen: String) {
    self.name = name
    self.title = title
    self.options = options
    self.chosen = chosen
  }

  func write(_ writer: inout HTMLWriter) {
    div {
      label(.for(name)) { title }
      select(.id(name), .name(name)) {
        for entry in options {
          option(.value(entry.value), .selected.when(entry.value == chosen)) { entry.title }
        }
      }
    }.write(&writer)
  }
}

extension ItemAction {
  /// What a button says.
  func title(_ words: Words) -> String {
    switch self {
    case .retry: words("Try again")
    case .release: words("Let go on")
    case .reject: words("Reject")
    case .replay(let stage): words("Run again from “%1”", stage.title(words))
    case .cancel: words("Take out of the queue")
    case .delete: words("Delete")
    case .restore: words("Put back")
    case .purge: words("Delete for good")
    }
  }

  /// What will happen, and how it can be undone.
  func consequence(_ words: Words) -> String {
    switch self {
    case .retry:
      words("Each is run again from its original file. Nothing is published twice.")
    case .release:
      words("Each goes on to the next step, and what it holds is published.")
    case .reject:
      words("What waits is left out. The original files are kept; they can be tried again.")
    case .replay:
      words(
        "Each is run again from that step, or from an earlier one where what it reads is not kept."
      )
    case .cancel:
      words("They stop waiting and count as failed. They can be tried again at any time.")
    case .delete:
      words(
        "They go to the deleted items and can be put back from there. What they published stays.")
    case .restore: words("They go back to where they lay before.")
    case .purge:
      words(
        "The original files are removed; nobody can take it back. What they published stays."
      )
    }
  }
}

/// How far a bulk action is.
struct BulkNote: HTML {
  let bulk: BulkAction
  let context: PageContext

  func write(_ writer: inout HTMLWriter) {
    let words = context.words
    let tone = bulk.isUnderWay ? "working" : bulk.skipped > 0 ? "attention" : "good"
    div(.class("note \(tone)"), .role("status")) {
      Sign(tone, words)
      div {
        p {
          strong { bulk.action.title(words) }
          ": "
          words(
            "%1 of %2 done", words.number(bulk.done), words.number(bulk.total))
          if bulk.skipped > 0 { ", " + words("%1 passed over", words.number(bulk.skipped)) }
          if bulk.isUnderWay { " …" }
        }
        if !bulk.reasons.isEmpty {
          details {
            summary { words("Why some were passed over") }
            pre { bulk.reasons }
          }
        }
      }
    }.write(&writer)
  }
}
