package import Chats
package import Rules

// rules/models/models.yaml: which models there are, whom to ask when one cannot answer, and how
// much may be spent. docs/models.md tells its form.

/// A model that may be asked.
package struct ModelProvider: Sendable, Hashable {
  /// As rules name it.
  package let name: String
  package let dialect: ChatDialect
  /// Up to where the protocol's own path begins.
  package let url: String
  /// As its provider names it.
  package let model: String
  package let key: KeySource?
  package let price: ModelPrice
  /// How long an answer may become, in tokens.
  package let answerTokensMax: Int
  package let requestsPerMinute: Double?
  package let tokensPerMinute: Double?
  /// Questions under way at the same time.
  package let callsMax: Int
  /// What one try may take; until the first word a quarter of it.
  package let timeout: Duration
  /// Whether it can be held to a form of answer.
  package let takesSchema: Bool
  /// How freely it words; nil: as whoever asks it would have it.
  package let temperature: Double?
  /// Whether it thinks before it speaks: then its thoughts count as tokens of the answer, and it
  /// takes no temperature.
  package let thinks: Bool
  /// Who is asked when it cannot answer; nil: nobody, and the text is written by rules.
  package private(set) var next: String?

  /// The same, with nobody to be asked after it.
  package var withoutNext: ModelProvider {
    var provider = self
    provider.next = nil
    return provider
  }
}

/// How much may be spent, in millionths of a dollar; nil: as much as it takes.
package struct BudgetLimits: Sendable, Hashable {
  /// For all businesses together.
  package var day: Int?
  package var month: Int?
  /// For each business that has no limits of its own.
  package var businessDay: Int?
  package var businessMonth: Int?
  /// For one item.
  package var item: Int?
  /// For single businesses.
  package var businesses: [String: Own] = [:]

  package struct Own: Sendable, Hashable {
    package var day: Int?
    package var month: Int?
  }

  package init() {}
}

/// What `rules/models/models.yaml` says.
package struct ModelSettings: Sendable {
  package static let folder = "models"
  package static let fileName = "models.yaml"

  package private(set) var providers: [ModelProvider] = []
  package private(set) var budgets = BudgetLimits()
  /// How long answers are kept for when the same is asked again.
  package private(set) var answerDays = 90

  package init() {}

  package init(providers: [ModelProvider], budgets: BudgetLimits = BudgetLimits()) {
    self.providers = providers
    self.budgets = budgets
  }

  /// One model alone, without those behind it; all else as it is.
  package func only(_ name: String) -> ModelSettings {
    var settings = self
    settings.providers = providers.filter { $0.name == name }.map(\.withoutNext)
    return settings
  }

  package func provider(_ name: String) -> ModelProvider? { providers.first { $0.name == name } }

  /// Whom to ask, in order; empty for a name that is not known.
  package func chain(from name: String) -> [ModelProvider] {
    var chain: [ModelProvider] = []
    var next: String? = name
    while let name = next, let provider = provider(name), !chain.contains(provider) {
      chain.append(provider)
      next = provider.next
    }
    return chain
  }

  /// - Returns: what can be used, and all that is wrong.
  package static func read(
    _ file: RuleFile, prices: PriceList = .shipped
  ) -> (settings: ModelSettings, faults: [RuleFault]) {
    var reader = SettingsReader()
    var settings = ModelSettings()
    for (name, value) in reader.read(file)?.group ?? [] {
      switch name {
      case "models": settings.takeModels(value, prices, &reader)
      case "budgets": settings.takeBudgets(value, &reader)
      case "answer_days":
        settings.answerDays = ProviderReading.count(value, 1...3650, &reader) ?? 90
      default:
        reader.fault(
          "models.yaml has no part “\(name)”", at: value,
          hint: "the parts are: models, budgets, answer_days")
      }
    }
    return (settings, reader.faults)
  }

  private mutating func takeModels(
    _ group: Setting, _ prices: PriceList, _ reader: inout SettingsReader
  ) {
    let names = group.group.map(\.name) + ["rules"]
    for (name, entry) in group.group {
      if let provider = ProviderReading.provider(name, entry, prices, &reader) {
        providers.append(provider)
      }
      if let next = entry["next"], !names.contains(next.text ?? "") {
        reader.fault(
          "“next” of \(name) names no model of this file", at: next,
          hint: "one of: \(names.filter { $0 != name }.joined(separator: ", "))")
      }
    }
  }

  private mutating func takeBudgets(_ group: Setting, _ reader: inout SettingsReader) {
    if !Self.isNamed(group, &reader, example: "day: 5") { budgets.day = 0 }
    for (name, value) in group.group {
      switch name {
      case "day": budgets.day = Self.money(value, &reader)
      case "month": budgets.month = Self.money(value, &reader)
      case "business_day": budgets.businessDay = Self.money(value, &reader)
      case "business_month": budgets.businessMonth = Self.money(value, &reader)
      case "item": budgets.item = Self.money(value, &reader)
      case "businesses":
        _ = Self.isNamed(value, &reader, example: "acme: {day: 3}")
        for (business, own) in value.group {
          budgets.businesses[business] = Self.own(own, &reader)
        }
      default:
        reader.fault(
          "there is no budget “\(name)”", at: value,
          hint: "the budgets are: day, month, business_day, business_month, item, businesses")
      }
    }
  }

  /// A sum alone would pass for no limit at all.
  private static func isNamed(
    _ group: Setting, _ reader: inout SettingsReader, example: String
  ) -> Bool {
    if group.entries != nil || group.isNothing { return true }
    reader.fault("a budget has a name before its sum", at: group, hint: "such as “\(example)”")
    return false
  }

  private static func own(_ group: Setting, _ reader: inout SettingsReader) -> BudgetLimits.Own {
    var own = BudgetLimits.Own()
    if !isNamed(group, &reader, example: "{day: 3, month: 40}") { own.day = 0 }
    for (name, value) in group.group {
      switch name {
      case "day": own.day = money(value, &reader)
      case "month": own.month = money(value, &reader)
      default:
        reader.fault(
          "a business has no budget “\(name)”", at: value, hint: "its budgets are: day, month")
      }
    }
    return own
  }

  /// Dollars as millionths.
  private static func money(_ value: Setting, _ reader: inout SettingsReader) -> Int? {
    if let dollars = value.number, dollars >= 0, dollars < 1e9 {
      return Int((dollars * 1e6).rounded())
    }
    reader.fault("a budget is a number of dollars, such as 2.50", at: value)
    // Nothing may be spent under a budget that cannot be read.
    return 0
  }
}
