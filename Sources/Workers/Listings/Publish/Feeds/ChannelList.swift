import Rules

/// Which channels a business has: those that its rule names, else all that can be made with what
/// the rule says.
struct ChannelList {
  let channels: [any Channel]
  /// Channels that are not made, and the options that they lack.
  private(set) var missing: [(name: String, options: [String])] = []
  /// Whether the rule names its channels.
  let isChosen: Bool
  /// What was not understood.
  let problems: [OptionProblem]

  /// What a channel says to the settings.
  enum Offer {
    case ready(any Channel)
    case lacks([String])
  }

  init(_ settings: ChannelSettings) {
    var channels: [any Channel] = [
      ExportChannel(namesPhotos: settings.precision == .exact), SearchChannel(settings),
    ]
    var missing: [(name: String, options: [String])] = []
    var problems = settings.problems
    let templates = TemplateChannel.all(settings, problems: &problems)
    let names = Self.names + templates.map(\.name)
    let chosen = settings.chosen.map { $0.filter { $0 != "none" } }
    for name in chosen ?? [] where !names.contains(name) {
      problems.append(
        OptionProblem(
          "channels", "has “\(name)”; known are \(names.joined(separator: ", ")) and none"))
    }
    for name in Self.names where chosen?.contains(name) ?? true {
      switch Self.offer(name, settings) {
      case .ready(let channel): channels.append(channel)
      case .lacks(let options): missing.append((name, options))
      }
    }
    self.channels = channels + templates.filter { chosen?.contains($0.name) ?? true }
    self.missing = missing
    self.problems = problems
    isChosen = chosen != nil
  }

  /// Of those built in, in the order of reports.
  static let names = ["meta", "marketplace", "jiji", "kyero", "blm", "openimmo", "reso"]

  /// Where the files of a channel lie that may be made no longer.
  static func directory(of name: String) -> String { "channels/\(name)" }

  private static func offer(_ name: String, _ settings: ChannelSettings) -> Offer {
    let hasAddress = settings.site.address != nil
    let isChosen = settings.chosen?.contains(name) == true
    switch name {
    case "meta": return hasAddress ? .ready(MetaChannel(settings)) : .lacks(["site_address"])
    case "marketplace":
      return hasAddress ? .ready(MarketplaceChannel(settings)) : .lacks(["site_address"])
    case "kyero": return hasAddress ? .ready(KyeroChannel(settings)) : .lacks(["site_address"])
    case "jiji":
      let isThere = settings.country.map { JijiChannel.countries.contains($0.code) } ?? false
      return isThere || isChosen ? .ready(JijiChannel(settings)) : .lacks(["country"])
    case "blm":
      guard let branch = settings.blmBranch else { return .lacks(["blm_branch"]) }
      return .ready(BLMChannel(settings, branch: branch))
    case "openimmo":
      var lacks: [String] = []
      if settings.openImmoID == nil { lacks.append("openimmo_id") }
      if settings.contactMail == nil { lacks.append("contact_mail") }
      guard let id = settings.openImmoID, let mail = settings.contactMail else {
        return .lacks(lacks)
      }
      return .ready(OpenImmoChannel(settings, providerID: id, contactMail: mail))
    default: return .ready(RESOChannel(settings))
    }
  }
}
