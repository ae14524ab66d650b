import Accounts
import Files
import Foundation
import HTTPServer
import Pipeline
import Rules
import Storage
import Web

extension APIRoutes {
  private static let fileName = Schema.pattern("^[A-Za-z0-9_-]{1,90}\\.ya?ml$") {
    RuleDesk.isName($0)
  }
  private static let filePath = [("file", fileName, "The name, as `10-orders.yaml`.")]
  private static let text = Schema.text(0...RuleFile.bytesMax)

  var ruleEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/rules", needs: .viewer, "Rule files, in the order in which they are read.",
        answer: .object([.needed("files", .many(RuleFileAnswer.schema))])
      ) { _ in
        try .json(["files": services.rules.files().map { RuleFileAnswer($0, services.rules) }])
      },
      Endpoint(
        .get, "/rules/{file}", needs: .viewer, "The text of a rule file; its ETag is for PUT.",
        path: Self.filePath,
        answer: .object([.needed("name", .line), .needed("text", .line)]), read),
      Endpoint(
        .put, "/rules/{file}", needs: .admin,
        "Writes a rule file if all rules hold with it. If-Match says which text was changed.",
        path: Self.filePath, body: .object([.needed("text", Self.text)]),
        answer: .object([.needed("saved", .flag), .needed("faults", .many(FaultAnswer.schema))]),
        write
      ).checkingMatch(),
      Endpoint(
        .get, "/rules/{file}/versions", needs: .viewer, "Earlier texts, newest first.",
        path: Self.filePath,
        query: [.init(name: "limit", schema: .integer(1...100), summary: "How many at most.")],
        answer: .object([.needed("versions", .many(RuleVersionAnswer.schema))])
      ) { call in
        let (name, limit) = (try Self.name(call), call.limit(20))
        let found = try await services.database.read {
          try RuleHistory($0).versions(of: name, limit: limit)
        }
        return try .json(["versions": found.map(RuleVersionAnswer.init)])
      },
      Endpoint(
        .post, "/rules/check", needs: .viewer, "What would be wrong if a file had this text.",
        body: .object([.needed("file", Self.fileName), .needed("text", Self.text)]),
        answer: .object([.needed("faults", .many(FaultAnswer.schema))])
      ) { call in
        let name = try Self.checked(call.body["file"]?.text ?? "")
        let text = Array((call.body["text"]?.text ?? "").utf8)
        let faults = try services.rules.faults(of: name, text)
        return try .json(["faults": faults.map(FaultAnswer.init)])
      },
    ]
  }

  private static func name(_ call: APICall) throws -> String {
    try checked(call.text("file") ?? "")
  }

  private static func checked(_ name: String) throws -> String {
    guard RuleDesk.isName(name) else {
      throw Problem.notFound("No rule file can be called so.")
    }
    return name
  }

  private func stored(_ name: String) throws -> RuleDesk.StoredFile? {
    try services.rules.files().first { $0.file.name == name }
  }

  private func read(_ call: APICall) async throws -> APIAnswer {
    let name = try Self.name(call)
    guard let file = try stored(name) else {
      throw Problem.notFound("There is no rule file “\(name)”.")
    }
    var answer = try APIAnswer.json(["name": name, "text": file.text])
    answer.headers.append(("ETag", "\"\(file.fingerprint)\""))
    return answer
  }

  private func write(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let saved: Bool
      let faults: [FaultAnswer]
    }
    let name = try Self.name(call)
    let before = try stored(name)
    let match = call.visit.request.headers["If-Match"]?.filter { $0 != "\"" }
    if before != nil, match == nil {
      throw Problem(
        428, "If-Match needed", "“\(name)” is there: say by If-Match which text you have changed.")
    }
    let text = Array((call.body["text"]?.text ?? "").utf8)
    let verdict = try await services.rules.save(
      name, text, over: match ?? "", by: call.viewer.name)
    switch verdict {
    case .changedMeanwhile:
      throw Problem(412, "Changed meanwhile", "“\(name)” is no longer as you have read it.")
    case .faults(let faults):
      throw Problem.invalid(
        "The rules would not hold.",
        faults.map { .init(pointer: $0.place, detail: $0.message) })
    case .saved:
      try await call.visit.audit("rules.write", name)
      services.changed("rules", name)
      return try .json(Answer(saved: true, faults: []))
    }
  }
}

/// A rule file as programs see it.
struct RuleFileAnswer: Encodable {
  let name: String
  let changed: Date
  let size: Int
  let rules: [String]
  let faults: [FaultAnswer]

  init(_ stored: RuleDesk.StoredFile, _ desk: RuleDesk) {
    let (rules, faults) = desk.read(stored)
    name = stored.file.name
    changed = stored.changed
    size = stored.file.text.count
    self.rules = rules
    self.faults = faults.map(FaultAnswer.init)
  }

  static let schema = Schema.object([
    .needed("name", .line), .needed("changed", .time), .needed("size", .count),
    .needed("rules", .many(.line)), .needed("faults", .many(FaultAnswer.schema)),
  ])
}

/// Something wrong in a rule file.
struct FaultAnswer: Encodable {
  let file: String
  let line: Int
  let column: Int
  let severity: String
  let message: String
  @AlwaysWritten var hint: String?

  init(_ fault: RuleFault) {
    file = fault.file
    line = fault.line
    column = fault.column
    severity = fault.severity.rawValue
    message = fault.message
    hint = fault.hint
  }

  static let schema = Schema.object([
    .needed("file", .line), .needed("line", .count), .needed("column", .count),
    .needed("severity", .line), .needed("message", .line), .needed("hint", .nullable(.line)),
  ])
}

/// An earlier text of a rule file.
struct RuleVersionAnswer: Encodable {
  let number: Int
  let time: Date
  let by: String
  let text: String

  init(_ version: RuleHistory.Version) {
    number = version.number
    time = version.time
    by = version.by
    text = version.text
  }

  static let schema = Schema.object([
    .needed("number", .id), .needed("time", .time), .needed("by", .line), .needed("text", .line),
  ])
}
