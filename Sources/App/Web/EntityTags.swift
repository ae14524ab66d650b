/// What `If-Match` and `If-None-Match` list: tags, or any.
///
/// A tag is that of a content here, whatever a proxy did to its bytes: so one that a proxy has made
/// weak, since it compresses, is as good. Source: RFC 9110, 8.8.3 and 13.1.
package struct EntityTags: Sendable, Equatable {
  private let isAny: Bool
  /// With their quotes.
  private let tags: [String]

  package init(_ header: String) {
    let tags = header.split(separator: ",").map { tag in
      let text = tag.drop { $0 == " " || $0 == "\t" }
      let strong = text.hasPrefix("W/") ? text.dropFirst(2) : text
      return String(strong.prefix { $0 != " " && $0 != "\t" })
    }
    isAny = tags == ["*"]
    self.tags = tags
  }

  /// - Parameter tag: of what is there, with its quotes.
  package func match(_ tag: String) -> Bool { isAny || tags.contains(tag) }
}
