/// Where a site will be found: `https://example.org` or a folder below it.
package struct BaseAddress: Hashable, Sendable {
  private let text: String

  /// - Returns: `nil` unless this is an `http` or `https` address without query and fragment.
  package init?(_ address: String) {
    guard let link = Link(address), link.text.hasPrefix("http") else { return nil }
    guard !link.text.utf8.contains(where: { $0 == 0x3F || $0 == 0x23 }) else { return nil }
    text = link.text.hasSuffix("/") ? link.text : link.text + "/"
  }

  /// The absolute address of a file of the site.
  ///
  /// - Parameter path: Relative to the site's folder; `index.html` at its end is left out, because
  ///   servers show that file for its folder.
  package func address(of path: String) -> Link? {
    let index = "index.html"
    let isIndex = path == index || path.hasSuffix("/" + index)
    let relative = path.drop { $0 == "/" }
    return Link(text + (isIndex ? relative.dropLast(index.count) : relative))
  }
}
