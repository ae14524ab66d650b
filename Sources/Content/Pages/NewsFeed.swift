/// The newest entries of a site for those who follow it.
///
/// It is written as RSS 2.0 with an Atom link to itself, and as JSON Feed 1.1.
/// Sources: the RSS Advisory Board's specification 2.0.11; jsonfeed.org, version 1.1.
package struct NewsFeed: Sendable {
  /// One entry.
  package struct Entry: Sendable {
    package let address: Link
    package let title: String
    /// The whole text, plain.
    package let text: String
    /// An ISO day, `2026-11-21`; another form is left out.
    package let day: String?
    package let picture: Link?

    package init(address: Link, title: String, text: String, day: String?, picture: Link?) {
      self.address = address
      self.title = title
      self.text = text
      self.day = day
      self.picture = picture
    }
  }

  package let title: String
  package let description: String
  package let site: Link
  /// The newest first.
  package let entries: [Entry]

  package init(title: String, description: String, site: Link, entries: [Entry]) {
    self.title = title
    self.description = description
    self.site = site
    self.entries = entries
  }

  /// - Parameter address: of the file itself.
  package func rss(at address: Link) -> some HTML { RSS(feed: self, address: address) }

  /// - Parameter address: of the file itself.
  package func json(at address: Link) -> some HTML {
    LinkedData.object([
      ("version", "https://jsonfeed.org/version/1.1"), ("title", .text(title)),
      ("description", .text(description)), ("home_page_url", .text(site.text)),
      ("feed_url", .text(address.text)), ("items", .list(entries.map(Self.json))),
    ])
  }

  private static func json(_ entry: Entry) -> LinkedData {
    var members: [(name: String, value: LinkedData)] = [
      ("id", .text(entry.address.text)), ("url", .text(entry.address.text)),
      ("title", .text(entry.title)), ("content_text", .text(entry.text)),
    ]
    if let picture = entry.picture { members.append(("image", .text(picture.text))) }
    if let day = entry.day.flatMap(MailDate.init) {
      members.append(("date_published", .text(day.isoText)))
    }
    return .object(members)
  }
}

private struct RSS: HTML {
  let feed: NewsFeed
  let address: Link

  func write(_ writer: inout HTMLWriter) {
    writer.markup(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel>

      """)
    element("title", feed.title, &writer)
    element("link", feed.site.text, &writer)
    element("description", feed.description, &writer)
    writer.markup("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"")
    writer.text(address.text)
    writer.markup("\"/>\n")
    for entry in feed.entries {
      writer.markup("<item>\n")
      element("title", entry.title, &writer)
      element("link", entry.address.text, &writer)
      element("guid", entry.address.text, &writer)
      if let day = entry.day.flatMap(MailDate.init) { element("pubDate", day.mailText, &writer) }
      // Readers take it for HTML: the text is escaped for that, and then for XML.
      element("description", entry.text.markup, &writer)
      writer.markup("</item>\n")
    }
    writer.markup("</channel>\n</rss>\n")
  }

  private func element(_ name: StaticString, _ text: String, _ writer: inout HTMLWriter) {
    writer.byte(0x3C)
    writer.markup(name)
    writer.byte(0x3E)
    writer.text(text)
    writer.markup("</")
    writer.markup(name)
    writer.markup(">\n")
  }
}

/// A day in the forms that feeds have: RFC 5322 and RFC 3339.
struct MailDate {
  private let year: Int
  private let month: Int
  private let day: Int

  /// - Parameter text: `2026-11-21`; nil for anything else.
  init?(_ text: String) {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else { return nil }
    year = numbers[0]
    month = numbers[1]
    day = numbers[2]
  }

  var isoText: String { "\(year)-\(padded(month))-\(padded(day))T00:00:00Z" }

  var mailText: String {
    "\(Self.weekdays[weekday]), \(padded(day)) \(Self.months[month - 1]) \(year) 00:00:00 GMT"
  }

  /// 0 is Sunday. Source: Tomohiko Sakamoto's method.
  private var weekday: Int {
    let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let year = month < 3 ? year - 1 : year
    return (year + year / 4 - year / 100 + year / 400 + shifts[month - 1] + day) % 7
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
