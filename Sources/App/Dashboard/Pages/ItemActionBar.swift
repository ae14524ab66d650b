import Pages
import Pipeline

/// What can be done with the item now.
struct ItemActionBar: HTML {
  let details: ItemDetails
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) {
    if plain.isEmpty, !mayReplay { return }
    PostForm("/items/decide", context) {
      div(.class("actions")) {
        input(.type("hidden"), .name("id"), .value(String(details.item.id.number)))
        ForEach(plain.indices) { index in
          button(
            .type("submit"), .name("action"), .value(plain[index].description),
            .class(index == 0 ? "" : "quiet")
          ) { plain[index].title(words) }
        }
        if mayReplay { replay }
      }
    }.write(&writer)
  }

  private var plain: [ItemAction] {
    let order: [ItemAction] = [.release, .retry, .restore, .reject, .cancel, .delete, .purge]
    return order.filter {
      $0.places.contains(details.place) && (!$0.isForGood || context.mayPurge)
    }
  }

  private var mayReplay: Bool { ItemAction.replay(.ingest).places.contains(details.place) }

  private var replay: some HTML {
    Pages.details(.class("pull"), .id("replay")) {
      summary { words("Run again …") }
      div {
        ForEach(Stage.allCases) { stage in
          button(
            .type("submit"), .class("quiet"), .name("action"),
            .value(ItemAction.replay(stage).description)
          ) { words("from “%1”", stage.title(words)) }
        }
      }
    }
  }
}
