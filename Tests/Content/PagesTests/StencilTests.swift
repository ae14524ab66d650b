import Testing

@testable import Pages

@Suite struct `A stencil` {
  private let card = Stencil {
    a(.href(Link(inSite: "listings/sea-view.html"))) { "Sea <view>\u{0}\u{1}" }
    img(.src(Link(inSite: "art/house.svg")), .alt(""), .loading(.open))
  }

  private func markup(_ root: SiteRoot, _ loading: Loading) -> String {
    var writer = HTMLWriter()
    writer.root = root
    card.stamped(loading).write(&writer)
    return writer.string
  }

  @Test(arguments: [
    (SiteRoot.up(0), ""), (.up(1), "../"), (.up(3), "../../../"),
    (.address("https://example.org/"), "https://example.org/"),
  ])
  func `leads to the top of the site from every page`(_ root: SiteRoot, _ start: String) {
    #expect(
      markup(root, .later)
        == "<a href=\"\(start)listings/sea-view.html\">Sea &lt;view&gt;\u{fffd}\u{fffd}</a>"
        + "<img src=\"\(start)art/house.svg\" alt=\"\" loading=\"lazy\" decoding=\"async\">")
  }

  @Test func `fetches its picture at once where it is seen first`() {
    #expect(markup(.up(0), .first).contains("alt=\"\" fetchpriority=\"high\">"))
  }

  @Test func `is the same after it was kept`() {
    #expect(Stencil(kept: card.bytes) == card)
  }

  @Test func `lets text make no hole`() {
    let stencil = Stencil { p(.title("\u{0}")) { "\u{0}\u{1}" } }
    #expect(!stencil.bytes.contains { $0 <= 1 })
  }
}

@Suite struct `A feed of news` {
  private func feed(_ day: String?, text: String = "A home.") throws -> NewsFeed {
    let site = try #require(Link("https://example.org/"))
    let entry = NewsFeed.Entry(
      address: try #require(Link("https://example.org/1.html")), title: "One & only", text: text,
      day: day, picture: nil)
    return NewsFeed(title: "Harbour", description: "New homes", site: site, entries: [entry])
  }

  @Test(arguments: [
    ("2026-11-21", "Sat, 21 Nov 2026 00:00:00 GMT"),
    ("2024-02-29", "Thu, 29 Feb 2024 00:00:00 GMT"),
    ("2000-01-01", "Sat, 01 Jan 2000 00:00:00 GMT"),
  ])
  func `says days as mail does, and as RFC 3339 does`(_ day: String, _ mail: String) throws {
    let address = try #require(Link("https://example.org/feed.xml"))
    #expect(try feed(day).rss(at: address).markup.contains("<pubDate>\(mail)</pubDate>"))
    #expect(
      try feed(day).json(at: address).markup
        .contains("\"date_published\":\"\(day)T00:00:00Z\""))
  }

  @Test(arguments: [nil, "yesterday", "2026-13-01", "2026-1-1"])
  func `leaves out what is no day`(_ day: String?) throws {
    let address = try #require(Link("https://example.org/feed.xml"))
    #expect(!(try feed(day).rss(at: address).markup.contains("pubDate")))
  }

  @Test func `shows markup in a text as text, in a reader too`() throws {
    let address = try #require(Link("https://example.org/feed.xml"))
    let feed = try feed(nil, text: "<b>]]>")
    #expect(
      feed.rss(at: address).markup
        .contains("<description>&amp;lt;b&amp;gt;]]&amp;gt;</description>"))
    #expect(feed.rss(at: address).markup.contains("<title>One &amp; only</title>"))
  }
}
