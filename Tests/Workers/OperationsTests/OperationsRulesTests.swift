import Rules
import Testing

@testable import Operations

@Suite struct `The worker’s own rules` {
  @Test func `are without fault as they come`() {
    let rules = OperationsRules.shipped
    #expect(rules.agents.count == 6)
    #expect(Set(rules.failures.map(\.kind)).subtracting(rules.kinds.keys).isEmpty)
    #expect(rules.kinds.values.allSatisfy { !$0.cause.isEmpty && !$0.hints.isEmpty })
  }

  @Test func `of a workspace come before those that ship`() {
    let text = """
      failures:
        - class: payment
          severity: critical
          always: true
          any: ["card declined"]
        - class: mine
          any: ["no space left"]
      agents:
        - {name: night-shift, capabilities: [bug_fix], tasks: 2, weight: 5}
      """
    let (rules, faults) = Self.read(text)
    #expect(faults.isEmpty)
    #expect(rules.agents.map(\.name) == ["night-shift"])
    let detector = FailureDetector(rules)
    #expect(detector.failure(Self.record("info", "a Card Declined today"))?.kind == "payment")
    #expect(detector.failure(Self.record("", "no space left on device"))?.kind == "mine")
    #expect(rules.kind("payment").name == "payment")
  }

  /// The words that ship are for events that do not say themselves how serious they are.
  @Test func `of a workspace say of any event that it is none`() {
    let (rules, faults) = Self.read("ignore: [\"flaky probe\"]\n")
    #expect(faults.isEmpty)
    let detector = FailureDetector(rules)
    let record = { (message: String, details: String) in
      LogRecord(
        line: 1, lines: 1, time: nil, level: "error", source: "", message: message,
        details: details, run: nil, step: nil, isOfRuns: false, isStamped: false)
    }
    #expect(detector.failure(record("the Flaky probe timed out", "")) == nil)
    #expect(detector.failure(record("done with 0 errors", "")) != nil)
    #expect(detector.failure(record("cart failed", "flaky probe")) != nil)
  }

  @Test func `of a class say only what is to be other than it ships`() {
    let (rules, faults) = Self.read(
      """
      classes:
        - {class: disk_full, type: maintenance, recovery: [./clean.py]}
        - {class: mine}
      """)
    #expect(faults.isEmpty)
    let shipped = OperationsRules.shipped.kind("disk_full")
    let kind = rules.kind("disk_full")
    #expect(kind.recovery == ["./clean.py"] && kind.task == .maintenance)
    #expect(kind.hints == shipped.hints && kind.cause == shipped.cause && kind.name == shipped.name)
    #expect(rules.kind("mine").task == .bugFix && !rules.kind("mine").hints.isEmpty)
  }

  @Test(arguments: [
    ("failures:\n  - severity: high\n", "2:5", "no class"),
    ("failures:\n  - class: a\n    any: [x]\n", "2:5", "three letters"),
    ("failures:\n  - class: a\n    severity: huge\n    any: [abc]\n", "2:5", "no severity"),
    ("agents:\n  - name: Not One\n", "2:5", "small letters"),
    ("agents:\n  - {name: a, capabilities: [cooking]}\n", "2:6", "no task asks for"),
    ("agents:\n  - {name: a, capabilities: [testing], tasks: 1e30}\n", "2:47", "1 to 1000"),
    ("agents:\n  - {name: a, capabilities: [testing], tasks: -1}\n", "2:47", "1 to 1000"),
    ("agents:\n  - {name: a, capabilities: [testing], tasks: 0}\n", "2:47", "1 to 1000"),
    ("agents:\n  - {name: a, capabilities: [testing], tasks: many}\n", "2:47", "1 to 1000"),
    ("agents:\n  - {name: a, capabilities: [testing], weight: nan}\n", "2:48", "“weight”"),
    ("classes:\n  - {class: a, type: cooking}\n", "2:6", "no type"),
    ("failures:\n  - {class: a b, any: [abc]}\n", "2:6", "blanks"),
    ("failures:\n  - {class: a, anny: [abc], any: [abc]}\n", "2:22", "no “anny”"),
    ("classes:\n  - {class: a, hint: b}\n", "2:22", "no “hint”"),
    ("agents:\n  - {name: a, capabilities: [testing], wait: 3}\n", "2:46", "no “wait”"),
    ("redaction: {name: [a]}\n", "1:19", "no “name”"),
    ("nonsense: [1]\n", "1:11", "no part"), ("failures: [\n", "2:1", ""),
  ])
  func `that are wrong are told with their place`(
    _ text: String, _ place: String, _ message: String
  ) throws {
    let faults = Self.read(text).faults
    let fault = try #require(faults.first)
    #expect("\(fault.line):\(fault.column)" == place)
    #expect(fault.file == "operations/own.yaml")
    #expect(message.isEmpty || fault.description.contains(message))
  }

  private static func read(_ text: String) -> (rules: OperationsRules, faults: [RuleFault]) {
    OperationsRules.read(own: [RuleFile(name: "operations/own.yaml", text: Array(text.utf8))])
  }

  private static func record(_ level: String, _ text: String) -> LogRecord {
    LogRecord(
      line: 1, lines: 1, time: nil, level: level, source: "", message: text, details: "",
      run: nil, step: nil, isOfRuns: false, isStamped: true)
  }
}
