import Pages

/// The lists that the person has kept, each a link.
struct ViewLinks: HTML {
  /// The query of the page, as in an address; nil on another page.
  let chosen: String?
  let context: PageContext

  func write(_ writer: inout HTMLWriter) {
    let words = context.words
    nav(.class("tabs views"), .ariaLabel(words("Kept views"))) {
      for view in context.views {
        a(.href(Link("/items" + view.query)), .ariaCurrent("true").when(view.query == chosen)) {
          view.name
        }
      }
    }.write(&writer)
  }
}

/// Where the list as it is now is kept under a name, and kept ones are removed.
struct ViewForms: HTML {
  let query: String
  let context: PageContext

  func write(_ writer: inout HTMLWriter) {
    let words = context.words
    details(.class("pull"), .id("views")) {
      summary { words("Keep this view …") }
      PostForm("/items/views", context) {
        input(.type("hidden"), .name("query"), .value(query))
        div(.class("filters")) {
          div {
            label(.for("view-name")) { words("Name") }
            input(
              .id("view-name"), .name("name"), .type("text"), .required,
              .maxLength(SavedView.nameCharactersMax))
          }
          button(.type("submit"), .class("quiet")) { words("Keep") }
        }
      }
      for view in context.views {
        PostForm("/items/views/remove", context) {
          input(.type("hidden"), .name("name"), .value(view.name))
          button(.type("submit"), .class("quiet")) { words("Remove “%1”", view.name) }
        }
      }
    }.write(&writer)
  }
}
