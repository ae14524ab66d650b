import Accounts
import Agents
import HTTPServer
import Pipeline
import Web

// What workers can do, by hand. A tool may reach what belongs to any business.
extension APIRoutes {
  var toolEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/tools", needs: .viewer, "What workers can do, and what each tool is told.",
        answer: .object([.needed("tools", .many(ToolDescription.schema))])
      ) { _ in
        let found = services.workers.flatMap { worker in
          worker.tools.map { ToolDescription(worker.name, $0) }
        }
        return try .json(["tools": found])
      },
      Endpoint(
        .post, "/tools/{worker}/{tool}", needs: .operator,
        "Has a tool do something, or say what it would do; what is risky waits for an approval.",
        path: [("worker", .text(1...100), "The worker."), ("tool", .text(1...100), "The tool.")],
        body: .object([
          .optional("arguments", .map(.any)), .optional("dryRun", .flag),
        ]), answer: ToolDescription.answerSchema, use
      ).ofAll(),
    ]
  }

  private func use(_ call: APICall) async throws -> APIAnswer {
    let (worker, tool) = (call.text("worker") ?? "", call.text("tool") ?? "")
    let tools = services.workers.first { $0.name == worker }?.tools ?? []
    guard tools.contains(where: { $0.name == tool }) else {
      throw Problem.notFound("There is no tool “\(worker)/\(tool)”.")
    }
    var arguments: [String: ToolValue] = [:]
    if case .object(let members)? = call.body["arguments"] {
      for (name, value) in members { arguments[name] = try Self.value(value, name) }
    }
    let isDryRun = call.body["dryRun"]?.flag ?? false
    do {
      let answer = try await services.scheduler.use(
        tool, of: worker, arguments, isDryRun: isDryRun, by: call.viewer.name)
      if !isDryRun {
        let told = arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.shown)" }
        try await call.visit.audit("tool.run", "\(worker)/\(tool)", told.joined(separator: " "))
        services.changed("tool", "\(worker)/\(tool)")
      }
      return try .json(answer)
    } catch let error as ToolError {
      throw Problem.invalid(error.description)
    } catch let error where !(error is CancellationError || error is Problem) {
      throw Problem.conflict("The tool cannot do it now: \(error)")
    }
  }

  private static func value(_ value: JSONValue, _ name: String) throws -> ToolValue {
    switch value {
    case .null: .none
    case .flag(let flag): .flag(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .list, .object: throw Problem.invalid("“\(name)” takes one value.")
    }
  }
}

/// A tool as programs see it.
struct ToolDescription: Encodable {
  struct Parameter: Encodable {
    let name: String
    let kind: String
    let about: String
    let isRequired: Bool
    @AlwaysWritten var words: [String]?
  }

  let worker: String
  let name: String
  let about: String
  let risk: String
  let parameters: [Parameter]

  init(_ worker: String, _ tool: Tool) {
    self.worker = worker
    name = tool.name
    about = tool.sentence
    risk = tool.risk.rawValue
    parameters = tool.parameters.map { parameter in
      let (kind, words): (String, [String]?) =
        switch parameter.kind {
        case .text: ("text", nil)
        case .integer: ("integer", nil)
        case .number: ("number", nil)
        case .flag: ("flag", nil)
        case .choice(let words): ("choice", words)
        }
      return Parameter(
        name: parameter.name, kind: kind, about: parameter.sentence,
        isRequired: parameter.isRequired, words: words)
    }
  }

  static let schema = Schema.object([
    .needed("worker", .line), .needed("name", .line), .needed("about", .line),
    .needed("risk", .line),
    .needed(
      "parameters",
      .many(
        .object([
          .needed("name", .line), .needed("kind", .line), .needed("about", .line),
          .needed("isRequired", .flag), .needed("words", .nullable(.many(.line))),
        ]))),
  ])

  static let answerSchema = Schema.object([
    .needed("summary", .line), .needed("isGood", .flag), .needed("columns", .many(.line)),
    .needed("rows", .many(.many(.any))),
  ])
}
