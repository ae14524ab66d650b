import Chats
import Foundation
import Learning
import Pages
package import Pipeline
package import Rules
import Storage

/// What models were asked, what it cost and what their words came to: a panel for each worker that
/// has models write.
package enum ModelPanel {
  private static let days = 30

  /// - Parameter prompts: the files that come with the worker.
  package static func panel(_ prompts: [RuleFile]) -> Panel {
    Panel(
      name: "models", title: "Language models",
      summary: "What was asked in 30 days, what it cost, and which words serve best.",
      translations: ["de": german]
    ) { context in
      let view = try await view(prompts, context)
      return SafeHTML { view }
    }
  }

  private static func view(
    _ prompts: [RuleFile], _ context: PanelContext
  ) async throws -> ModelsView {
    let settings = try settings(context)
    let library = try PromptLibrary(in: context.rules, shipped: prompts)
    let businesses = context.business.map { [$0] } ?? context.visibleBusinesses
    let since = context.now.timeIntervalSince1970 - Double(days) * 86_400
    let now = context.now
    let business = context.business
    var view = try await context.read { connection in
      let reports = ModelReports(connection)
      return ModelsView(
        calls: try reports.costs(by: .model, since: since, of: businesses),
        outcomes: try reports.costs(by: .outcome, since: since, of: businesses),
        budgets: try reports.spending(settings.budgets, at: now),
        standings: try standings(library, business, isOfAll: businesses == nil, connection),
        hasModels: !settings.providers.isEmpty, words: context.words)
    }
    view.budgets = view.budgets.filter { budget in
      budget.business.map(context.shows) ?? (businesses == nil)
    }
    return view
  }

  private static func settings(_ context: PanelContext) throws -> ModelSettings {
    let file = try RuleFile(of: ModelSettings.folder, ModelSettings.fileName, in: context.rules)
    return file.map { ModelSettings.read($0).settings } ?? ModelSettings()
  }

  /// How the variants of each prompt do. What they do for all together is for those who see all.
  private static func standings(
    _ library: PromptLibrary, _ business: String?, isOfAll: Bool, _ connection: any Connection
  ) throws -> [PromptStanding] {
    if business == nil, !isOfAll { return [] }
    return try Set(library.prompts.map(\.name)).sorted().map { name in
      let variants = library.variants(of: name)
      let standing = try PromptUses(connection).standing(of: variants, business: business)
      return PromptStanding(
        variants: variants, standing: standing, verdict: standing.verdict(seed: name))
    }
  }
}

/// A prompt's variants, and what is known of them.
struct PromptStanding: Sendable {
  let variants: [Prompt]
  let standing: PromptUses.Standing
  let verdict: Bandit.Verdict
}

private struct ModelsView: HTML {
  let calls: [ModelReports.Cost]
  let outcomes: [ModelReports.Cost]
  var budgets: [ModelReports.Spending]
  let standings: [PromptStanding]
  let hasModels: Bool
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    if !hasModels {
      p {
        words("No model is named in")
        " "
        code { "rules/models/models.yaml" }
        words(": all texts are written by rules.")
      }.write(&writer)
    }
    if calls.isEmpty {
      p(.class("muted")) { words("No model was asked.") }.write(&writer)
    } else {
      asked.write(&writer)
      let counts = outcomes.map { "\(outcome($0.of)) \(words.number($0.calls))" }
        .joined(separator: ", ")
      p(.class("muted")) { words("By outcome: %1.", counts) }.write(&writer)
    }
    if !budgets.isEmpty { money.write(&writer) }
    for standing in standings { variants(standing).write(&writer) }
  }

  private var asked: Grid {
    Grid(
      name: words("Questions"),
      head: [
        words("Model"), words("Questions"), words("Known"), words("Unanswered"), words("Tokens"),
        words("Seconds"), words("Cost"),
      ],
      rows: calls.map { call in
        [
          call.of, words.number(call.calls), words.number(call.kept), words.number(call.failed),
          "\(words.number(call.tokensIn)) + \(words.number(call.tokensOut))",
          words.number(Int(call.seconds.rounded())),
          Dollars.text(call.cost),
        ]
      })
  }

  private var money: Grid {
    Grid(
      name: words("Budgets"),
      head: [words("Budget"), words("Spent"), words("Set aside"), words("Limit")],
      rows: budgets.map {
        [
          $0.budget, Dollars.text($0.spent), Dollars.text($0.reserved),
          $0.limit.map(Dollars.text) ?? words("none"),
        ]
      })
  }

  private func variants(_ prompt: PromptStanding) -> Grid {
    let rate =
      prompt.standing.countsInquiries ? words("Brought an inquiry") : words("Good at once")
    let best = prompt.variants[prompt.verdict.best].title
    let isContest = prompt.variants.count > 1
    let verdict =
      prompt.verdict.isWinner ? words("Winner: %1.", best) : words("No winner yet.")
    return Grid(
      name: words("Words for models"),
      head: [
        words("Prompt"), words("Version"), words("Texts"), rate, words("Nine chances in ten"),
      ],
      rows: prompt.variants.enumerated().map { index, variant in
        let trials = prompt.standing.arms[index].trials
        let (mean, interval) = prompt.verdict.rates[index]
        let (low, high) = (Self.percent(interval.lowerBound), Self.percent(interval.upperBound))
        return [
          variant.title, variant.version, words.number(Int(trials)),
          trials > 0 ? Self.percent(mean) : "–",
          trials > 0 ? words("%1 to %2", low, high) : words("not used yet"),
        ]
      },
      note: isContest ? verdict : nil)
  }

  private func outcome(_ name: String) -> String {
    switch ChatFault.Kind(rawValue: name) {
    case .rateLimited: words("too many requests")
    case .overloaded: words("overloaded")
    case .server: words("failed in itself")
    case .unreachable: words("not reached in time")
    case .broken: words("broken off")
    case .unreadable: words("unreadable")
    case .quota: words("quota spent")
    case .credentials: words("no good key")
    case .missing: words("not there")
    case .tooLong: words("too long")
    case .invalid: words("refused as wrong")
    case .blocked: words("would not answer")
    case nil: ending(name)
    }
  }

  /// How a question ended that met no fault.
  private func ending(_ name: String) -> String {
    switch name {
    case "kept": words("known before")
    case "answered": words("answered")
    case "cancelled": words("cancelled")
    default: name
    }
  }

  private static func percent(_ rate: Double) -> String { "\((rate * 1000).rounded() / 10) %" }
}

/// A table of texts.
private struct Grid: HTML {
  let name: String
  let head: [String]
  /// The first cell of each is its name.
  let rows: [[String]]
  var note: String?

  func write(_ writer: inout HTMLWriter) {
    ScrollTable(name) {
      thead {
        tr { ForEach(head) { title in th(.scope("col")) { title } } }
      }
      tbody {
        ForEach(rows) { row in
          tr {
            th(.scope("row")) { row.first ?? "" }
            ForEach(Array(row.dropFirst())) { cell in td { cell } }
          }
        }
      }
    }.write(&writer)
    if let note { p(.class("muted")) { note }.write(&writer) }
  }
}
