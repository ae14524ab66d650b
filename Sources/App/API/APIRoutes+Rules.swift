import Accounts
import Files
import Foundation
import HTTPServer
import Pipeline
import Rules
import Storage
import Web

extension APIRoutes {
  /// Of a file that routes; or, behind a folder and a slash, of one of a worker or of models.
  private static let fileName = Schema.pattern("^([a-z]{1,40}/)?[A-Za-z0-9_][A-Za-z0-9_.-]{1,89}$")
  {
    isFileName($0)
  }
  private static let filePath = [
    ("file", fileName, "The name, as `10-orders.yaml` or `models%2Fmodels.yaml`.")
  ]
  private static let text = Schema.text(0...RuleFile.bytesMax)

  var ruleEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/rules", needs: .viewer, "Rule files, in the order in which they are read.",
        answer: .object([.needed("files", .many(RuleFileAnswer.schema))])
      ) { _ in
        let own = try services.rules.ownFiles.compactMap { try services.rules.stored($0.name) }
        let found = try services.rules.files() + own
        return try .json(["files": found.map { RuleFileAnswer($0, services.rules) }])
      }.ofAll(),
      Endpoint(
        .get, "/rules/{file}", needs: .viewer, "The text of a rule file; its ETag is for PUT.",
        path: Self.filePath,
        answer: .object([.needed("name", .line), .needed("text", .line)]), read
      ).ofAll(),
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
        let (name, limit) = (try name(call), call.limit(20))
        let found = try await services.database.read {
          try RuleHistory($0).versions(of: name, limit: limit)
        }
        return try .json(["versions": found.map(RuleVersionAnswer.init)])
      }.ofAll(),
      Endpoint(
        .post, "/rules/check", needs: .viewer, "What would be wrong if a file had this text.",
        body: .object([.needed("file", Self.fileName), .needed("text", Self.text)]),
        answer: .object([
          .needed("faults", .many(FaultAnswer.schema)),
          .optional("preview", .many(PreviewAnswer.schema)),
        ]), check
      ).ofAll(),
    ]
  }

  private func check(_ call: APICall) throws -> APIAnswer {
    let name = try checked(call.body["file"]?.text ?? "")
    let text = Array((call.body["text"]?.text ?? "").utf8)
    return try .json(
      CheckAnswer(
        faults: services.rules.faults(of: name, text).map(FaultAnswer.init),
        preview: services.rules.preview(of: name, text)?.map(PreviewAnswer.init)))
  }

  private struct CheckAnswer: Encodable {
    let faults: [FaultAnswer]
    /// Of words for models: what one would read, with made-up facts.
    let preview: [PreviewAnswer]?
  }

  private struct PreviewAnswer: Encodable {
    let part: String
    let text: String

    init(_ section: (name: String, text: String)) {
      part = section.name
      text = section.text
    }

    static let schema = Schema.object([.needed("part", .line), .needed("text", .line)])
  }

  private static func isFileName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last?.utf8, parts.count <= 2, (2...90).contains(name.count) else {
      return false
    }
    let isFolder = parts.count == 1 || (1...40).contains(parts[0].utf8.count)
    return isFolder && (parts.count == 1 || parts[0].utf8.allSatisfy { (0x61...0x7a).contains($0) })
      && name.enumerated().allSatisfy { index, byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        case 0x2D, 0x2E: index > 0
        default: false
        }
      }
  }

  private func name(_ call: APICall) throws -> String { try checked(call.text("file") ?? "") }

  private func checked(_ name: String) throws -> String {
    guard services.rules.takes(name) else {
      throw Problem.notFound("No rule file can be called so.")
    }
    return name
  }

  private func read(_ call: APICall) async throws -> APIAnswer {
    let name = try name(call)
    guard let file = try services.rules.stored(name) else {
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
    let name = try name(call)
    let before = try services.rules.stored(name)
    let match = call.visit.request.headers["If-Match"].map(EntityTags.init)
    if before != nil, match == nil {
      throw Problem(
        428, "If-Match needed", "“\(name)” is there: say by If-Match which text you have changed.")
    }
    if let match, before.map({ !match.match("\"\($0.fingerprint)\"") }) ?? true {
      throw Self.changedMeanwhile(name)
    }
    let text = Array((call.body["text"]?.text ?? "").utf8)
    let verdict = try await services.rules.save(
      name, text, over: before?.fingerprint ?? "", by: call.viewer.name)
    switch verdict {
    case .changedMeanwhile:
      throw Self.changedMeanwhile(name)
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

  private static func changedMeanwhile(_ name: String) -> Problem {
    Problem(412, "Changed meanwhile", "“\(name)” is no longer as you have read it.")
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
