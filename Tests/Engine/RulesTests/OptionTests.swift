import Testing

@testable import Rules

@Suite struct `An option of a rule` {
  private static let workers: [String: KnownWorker] = [
    "listings": KnownWorker(routes: ["table"], options: ["currency", "fraud_block"]),
    "parcels": KnownWorker(routes: ["unpack"], options: []), "any": ["table"],
    "strict": KnownWorker(routes: ["table"]) { options in
      options.filter { $0.value.bool == nil }.map {
        OptionProblem($0.key, "is true or false, not \($0.value)")
      }
    },
  ]

  private func load(_ worker: String, _ options: String) -> (RuleSet?, [RuleFault]) {
    let text = "rules:\n  - name: a\n    worker: \(worker)\n    options: {\(options)}\n"
    return RuleSet.load(
      [RuleFile(name: "a.yaml", text: Array(text.utf8))], workers: Self.workers)
  }

  @Test(arguments: [
    ("listings", "curency: GBP", 15, "did you mean “currency”?"),
    ("listings", "currency: GBP, fraud_blok: 0.9", 30, "did you mean “fraud_block”?"),
    ("listings", "colour: red", 15, "its options are: currency, fraud_block"),
    ("parcels", "currency: GBP", 15, "it has none: take it out"),
  ])
  func `that its worker does not know is warned of`(
    _ worker: String, _ options: String, _ column: Int, _ hint: String
  ) throws {
    let (rules, faults) = load(worker, options)
    #expect(rules?.rules.count == 1)
    let fault = try #require(faults.first)
    #expect(faults.count == 1)
    #expect(fault.severity == .warning)
    #expect(fault.place == "rules/a.yaml:4:\(column)")
    #expect(fault.hint == hint)
  }

  @Test(arguments: [
    ("snapshot: \"yes\"", 25, "“yes”"), ("a: true, snapshot: hot", 34, "“hot”"),
    ("snapshot: 12", 25, "12"), ("snapshot: [a, 1, true]", 25, "[“a”, 1, true]"),
  ])
  func `with a value that its worker cannot use is refused where it stands`(
    _ options: String, _ column: Int, _ value: String
  ) throws {
    let (rules, faults) = load("strict", options)
    #expect(rules == nil)
    let fault = try #require(faults.first)
    #expect(faults.count == 1)
    #expect(fault.severity == .error)
    #expect(fault.place == "rules/a.yaml:4:\(column)")
    #expect(fault.message == "the option “snapshot” is true or false, not \(value)")
  }

  @Test(arguments: [("listings", "currency: GBP, fraud_block: 0.9"), ("any", "colour: red")])
  func `passes when its worker knows it, or takes any`(_ worker: String, _ options: String) {
    let (rules, faults) = load(worker, options)
    #expect(rules?.rules.first?.options.isEmpty == false)
    #expect(faults.isEmpty)
  }
}
