import Pages
import Pipeline

/// Asks once before something is done: what, to how many, and how it can be undone.
struct ConfirmPage: HTML {
  let action: ItemAction
  /// Those that are meant; empty: all that match when it is carried out.
  let ids: [Int]
  /// Of all that match, as in an address.
  let query: String
  let count: Int
  /// The name of the only item.
  let name: String?
  let context: PageContext

  /// From here on the number must be typed.
  static let typedFrom = 1_000

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(action.title(words), subject)
    PostForm("/items/carry-out", context) {
      div(.class("panel narrow")) {
        p { action.consequence(words) }
        input(.type("hidden"), .name("action"), .value(action.description))
        if !query.isEmpty { input(.type("hidden"), .name("query"), .value(query)) }
        for id in ids { input(.type("hidden"), .name("id"), .value(String(id))) }
        input(.type("hidden"), .name("count"), .value(String(count)))
        if count > Self.typedFrom {
          label(.for("typed")) { words("Type the number %1 to go on", String(count)) }
          input(
            .id("typed"), .name("typed"), .type("text"), .inputMode("numeric"), .required,
            .autocomplete("off"))
        }
        div(.class("actions")) {
          button(.type("submit")) { buttonText }
          a(.class("button quiet"), .href(Link(back))) { words("Leave it") }
        }
      }
    }
  }

  private var subject: String {
    if let name { return name }
    return words.count(count, "1 item", "%1 items")
  }

  private var buttonText: String {
    count == 1 ? action.title(words) : "\(action.title(words)) (\(words.number(count)))"
  }

  private var back: String {
    ids.count == 1 ? "/items/\(ids[0])" : "/items" + query
  }
}
