import Pages
import Pipeline

/// The businesses that files belong to.
struct BusinessesPage: HTML {
  /// Each with what it published last, where that can be seen.
  let businesses: [(summary: BusinessSummary, result: ShownResult?)]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Businesses"),
      words(
        "Nothing of one is ever shown in the results of another."
      ))
    if businesses.isEmpty {
      EmptyState(words("No business yet")) {
        p {
          words("Make a folder, such as")
          " "
          code { "inbox/worker/acme/" }
          words(", and drop a file into it: the business appears here by the name of the folder.")
        }
      }
    } else {
      ul(.class("cards")) { ForEach(businesses) { card($0.summary, $0.result) } }
    }
  }

  private func card(_ business: BusinessSummary, _ shown: ShownResult?) -> some HTML {
    li(.class("card"), .id("business-\(slug(business.worker + "-" + business.business))")) {
      h2 {
        a(.href(BusinessesPage.link(business))) {
          business.business.isEmpty ? words("(none)") : business.business
        }
        " "
        span(.class("badge plain")) { business.worker }
      }
      dl(.class("facts")) {
        Fact(words("Files")) { words.number(business.items) }
        Fact(words("Under way")) { words.number(business.underWay) }
        Fact(words("Wait for you")) { words.number(business.held) }
        Fact(words("Failed")) { words.number(business.failed) }
        if let latest = business.latest { Fact(words("Last file")) { Moment(latest, context) } }
        if let shown, let version = shown.result.versions.first {
          if let time = version.time { Fact(words("Published")) { Moment(time, context) } }
          if let change = version.change {
            Fact(words("Last change")) { ShownResult.text(change, words) }
          }
        }
      }
      if let link = shown?.link { p { a(.href(link)) { words("Open what is published") } } }
    }
  }

  static func link(_ business: BusinessSummary) -> Link? {
    Link(
      Address.of(
        "/workers/\(Address.encoded(business.worker))", [("business", business.business)]))
  }
}

/// One worker, or one business of it: what the worker shows of itself.
struct WorkerPage: HTML {
  let worker: String
  let business: String?
  let panels: [(panel: Panel, content: SafeHTML)]
  let latest: [ItemSummary]
  /// What a business has published, the newest first.
  let results: [ShownResult]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      business.map { $0.isEmpty ? words("(none)") : $0 } ?? worker,
      business == nil
        ? words("What this worker shows of itself.") : words("At the worker “%1”.", worker))
    if panels.isEmpty {
      p(.class("muted")) { words("This worker shows nothing of itself but its files.") }
    }
    for (panel, content) in panels {
      let own = words.with(panel.translations)
      Part("panel-\(panel.name)", own(panel.title)) {
        p(.class("muted")) { own(panel.summary) }
        div(.class("panel worker-panel")) { content }
      }
    }
    if !results.isEmpty {
      Part("results", words("What is published")) {
        ul(.class("cards")) {
          ForEach(results) { ResultCard(shown: $0, context: context) }
        }
      }
    }
    if !latest.isEmpty {
      Part("latest", words("The latest files")) {
        ol(.class("feed panel")) {
          ForEach(latest) { item in
            li(.id("feed-\(item.id)")) {
              StateBadge(item, words)
              div { a(.href(Address.item(item.id))) { item.name } }
              Moment(item.received, context)
            }
          }
        }
        p { a(.href(all)) { words("All files") } }
      }
    }
  }

  private var all: Link? {
    var parameters = [(name: "worker", value: worker)]
    if let business { parameters.append(("business", business)) }
    return Link(Address.of("/items", parameters))
  }
}

/// The workers that this program has.
struct WorkersPage: HTML {
  struct Entry: Sendable {
    let name: String
    let routes: [String]
    let panels: [Panel]
    let items: Int
  }

  let workers: [Entry]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Workers"),
      words("Each knows one kind of file. Rules say which file goes to which worker."))
    ul(.class("cards")) {
      ForEach(workers) { worker in
        li(.class("card")) {
          h2 { a(.href(Link("/workers/\(worker.name)"))) { worker.name } }
          dl(.class("facts")) {
            Fact(words("Takes")) { worker.routes.joined(separator: ", ") }
            Fact(words("Files so far")) { words.number(worker.items) }
            Fact(words("Shows")) { shows(worker.panels) }
          }
        }
      }
    }
  }

  private func shows(_ panels: [Panel]) -> String {
    if panels.isEmpty { return words("its files") }
    return panels.map { words.with($0.translations)($0.title) }.joined(separator: ", ")
  }
}
