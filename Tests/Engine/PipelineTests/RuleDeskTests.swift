import Files
import Foundation
import Pipeline
import Rules
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct `The desk of rules` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  private let desk: RuleDesk
  private let clock = ManualClock()

  private static let good = """
    rules:
      - name: lines
        match: {path: "lines/**"}
        worker: lines

    """

  init() async throws {
    place = try TemporaryDirectory()
    let workspace = Workspace(place.path)
    try workspace.prepare()
    database = try SQLiteDatabase(path: workspace.database.description)
    try await Migration.apply(RuleHistory.migrations, to: database)
    let clock = clock
    desk = RuleDesk(
      workspace: workspace, database: database, now: { clock.date },
      own: [
        RuleDesk.OwnFile("lines/words.txt", shipped: Array("ours\n".utf8)) { file in
          if !file.text.isEmpty { return [] }
          return [
            RuleFault(
              file: file.name, line: 1, column: 1, severity: .error, message: "empty", hint: nil,
              source: "")
          ]
        }
      ],
      check: { RuleSet.load($0, workers: ["lines": ["lines"]]) })
    try place.write("rules/10-lines.yaml", Self.good)
  }

  private func save(
    _ text: String, over fingerprint: String? = nil, name: String = "10-lines.yaml"
  ) async throws -> String {
    let read = try desk.stored(name)?.fingerprint ?? ""
    let verdict = try await desk.save(
      name, Array(text.utf8), over: fingerprint ?? read, by: "ada")
    switch verdict {
    case .saved: return "saved"
    case .faults(let faults): return "\(faults.count) faults"
    case .changedMeanwhile: return "changed"
    }
  }

  @Test func `shows the other files beside one that cannot be read, and changes them`()
    async throws
  {
    let large = String(repeating: "# more than anybody would write\n", count: 40_000)
    try place.write("rules/20-large.yaml", large)
    #expect(try desk.files().map(\.file.name) == ["10-lines.yaml", "20-large.yaml"])
    #expect(try desk.faults().map(\.place) == ["rules/20-large.yaml:1:1"])
    #expect(throws: FileError.self) { try desk.stored("20-large.yaml") }
    #expect(try await save(Self.good + "# mine\n") == "1 faults")
    #expect(try await save(Self.good, over: "", name: "10-lines.yaml") == "changed")
  }

  @Test func `writes a file that holds, and keeps what it said before`() async throws {
    let text = Self.good + "# a remark\n"
    #expect(try await save(text) == "saved")
    #expect(try desk.files().map(\.text) == [text])
    let versions = try await database.read { try RuleHistory($0).versions(of: "10-lines.yaml") }
    #expect(versions.map(\.text) == [text, Self.good])
    #expect(versions.map(\.by) == ["ada", "by hand"])
    #expect(try desk.faults().isEmpty)
  }

  @Test func `writes nothing that cannot be used, and says why`() async throws {
    let broken = Self.good.replacingOccurrences(of: "worker: lines", with: "worker: nobody")
    #expect(try await save(broken) == "1 faults")
    #expect(try desk.files().map(\.text) == [Self.good])
    #expect(try desk.faults(of: "10-lines.yaml", Array(broken.utf8)).count == 1)
    #expect(try desk.faults(of: "10-lines.yaml", Array(Self.good.utf8)).isEmpty)
  }

  @Test func `writes a worker's own file by that worker's judgement`() async throws {
    let name = "lines/words.txt"
    #expect(try desk.stored(name) == nil && desk.takes(name) && !desk.takes("lines/other.txt"))
    #expect(try await save("", name: name) == "1 faults")
    #expect(try await save("mine\n", name: name) == "saved")
    #expect(try await save("other\n", over: "", name: name) == "changed")
    #expect(try desk.stored(name)?.text == "mine\n")
    // It routes nothing, and is not read for what routes.
    #expect(try desk.files().map(\.file.name) == ["10-lines.yaml"] && desk.faults().isEmpty)
  }

  @Test func `lets nobody overwrite what somebody else has written since`() async throws {
    let read = try #require(try desk.files().first).fingerprint
    #expect(try await save(Self.good + "# one\n", over: read) == "saved")
    #expect(try await save(Self.good + "# two\n", over: read) == "changed")
    #expect(try await save(Self.good, over: "", name: "10-lines.yaml") == "changed")
  }

  @Test(arguments: [
    ("05-orders.yaml", true), ("a_b.yml", true), (".yaml", false), ("../x.yaml", false),
    ("a/b.yaml", false), ("a.yaml.txt", false), ("ä.yaml", false), (".hidden.yaml", false),
  ])
  func `takes names that lead nowhere else`(_ name: String, _ isGood: Bool) {
    #expect(RuleDesk.isName(name) == isGood)
  }

  @Test func `makes a new file`() async throws {
    let text = Self.good.replacingOccurrences(of: "name: lines", with: "name: more")
    #expect(try await save(text, name: "20-more.yaml") == "saved")
    #expect(try desk.files().map(\.file.name) == ["10-lines.yaml", "20-more.yaml"])
  }

  @Test func `takes one of several that change the same text at once`() async throws {
    for round in 1...5 {
      let read = try #require(try desk.stored("10-lines.yaml")).fingerprint
      let verdicts = try await withThrowingTaskGroup { group in
        for number in 1...8 {
          group.addTask {
            try await save(Self.good + "# \(round) \(number)\n", over: read)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(verdicts.sorted() == Array(repeating: "changed", count: 7) + ["saved"])
    }
  }
}
