/// What a page says about itself: to the browser, to search engines and where it is shared.
@usableFromInline package struct PageHead: Sendable {
  /// A picture to show where the page is shared.
  package struct Picture: Sendable {
    package var link: Link
    package var description: String
    package var width: Int
    package var height: Int

    package init(link: Link, description: String, width: Int, height: Int) {
      self.link = link
      self.description = description
      self.width = width
      self.height = height
    }
  }

  /// The title of the window and of a search result; best within 15 to 65 characters.
  package var title: String
  /// One or two sentences; best within 50 to 165 characters. Left out when empty.
  package var description: String
  /// A BCP 47 tag.
  @usableFromInline package var language = "en"
  package var siteName = ""
  /// Language and country, such as `en_GB`; left out when empty.
  package var locale = ""
  /// The page's own absolute address, where the base address of the site is known.
  package var address: Link?
  package var picture: Picture?
  /// The sheet to use.
  package var stylesheet: Link?
  package var icon: Link?
  /// The same as a bitmap of 180 by 180 pixels, for a phone's home screen.
  package var touchIcon: Link?
  /// The site's feeds, by media type.
  package var feeds: [(type: String, link: Link)] = []
  /// The page has ``Stylesheet/base`` in itself, so that it can be handed on alone.
  package var embedsStylesheet = false
  /// Whether search engines may list the page; reports about somebody's files should not be.
  package var isListed = true
  package var linkedData: [LinkedData] = []

  package init(title: String, description: String = "") {
    self.title = title
    self.description = description
  }
}

extension PageHead: HTML {
  @usableFromInline package func write(_ writer: inout HTMLWriter) {
    essentials.write(&writer)
    sharing.write(&writer)
    if embedsStylesheet {
      writer.markup("<style>\n")
      writer.markup(Stylesheet.base)
      writer.markup("</style>\n")
    }
    for data in linkedData {
      writer.markup("<script type=\"application/ld+json\">")
      data.write(&writer)
      writer.markup("</script>\n")
    }
  }

  @HTMLBuilder private var essentials: some HTML {
    Raw("<meta charset=\"utf-8\">\n")
    Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    Tag.block("title")() { title }
    if !description.isEmpty { named("description", description) }
    if !isListed { named("robots", "noindex") }
    Raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    themeColor(Stylesheet.groundLight, media: "(prefers-color-scheme: light)")
    themeColor(Stylesheet.groundDark, media: "(prefers-color-scheme: dark)")
    if let address { Line { link(.rel("canonical"), .href(address)) } }
    if let icon { Line { link(.rel("icon"), .href(icon)) } }
    if let touchIcon { Line { link(.rel("apple-touch-icon"), .href(touchIcon)) } }
    for feed in feeds {
      Line { link(.rel("alternate"), .type(feed.type), .href(feed.link), .title(siteName)) }
    }
    if let stylesheet { Line { link(.rel("stylesheet"), .href(stylesheet)) } }
  }

  @HTMLBuilder private var sharing: some HTML {
    property("og:type", "website")
    property("og:title", title)
    if !description.isEmpty { property("og:description", description) }
    if !siteName.isEmpty { property("og:site_name", siteName) }
    if !locale.isEmpty { property("og:locale", locale) }
    if let address { property("og:url", address.text) }
    if let picture {
      property("og:image", picture.link.text)
      property("og:image:alt", picture.description)
      property("og:image:width", String(picture.width))
      property("og:image:height", String(picture.height))
      named("twitter:card", "summary_large_image")
    }
  }

  private func named(_ name: String, _ content: String) -> some HTML {
    Line { VoidTag("meta")(.name(name), Attribute("content", content)) }
  }

  private func property(_ name: String, _ content: String) -> some HTML {
    Line { VoidTag("meta")(Attribute("property", name), Attribute("content", content)) }
  }

  private func themeColor(_ color: String, media: String) -> some HTML {
    Line { VoidTag("meta")(.name("theme-color"), Attribute("content", color), .media(media)) }
  }

  private var link: VoidTag { VoidTag("link") }
}

/// Content followed by a line break.
private struct Line<Content: HTML>: HTML {
  let content: Content

  init(@HTMLBuilder _ content: () -> Content) { self.content = content() }

  func write(_ writer: inout HTMLWriter) {
    content.write(&writer)
    writer.byte(0x0A)
  }
}
