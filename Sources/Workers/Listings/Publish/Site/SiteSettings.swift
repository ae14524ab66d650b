import Pages
import Pipeline
import Rules

/// What holds for a whole site: whose it is, and where it will be found.
struct SiteSettings: Sendable {
  /// The agency, as it is shown.
  let name: String
  /// Where the site will be found, with a slash at its end, if the rule says (`site_address`).
  /// Without it there are no canonical addresses and no sitemap; links work from any folder.
  let address: String?
  /// ISO 3166 code of the country that the listings lie in, if the rule says (`country`).
  let country: String?
  /// Whom to ask, as far as the rule says.
  let contact: SiteContact
  /// Of everything here: another name or address makes every page another.
  let digest: Int

  /// To be raised when the pages of this worker change, so that published sites follow.
  static let design = 12

  /// - Parameter address: of http or https; another is as none.
  init(
    name: String, address: String? = nil, country: String? = nil,
    contact: SiteContact = SiteContact()
  ) {
    self.name = name
    self.contact = contact
    if let address, BaseAddress(address) != nil {
      self.address = address.hasSuffix("/") ? address : address + "/"
    } else {
      self.address = nil
    }
    self.country = country.flatMap { $0.utf8.count == 2 ? $0.uppercased() : nil }
    var digest = ContentDigest()
    digest.mix(Self.design)
    digest.mix(name)
    digest.mix(self.address ?? "")
    digest.mix(self.country ?? "")
    contact.mix(into: &digest)
    self.digest = digest.value
  }

  /// The options that are read here.
  static let optionNames: Set = ["site_name", "site_address", "country"]

  init(_ item: Item) {
    self.init(
      name: item.options["site_name"]?.string ?? item.business,
      address: item.options["site_address"]?.string, country: item.options["country"]?.string)
  }

  /// What of these options cannot be used.
  static func problems(in options: [String: RuleValue]) -> [OptionProblem] {
    func problem(_ name: String, _ form: String, _ isRight: (String) -> Bool) -> OptionProblem? {
      options[name].flatMap { option in
        option.string.map(isRight) == true ? nil : OptionProblem(name, "is \(form), not \(option)")
      }
    }
    return [
      problem("site_name", "a name", { !$0.isEmpty }),
      problem("site_address", "an address such as https://homes.example/") {
        BaseAddress($0) != nil
      },
      problem("country", "two letters of a country, such as NG") { Country.coded($0) != nil },
    ].compactMap { $0 }
  }

  func with(_ contact: SiteContact) -> SiteSettings {
    SiteSettings(name: name, address: address, country: country, contact: contact)
  }

  /// The absolute address of a page; `index.html` at its end is left out.
  ///
  /// - Parameter path: below the site's directory.
  func address(of path: String) -> String? {
    let index = "index.html"
    let isIndex = path == index || path.hasSuffix("/" + index)
    return address.map { $0 + (isIndex ? path.dropLast(index.count) : path[...]) }
  }

  /// Telephone numbers of a text; those that name no country are of the business's.
  func numbers(in text: String?) -> [TelephoneNumber] {
    let country = country.flatMap(Country.coded)
    return text.map { TelephoneNumber.all(in: $0, country: country) } ?? []
  }

  /// ``address(of:)`` as a link.
  func link(to path: String) -> Link? { address(of: path).flatMap { Link($0) } }
}

/// Whom a visitor of the site may ask, where a listing names nobody; all of it optional.
struct SiteContact: Sendable {
  var name: String?
  var mail: String?
  var phone: String?
  /// With the code of its country, a plus before it.
  var whatsApp: String?
  /// Where the business is, on one line.
  var address: String?

  func mix(into digest: inout ContentDigest) {
    for value in [name, mail, phone, whatsApp, address] { digest.mix(value ?? "\u{0}") }
  }
}
