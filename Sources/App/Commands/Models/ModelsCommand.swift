import Chats
import Files
import Foundation
import Models
import Pipeline
import Rules
import SQLiteStorage
import Storage

/// `dropmill models list|check|cost`
struct ModelsCommand: Command {
  static let name = "models"
  static let summary = "language models: which there are, whether they answer, what they cost"
  static let operands = "list | check [NAME…] | cost"
  static let verbs = [
    Verb("list", "the models of rules/models/models.yaml, with their prices"),
    Verb("check", "ask each model, or those that are named, for one word"),
    Verb("cost", "what was asked and what it cost"),
  ]
  static let options = [
    Option.choice(
      "--by", of: ModelReports.Grouping.allCases.map(\.rawValue),
      help: "what costs are added up by (default: model)"
    ).of("cost"),
    Option.value("--days", of: "N", help: "only the last days (default: all that is known)")
      .of("cost"),
    Option.json,
  ]
  static let writes = true
  static let details = """
    A check is a question like any other: it is paid, written down and kept within the budgets. It
    ends with 1 when a model does not answer.

      dropmill models check small
      dropmill models cost --by business --days 30
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let (verb, names) = try Self.verb(arguments)
    if verb == "cost" { return try await cost(arguments, session) }
    let (settings, faults) = try Self.settings(session)
    for fault in faults { session.console.error("\(fault)") }
    if verb == "list", session.console.isJSON {
      try session.console.print(json: settings.providers.map(Listed.init))
      return faults.isEmpty ? .success : .badConfiguration
    }
    if settings.providers.isEmpty {
      session.console.note("no models in rules/models/models.yaml: all texts are written by rules")
      return faults.isEmpty ? .success : .badConfiguration
    }
    if verb == "list" {
      for provider in settings.providers { session.console.print(Self.line(provider)) }
      let prices = PriceList.shipped
      session.console.note("prices of \(prices.date), from \(prices.source), or as configured")
      return faults.isEmpty ? .success : .badConfiguration
    }
    return try await check(names, settings, session)
  }

  static func settings(_ session: Session) throws -> (ModelSettings, [RuleFault]) {
    let file = try RuleFile(
      of: ModelSettings.folder, ModelSettings.fileName, in: session.workspace.rules)
    return file.map { ModelSettings.read($0) } ?? (ModelSettings(), [])
  }

  private static func line(_ provider: ModelProvider) -> String {
    let next = provider.next.map { ", then \($0)" } ?? ", then rules"
    return "\(provider.name)  \(provider.dialect.rawValue) \(provider.model)  \(provider.url)  "
      + "$\(provider.price.input) read, $\(provider.price.output) written a million tokens\(next)"
  }

  private func check(
    _ names: [String], _ settings: ModelSettings, _ session: Session
  ) async throws -> ExitCode {
    let known = settings.providers.map(\.name)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw UsageError(
        message: "no model “\(unknown)”", hint: "one of: \(known.joined(separator: ", "))")
    }
    let database = try await Index.openToWrite(session.workspace, session.workers)
    let desk = ModelDesk.live(session.environment)
    var isFine = true
    for name in names.isEmpty ? known : names {
      let answer = try await Self.ask(name, settings, desk, database)
      if case .failure = answer { isFine = false }
      try Self.tell(answer, of: name, session.console)
    }
    await database.close()
    return isFine ? .success : .failure
  }

  private static func tell(
    _ answer: Result<String, ModelRefusal>, of name: String, _ console: Console
  ) throws {
    if console.isJSON { return try console.line(json: Checked(answer, of: name)) }
    switch answer {
    case .success(let text): console.print("\(console.styled("✓", .green)) \(name): \(text)")
    case .failure(let refusal): console.print("\(console.styled("✗", .red)) \(refusal)")
    }
  }

  /// Asks one model for a word.
  ///
  /// - Returns: what it did, in words.
  static func ask(
    _ name: String, _ settings: ModelSettings, _ desk: ModelDesk, _ database: SQLiteDatabase
  ) async throws -> Result<String, ModelRefusal> {
    let start = ContinuousClock.now
    // The time makes it another question than the last one, so that it is asked.
    let question = "Answer with the word ok. It is \(Date().ISO8601Format())."
    do {
      let reply = try await desk.ask(
        ChatRequest(model: "", messages: [.user(question)], tokensMax: 16), of: name,
        for: ModelPurpose(business: "-", item: nil, name: "check", prompt: "check", version: "1"),
        settings.only(name), in: database)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      return .success("\(reply.model) answered in \((seconds * 10).rounded() / 10) s")
    } catch let refusal as ModelRefusal {
      return .failure(refusal)
    }
  }

  private func cost(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let grouping = arguments.values["--by"].flatMap(ModelReports.Grouping.init) ?? .model
    let days = try Number.positive(arguments.values["--days"], "--days")
    let since = days.map { Date().timeIntervalSince1970 - Double($0) * 86_400 } ?? 0
    let budgets = try Self.settings(session).0.budgets
    let database = try Index.open(session.workspace)
    let (costs, spending) = try await database.read { connection in
      let reports = ModelReports(connection)
      return (
        try reports.costs(by: grouping, since: since),
        try reports.spending(budgets, at: Date())
      )
    }
    await database.close()
    if arguments.has(Option.json.name) {
      try session.console.print(json: Report(costs: costs, budgets: spending))
      return .success
    }
    if costs.isEmpty { session.console.note("no model was asked yet") }
    for cost in costs {
      session.console.print(
        "\(Dollars.text(cost.cost))  \(cost.of)  \(cost.calls) questions, \(cost.kept) of them "
          + "answered before, \(cost.failed) without an answer; \(cost.requests) requests, "
          + "\(cost.tokensIn) tokens read, \(cost.tokensOut) written")
    }
    for budget in spending {
      let limit = budget.limit.map { "of \(Dollars.text($0))" } ?? "without a limit"
      let aside = budget.reserved > 0 ? ", \(Dollars.text(budget.reserved)) set aside" : ""
      session.console.note(
        "\(budget.budget) budget: \(Dollars.text(budget.spent)) \(limit)\(aside)")
    }
    return .success
  }

  private struct Report: Encodable {
    let costs: [ModelReports.Cost]
    let budgets: [ModelReports.Spending]
  }
}

/// What `models list --json` prints of each model.
private struct Listed: Encodable {
  let name: String
  let dialect: String
  let model: String
  let url: String
  /// Dollars for a million tokens.
  let priceRead: Double
  let priceWritten: Double
  /// Who is asked when it cannot answer.
  let next: String?

  init(_ provider: ModelProvider) {
    (name, model, url) = (provider.name, provider.model, provider.url)
    (dialect, next) = (provider.dialect.rawValue, provider.next)
    (priceRead, priceWritten) = (provider.price.input, provider.price.output)
  }
}

/// A line of `models check --json`: what one model did.
private struct Checked: Encodable {
  let type = "check"
  let name: String
  let isGood: Bool
  let message: String

  init(_ answer: Result<String, ModelRefusal>, of name: String) {
    self.name = name
    switch answer {
    case .success(let text): (isGood, message) = (true, text)
    case .failure(let refusal): (isGood, message) = (false, "\(refusal)")
    }
  }
}
