import Pages

/// The site and whose it is, for search engines, where the site's address is known.
///
/// Each thing has one name (`@id`) for ever, its page and a word behind it, and is described on one
/// page; the others refer to it by that name. Source: JSON-LD 1.1; schema.org.
struct SiteLinkedData {
  let settings: SiteSettings

  /// For the home page.
  var all: [LinkedData] { [agent, site].compactMap { $0 } }

  /// The business. Search engines take an agency only with an address; without one, all that is
  /// known is that it is an organisation.
  private var agent: LinkedData? {
    guard let identity = settings.identity(.agent), let home = settings.address else { return nil }
    let contact = settings.contact
    var members: ListingLinkedData.Members = [
      ("@context", "https://schema.org"),
      ("@type", contact.address == nil ? "Organization" : "RealEstateAgent"),
      ("@id", identity), ("name", .text(settings.name)), ("url", .text(home)),
    ]
    if let address = contact.address { members.append(("address", .text(address))) }
    if let mail = contact.mail { members.append(("email", .text(mail))) }
    if let number = settings.numbers(in: contact.phone).first {
      members.append(("telephone", .text(number.dialled)))
    }
    return .object(members)
  }

  private var site: LinkedData? {
    guard let identity = settings.identity(.site), let home = settings.address,
      let agent = settings.reference(to: .agent)
    else { return nil }
    return [
      "@context": "https://schema.org", "@type": "WebSite", "@id": identity,
      "name": .text(settings.name), "url": .text(home), "publisher": agent,
    ]
  }
}

extension SiteSettings {
  /// What is described for search engines.
  enum Thing: String, Sendable {
    /// Of the home page.
    case agent, site
    /// Of a page of its own.
    case listing, property, list, trail
  }

  /// The name of a thing; nil where the site's address is not known.
  ///
  /// - Parameter path: of the page that describes it.
  func identity(_ thing: Thing, of path: String = SitePath.home) -> LinkedData? {
    address(of: path).map { .text("\($0)#\(thing.rawValue)") }
  }

  /// A thing that the home page describes.
  func reference(to thing: Thing) -> LinkedData? {
    identity(thing).map { ["@id": $0] }
  }
}
