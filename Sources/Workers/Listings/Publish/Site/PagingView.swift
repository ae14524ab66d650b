import Pages

/// The way to the other pages of a list.
struct PagingView: HTML {
  /// The one shown, from 1.
  let page: Int
  let count: Int
  /// Of the list, below the site's directory.
  let directory: String

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if count > 1 {
      nav(.class("paging"), .ariaLabel("Pages")) {
        if page > 1 { step("← Previous", to: page - 1, "prev") }
        for number in PageNumbers.shown(page, of: count) {
          if let number {
            a(
              .href(link(to: number)), .ariaCurrent("page").when(number == page),
              .ariaLabel("Page \(number)")
            ) { number }
          } else {
            span(.ariaHidden) { "…" }
          }
        }
        if page < count { step("Next →", to: page + 1, "next") }
      }
    }
  }

  private func step(_ label: String, to number: Int, _ relation: String) -> some HTML {
    a(.class("step"), .href(link(to: number)), .rel(relation)) { label }
  }

  private func link(to number: Int) -> Link {
    Link(inSite: SitePath.list(directory, page: number))
  }
}

/// Which page numbers stand below a list: the first, the last, and those around the one shown.
enum PageNumbers {
  /// - Returns: nil stands for numbers left out.
  static func shown(_ page: Int, of count: Int) -> [Int?] {
    var shown: [Int?] = []
    var last = 0
    for number in 1...max(count, 1) where number == 1 || number == count || abs(number - page) < 3 {
      if number > last + 1 { shown.append(nil) }
      shown.append(number)
      last = number
    }
    return shown
  }
}
