/// What of a link names the page of a listing, whichever way somebody came there.
///
/// Portals hang the page of results, the search and the visitor's way into their links; other sites
/// tell their listings apart by nothing but a number behind the question mark:
///
///     https://portal.example/homes/3-bedroom-house-48213?page=2     all before the question mark
///     https://portal.example/area/90210?id=7&ref=search             that and `id=7`
///     https://agency.example/listing.php?id=7&lang=en               that and `id=7`
///     https://agency.example/#/listing/7                            all of it
enum ListingLink {
  static func page(_ link: String) -> String {
    let path = link.prefix { $0 != "?" && $0 != "#" }
    // Behind the scheme and the host.
    let steps = path.split(separator: "/").dropFirst(2)
    if path.endIndex == link.endIndex { return String(path) }
    let isNumbered = steps.last.map(isNumbered) == true
    let isNamed = isNumbered || steps.last.map(isOwn) == true
    let rest = link[path.endIndex...].split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let names = rest[0].dropFirst().split(separator: "&").filter {
      // The short address that WordPress gives to every page.
      namesListing($0, besideName: isNamed) || (steps.isEmpty && $0.hasPrefix("p="))
    }
    var page = String(path)
    // In another order they name the same.
    if !names.isEmpty { page += "?" + names.sorted().joined(separator: "&") }
    if rest.count > 1, let route = route(rest[1], besideNumber: isNumbered) { page += "#" + route }
    return page
  }

  /// A page without what differs between two ways of writing its address: scheme, `www.`, capitals
  /// of the host, and a slash at the end.
  static func bare(_ page: String) -> String {
    let parts = parts(page)
    return parts.host + parts.path + parts.rest
  }

  /// The ways in which a page may have been written.
  static func written(_ page: String) -> [String] {
    let parts = parts(page)
    var ways = [page]
    for scheme in ["https://", "http://"] {
      for www in ["", "www."] {
        for slash in ["", "/"] {
          ways.append(scheme + www + parts.host + parts.path + slash + parts.rest)
        }
      }
    }
    return ways
  }

  private static func parts(_ page: String) -> (host: String, path: Substring, rest: Substring) {
    var page = Substring(page)
    if let colon = page.firstIndex(of: ":"), page[colon...].hasPrefix("://") {
      page = page[colon...].dropFirst(3)
    }
    let host = page.prefix { !"/?#".contains($0) }
    var path = page[host.endIndex...].prefix { $0 != "?" && $0 != "#" }
    let rest = page[path.endIndex...]
    while path.last == "/" { path.removeLast() }
    let name = host.lowercased()
    return (name.hasPrefix("www.") ? String(name.dropFirst(4)) : name, path, rest)
  }

  /// Whether the last step of a path has what may be the number of a listing, or of an area: what
  /// follows is the way there, unless it says beyond doubt that it is a listing.
  private static func isNumbered(_ step: Substring) -> Bool {
    step.utf8.split { $0 &- 0x30 > 9 }.contains { $0.count >= digitsMin && !isYear($0) }
  }

  private static let digitsMin = 3

  /// Whether a step is the name of one home, and not of a page that shows any of them: `sea-view`,
  /// and neither `listing.php` nor `property-details`.
  private static func isOwn(_ step: Substring) -> Bool {
    let words = step.lowercased().split { !$0.isLetter }
    return words.count > 1 && !step.contains(".")
      && !words.allSatisfy { pages.contains(String($0)) }
  }

  private static let pages: Set = [
    "ad", "advert", "buy", "detail", "details", "for", "home", "homes", "house", "houses", "index",
    "item", "items", "let", "listing", "listings", "object", "page", "properties", "property",
    "rent", "result", "results", "sale", "search", "show", "site", "to", "unit", "view",
  ]

  private static func isYear(_ digits: Substring.UTF8View) -> Bool {
    digits.count == 4 && (digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8))
  }

  private static func namesListing(_ parameter: Substring, besideName: Bool) -> Bool {
    let parts = parameter.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[1].contains(where: \.isNumber) else { return false }
    let name = parts[0].lowercased().filter(\.isLetter)
    return names.contains(name) || !besideName && namesOfWays.contains(name)
  }

  /// What programs that show listings call the number of one, without signs between its words.
  private static let names: Set = [
    "exposeid", "homeid", "id", "itemid", "listing", "listingid", "mls", "mlsid", "mlsnumber",
    "object", "objectid", "objektid", "pid", "property", "propertyid", "propid", "unit", "unitid",
  ]
  /// What may be that number, and as well an advertisement, a visitor, or a page that led there.
  private static let namesOfWays: Set = [
    "ad", "adid", "code", "item", "no", "nr", "number", "pageid", "post", "postid", "ref",
    "reference", "sku", "uid",
  ]

  /// Pages that a script shows have their path behind the mark: `#/listing/7`, `#!/listing/7`.
  private static func route(_ fragment: Substring, besideNumber: Bool) -> Substring? {
    guard fragment.hasPrefix("/") || fragment.hasPrefix("!/") else { return nil }
    let route = fragment.prefix { $0 != "?" }
    return besideNumber && !route.contains(where: \.isNumber) ? nil : route
  }
}
