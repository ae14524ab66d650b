import Pages

// The parts that several pages are made of.

/// What would stand here, and what to do so that something does.
struct EmptyState<Content: HTML>: HTML {
  private let title: String
  private let content: Content

  init(_ title: String, @HTMLBuilder content: () -> Content) {
    self.title = title
    self.content = content()
  }

  func write(_ writer: inout HTMLWriter) {
    div(.class("empty")) {
      h2 { title }
      content
    }.write(&writer)
  }
}

/// The head of a page.
struct PageTitle<Content: HTML>: HTML {
  private let title: String
  private let lead: String
  private let aside: Content

  init(_ title: String, _ lead: String = "", @HTMLBuilder aside: () -> Content = { Empty() }) {
    self.title = title
    self.lead = lead
    self.aside = aside()
  }

  func write(_ writer: inout HTMLWriter) {
    div(.class("page-title")) {
      div {
        h1 { title }
        if !lead.isEmpty { p(.class("lead")) { lead } }
      }
      aside
    }.write(&writer)
  }
}

/// A part of a page with a heading.
struct Part<Content: HTML>: HTML {
  private let name: String
  private let title: String
  private let content: Content

  init(_ name: String, _ title: String, @HTMLBuilder content: () -> Content) {
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

/// A pair of name and value.
struct Fact<Content: HTML>: HTML {
  private let name: String
  private let content: Content

  init(_ name: String, @HTMLBuilder content: () -> Content) {
    self.name = name
    self.content = content()
  }

  func write(_ writer: inout HTMLWriter) {
    div {
      dt { name }
      dd { content }
    }.write(&writer)
  }
}

/// A key figure.
struct Tile: HTML {
  let label: String
  let value: String
  var note = ""
  var link: Link?
  var tone = ""

  func write(_ writer: inout HTMLWriter) {
    li(.class("tile \(tone)")) {
      if let link {
        a(.class("tile-label"), .href(link)) { label }
      } else {
        span(.class("tile-label")) { label }
      }
      span(.class("tile-value")) { value }
      if !note.isEmpty { span(.class("tile-note")) { note } }
    }.write(&writer)
  }
}
