/// What of a link names the page of a listing, whichever way somebody came there.
///
/// Portals hang the page of results, the search and the visitor's way into their links; other sites
/// tell their listings apart by nothing but a number behind the question mark:
///
///     https://portal.example/homes/3-bedroom-house-48213?page=2     all before the question mark
///     https://agency.example/listing.php?id=7&lang=en               that and `id=7`
///     https://agency.example/#/listing/7                            all of it
enum ListingLink {
  static func page(_ link: String) -> String {
    let path = link.prefix { $0 != "?" && $0 != "#" }
    // Behind the scheme and the host.
    let steps = path.split(separator: "/").dropFirst(2)
    if path.endIndex == link.endIndex || steps.last.map(isNumbered) == true { return String(path) }
    let rest = link[path.endIndex...].split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let names = rest[0].dropFirst().split(separator: "&").filter {
      // The short address that WordPress gives to every page.
      namesListing($0) || (steps.isEmpty && $0.hasPrefix("p="))
    }
    var page = String(path)
    // In another order they name the same.
    if !names.isEmpty { page += "?" + names.sorted().joined(separator: "&") }
    if rest.count > 1, let route = route(rest[1]) { page += "#" + route }
    return page
  }

  /// Whether the last step of a path has the number of a listing: what follows is the way there.
  private static func isNumbered(_ step: Substring) -> Bool {
    step.utf8.split { $0 &- 0x30 > 9 }.contains { $0.count >= digitsMin }
  }

  private static let digitsMin = 3

  private static func namesListing(_ parameter: Substring) -> Bool {
    let parts = parameter.split(separator: "=", maxSplits: 1)
    return parts.count == 2 && parts[1].contains(where: \.isNumber)
      && names.contains(parts[0].lowercased().filter(\.isLetter))
  }

  /// What programs that show listings call the number of one, without signs between its words.
  private static let names: Set = [
    "ad", "adid", "code", "exposeid", "homeid", "id", "item", "itemid", "listing", "listingid",
    "mls", "mlsid", "mlsnumber", "no", "nr", "number", "object", "objectid", "objektid", "pageid",
    "pid", "post", "postid", "property", "propertyid", "propid", "ref", "reference", "sku", "uid",
    "unit", "unitid",
  ]

  /// Pages that a script shows have their path behind the mark: `#/listing/7`, `#!/listing/7`.
  private static func route(_ fragment: Substring) -> Substring? {
    let isPath = fragment.hasPrefix("/") || fragment.hasPrefix("!/")
    return isPath ? fragment.prefix { $0 != "?" } : nil
  }
}
