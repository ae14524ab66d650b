import Rules

/// A rule file gives rules, or faults that lie within it.
enum RuleTarget {
  private static let workers = [
    "listings": KnownWorker(routes: ["table", "photos"]),
    "tabular": KnownWorker(routes: ["table"]),
  ]

  static func run(_ bytes: [UInt8]) {
    let (rules, faults) = RuleSet.load([RuleFile(name: "a.yaml", text: bytes)], workers: workers)
    let lines = bytes.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A || $0 == 0x0D }
    ).count
    for fault in faults {
      expect(fault.line >= 1 && fault.column >= 1, "a fault lies before the file: \(fault)")
      expect(fault.line <= lines + 1, "a fault lies behind the file: \(fault)")
      _ = fault.description
    }
    guard let rules else { return expect(!faults.isEmpty, "no rules, and no word why") }
    for components in [["listings", "acme", "March.csv"], ["a"], ["ünï", "\u{0}", "x.CSV.gz"]] {
      _ = rules.completeness(forRelativePath: components)
      _ = rules.route(Candidate(components: components, size: bytes.count, firstBytes: bytes))
      _ = rules.explain(Candidate(components: components, size: 0, header: ["price", "beds"]))
    }
  }
}
