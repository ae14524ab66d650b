import Pages
import Pipeline

/// The businesses that files belong to.
struct BusinessesPage: HTML {
  let businesses: [BusinessSummary]
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
      ul(.class("cards")) { ForEach(businesses) { card($0) } }
    }
  }

  private func card(_ business: BusinessSummary) -> some HTML {
    li(.class("card"), .id("business-\(slug(business.worker + "-" + business.business))")) {
      h3 {
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
      }
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
      Part("panel-\(panel.name)", panel.title) {
        p(.class("muted")) { panel.summary }
        div(.class("panel worker-panel")) { content }
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
          h3 { a(.href(Link("/workers/\(worker.name)"))) { worker.name } }
          dl(.class("facts")) {
            Fact(words("Takes")) { worker.routes.joined(separator: ", ") }
            Fact(words("Files so far")) { words.number(worker.items) }
            Fact(words("Shows")) {
              worker.panels.isEmpty
                ? words("its files") : worker.panels.map(\.title).joined(separator: ", ")
            }
          }
        }
      }
    }
  }
}
