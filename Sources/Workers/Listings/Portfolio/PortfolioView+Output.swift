import NLG
import Pages

extension PortfolioView {
  /// `for sale in NGN`, `to let in KES per month`.
  var name: String {
    let deal =
      switch self.deal {
      case .sale: "for sale"
      case .rent: "to let"
      case .shortLet: "for short lets"
      case nil: "on offer"
      }
    let money = currency.map { " in \($0)" } ?? ""
    return deal + money + (period.unit.map { " per \($0.rawValue)" } ?? "")
  }

  private func amount(_ minorUnits: Int) -> String { PriceText.amount(minorUnits, currency) }

  // MARK: For programs

  var json: LinkedData {
    let members: [(name: String, value: LinkedData?)] = [
      (name: "deal", value: deal.map { .text($0.rawValue) }),
      (name: "currency", value: currency.map(LinkedData.text)),
      (name: "period", value: .text(period.rawValue)),
      (name: "listings", value: .integer(count)),
      (name: "asked", value: Self.money(asked)),
      (name: "prices", value: prices),
      (name: "concentration", value: .list(concentrations.map(Self.json))),
      (name: "stale", value: .list(stale.map(Self.json))),
      (name: "stale_asked", value: Self.money(staleAsked)),
      (name: "price_cuts", value: .list(priceCuts.map(Self.json))),
      (name: "acquisitions", value: .list(acquisitions.map(Self.json))),
      (name: "opportunities", value: .list(opportunities.map(Self.json))),
    ]
    return Self.object(members)
  }

  private var prices: LinkedData {
    Self.object(
      Plan.Band.allCases.map { (name: $0.rawValue, value: .integer(bands[$0] ?? 0)) }
        + [(name: "not-judged", value: .integer(unjudged))])
  }

  private static func json(_ concentration: Concentration) -> LinkedData {
    object([
      (name: "trait", value: .text(concentration.trait)),
      (name: "index", value: .number((concentration.index * 1000).rounded() / 1000)),
      (name: "concentrated", value: .flag(concentration.isConcentrated)),
      (name: "largest", value: .text(concentration.largest)),
      (name: "largest_share", value: .number((concentration.largestShare * 1000).rounded() / 1000)),
    ])
  }

  private static func json(_ advice: Advice) -> LinkedData {
    object([
      (name: "key", value: .text(advice.key)), (name: "title", value: .text(advice.title)),
      (name: "asks", value: money(advice.asked)),
      (name: "target", value: advice.target.map(money)),
      (name: "reason", value: .text(advice.reason)),
    ])
  }

  private static func money(_ minorUnits: Int) -> LinkedData {
    minorUnits % 100 == 0 ? .integer(minorUnits / 100) : .number(Double(minorUnits) / 100)
  }

  private static func object(_ members: [(name: String, value: LinkedData?)]) -> LinkedData {
    .object(members.compactMap { member in member.value.map { (name: member.name, value: $0) } })
  }

  // MARK: For people

  var tiles: [ReportPage.Tile] {
    [
      ReportPage.Tile(label: name, value: Figures.listings(count), note: amount(asked)),
      ReportPage.Tile(
        label: "over", value: "\((bands[.over] ?? 0) + (bands[.farOver] ?? 0))",
        note: "of \(count - unjudged) judged"),
      ReportPage.Tile(
        label: "under", value: "\((bands[.under] ?? 0) + (bands[.farUnder] ?? 0))",
        note: "of \(count - unjudged) judged"),
      ReportPage.Tile(label: "stale", value: "\(staleCount)", note: amount(staleAsked)),
    ]
  }

  var findings: [ReportPage.Finding] {
    let hanging = concentrations.filter { $0.isConcentrated && count > 1 }.map { concentration in
      ReportPage.Finding(
        status: .attention, label: "concentrated",
        text: "\(Int((concentration.largestShare * 100).rounded())) % of what is \(name) hangs on "
          + "one \(concentration.trait): \(concentration.largest).",
        detail: "index \(Int((concentration.index * 100).rounded())) of 100")
    }
    let lying = stale.prefix(Self.shownMax).map { advice in
      ReportPage.Finding(
        status: .attention, label: "stale", text: "“\(advice.title)” is \(advice.reason).",
        detail: amount(advice.asked))
    }
    return hanging + lying
  }

  /// How many of each kind the page shows; `portfolio.json` has more.
  private static let shownMax = 10

  var decisions: [ReportPage.Decision] {
    priceCuts.prefix(Self.shownMax).map { decision($0, "cut to") }
      + opportunities.prefix(Self.shownMax).map { decision($0, "could ask") }
  }

  private func decision(_ advice: Advice, _ verb: String) -> ReportPage.Decision {
    ReportPage.Decision(
      subject: advice.title,
      choice: "\(amount(advice.asked)); \(verb) \(advice.target.map(amount) ?? "")",
      reason: advice.reason)
  }
}
