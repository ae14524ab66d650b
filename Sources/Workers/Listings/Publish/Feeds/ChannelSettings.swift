import Rules

/// What a rule says of channels. All of it is optional; a channel that needs more than is said is
/// not made.
struct ChannelSettings: Sendable {
  let site: SiteSettings
  /// Of listings whose row names none.
  let country: Country?
  let types: PropertyTypes
  let contactName: String?
  let contactMail: String?
  let contactPhone: String?
  /// For the site alone: a number that takes messages, with the code of its country.
  let contactWhatsApp: String?
  /// For the site alone: where the business is.
  let contactAddress: String?
  let blmBranch: String?
  let openImmoID: String?
  /// Of all of this.
  let digest: Int

  /// The channels that the rule names; nil when it leaves the choice.
  let chosen: [String]?
  /// Descriptions of channels of the business's own.
  let templates: [String]

  /// What names of photos may tell of where a listing is.
  let precision: AddressPrecision

  /// What of the rule was not understood, for the report.
  let problems: [OptionProblem]

  /// The options that are read here.
  static let names: Set = [
    "channels", "channel_templates", "property_types", "contact_name", "contact_mail",
    "contact_phone", "contact_whatsapp", "contact_address", "blm_branch", "openimmo_id",
    AddressPrecision.option,
  ]

  init(_ options: [String: RuleValue], site: SiteSettings) {
    var problems: [OptionProblem] = []
    func text(_ name: String, _ form: String, _ isRight: (String) -> Bool) -> String? {
      guard let option = options[name] else { return nil }
      if let text = option.string.map(FeedText.plain), isRight(text) { return text }
      problems.append(OptionProblem(name, "is no \(form): \(option)"))
      return nil
    }
    func texts(_ name: String) -> [String]? {
      guard let option = options[name] else { return nil }
      if let texts = option.strings { return texts }
      problems.append(OptionProblem(name, "is no list of texts: \(option)"))
      return nil
    }
    self.site = site
    country = site.country.flatMap(Country.coded)
    types = PropertyTypes(additions: texts("property_types") ?? [])
    contactName = text("contact_name", "name", { !$0.isEmpty })
    contactMail = text("contact_mail", "mail address", Contacts.isMail)
    contactPhone = text("contact_phone", "telephone number") { Contacts.phone($0) != nil }
      .flatMap(Contacts.phone)
    contactWhatsApp = text("contact_whatsapp", "telephone number that begins with a plus") {
      Contacts.phone($0)?.first == "+"
    }.flatMap(Contacts.phone)
    contactAddress = text("contact_address", "address", { !$0.isEmpty })
    blmBranch = text("blm_branch", "number of a branch", Self.isPlain)
    openImmoID = text("openimmo_id", "provider's number") { !$0.isEmpty && $0.utf8.count <= 32 }
    chosen = texts("channels")
    templates = texts("channel_templates") ?? []
    precision = AddressPrecision.read(options).0
    var digest = ContentDigest()
    digest.mix(site.digest)
    for value in [contactName, contactMail, contactPhone, blmBranch, openImmoID] {
      digest.mix(value ?? "\u{0}")
    }
    for addition in texts("property_types") ?? [] { digest.mix(addition) }
    self.digest = digest.value
    self.problems = problems + types.problems
  }

  private static func isPlain(_ text: String) -> Bool {
    (1...20).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
      }
  }
}

extension ChannelSettings {
  var contact: SiteContact {
    SiteContact(
      name: contactName, mail: contactMail, phone: contactPhone, whatsApp: contactWhatsApp,
      address: contactAddress)
  }

  /// - Parameter design: of the channel's format, to be raised when its parts change.
  func digest(of design: Int) -> Int {
    var mixed = ContentDigest()
    mixed.mix(digest)
    mixed.mix(design)
    mixed.mix(PropertyTypes.design)
    return mixed.value
  }
}
