import Testing

@testable import Rules

@Suite struct `A rule` {
  @Test func `has every setting that is written`() throws {
    let set = try rules(
      """
      rules:
        - name: letters
          match: {name: "*.txt"}
          worker: studio
          route: letters
          priority: 5
          concurrency: 2
          complete: {settle: 1.5s, marker: .done}
          retry: {attempts: 3, backoff: 2m}
          seen: again
      """)
    let rule = set.rules[0]
    #expect(rule.worker == "studio")
    #expect(rule.route == "letters")
    #expect(rule.priority == 5)
    #expect(rule.concurrency == 2)
    #expect(rule.completeness.settle == .milliseconds(1500))
    #expect(rule.completeness.marker == ".done")
    #expect(rule.retry == Rule.Retry(attempts: 3, backoff: .seconds(120)))
    #expect(rule.seen == .again)
    #expect(rule.place == "rules/rules.yaml:2")
  }

  @Test func `goes without what is not written`() throws {
    let rule = try rules("rules:\n  - name: all\n    worker: listings\n    options:\n").rules[0]
    #expect(rule.route == "tables")
    #expect(rule.business == nil)
    #expect(rule.options.isEmpty)
    #expect(rule.priority == 0)
    #expect(rule.concurrency == nil)
    #expect(rule.completeness == .standard)
    #expect(rule.retry == Rule.Retry(attempts: nil, backoff: nil))
    #expect(rule.seen == .skip)
  }

  @Test(arguments: [
    ("EUR", RuleValue.text("EUR")), ("12", .integer(12)), ("-3", .integer(-3)),
    ("2.5", .number(2.5)), ("true", .flag(true)), ("false", .flag(false)), ("NO", .text("NO")),
    ("01067", .text("01067")), ("12E5", .text("12E5")), ("+5", .text("+5")),
    ("\"12\"", .text("12")),
    ("\"true\"", .text("true")), ("12345678901234567890", .text("12345678901234567890")),
    ("[a, 1]", .list([.text("a"), .integer(1)])), ("2026-03-01", .text("2026-03-01")),
  ])
  func `reads an option`(_ written: String, _ value: RuleValue) throws {
    let set = try rules("rules:\n  - {name: a, worker: tabular, options: {key: \(written)}}\n")
    #expect(set.rules[0].options == ["key": value])
  }

  @Test func `gives an option as the worker asks for it`() {
    #expect(RuleValue.text("EUR").string == "EUR")
    #expect(RuleValue.integer(10_115).string == "10115")
    #expect(RuleValue.integer(2).double == 2)
    #expect(RuleValue.number(2.5).int == nil)
    #expect(RuleValue.flag(true).bool == true)
    #expect(RuleValue.text("yes").bool == nil)
    #expect(RuleValue.flag(true).string == nil)
    #expect(RuleValue.list([.text("a"), .integer(1)]).strings == ["a", "1"])
    #expect(RuleValue.text("a").strings == ["a"])
    #expect(RuleValue.list([.flag(true)]).strings == nil)
  }

  @Test func `may be written by a Windows editor`() throws {
    let text = "\u{FEFF}rules:\r\n  - name: größe\r\n    worker: tabular\r\n"
    #expect(try rules(text).rules.map(\.name) == ["größe"])
  }

  /// It may be half written. That there is none is to be said, and not of all files.
  @Test(arguments: [
    ("", 1), ("\n", 1), ("# notes only\n", 1), ("---\n", 1), ("{}\n", 1), ("rules:\n", 1),
    ("rules: []\n", 0),
  ])
  func `may be missing from a file that says so`(_ text: String, _ count: Int) throws {
    let files = [("10.yaml", text), ("90.yaml", "rules: [{name: a, worker: tabular}]\n")].map {
      RuleFile(name: $0.0, text: Array($0.1.utf8))
    }
    let (set, faults) = RuleSet.load(files, workers: testWorkers)
    #expect(faults.count { $0.message == "there is no rule in this file" } == count)
    #expect(set?.rules.count == (count == 0 ? 1 : nil))
    #expect(RuleSet.load([files[0]], workers: testWorkers).0 == nil)
  }
}
