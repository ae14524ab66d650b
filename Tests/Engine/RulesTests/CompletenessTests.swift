import Testing

@testable import Rules

@Suite struct `How a file is known to be whole` {
  private static let text = """
    rules:
      - name: slow
        match: {path: "acme/**", type: "text/*"}
        worker: tabular
        complete: {settle: 1m}
      - name: bundles
        match: {path: "*/*.bundle", bundle: true}
        worker: tabular
        complete: {settle: 20s}
      - name: marked
        match: {name: "*.csv", size: {min: 1GB}}
        worker: tabular
        complete: {marker: .done}
      - name: signed
        match: {path: "signed/**", columns: {all: [name]}}
        worker: tabular
        complete: {marker: .ok}
      - name: quick
        match: {path: "acme/quick/**"}
        worker: tabular
        complete: {settle: 1s}
      - name: live
        match: {path: "live/**", starts: "{"}
        worker: tabular
        follow: true
      - name: all
        match: {path: "{acme,live}/**"}
        worker: tabular
      - name: never asked
        worker: tabular
        complete: {settle: 1d, marker: .end}
    """

  @Test(arguments: [
    ("acme/x.txt", ExpectedCompleteness(settle: .seconds(60), isSettleLeast: true)),
    ("acme/quick/x.txt", ExpectedCompleteness(settle: .seconds(60))),
    ("acme/x.bundle", ExpectedCompleteness(settle: .seconds(20), bundle: true)),
    (
      "acme/x.CSV",
      ExpectedCompleteness(settle: .seconds(60), isSettleLeast: true, markers: [".done"])
    ),
    (
      "signed/x.csv",
      ExpectedCompleteness(
        settle: .seconds(86_400), isSettleLeast: true, markers: [".done", ".ok", ".end"],
        needsMarker: true)
    ),
    ("live/x.log", ExpectedCompleteness(follows: true)), ("live/x.log.gz", .standard),
    ("acme", ExpectedCompleteness(settle: .seconds(86_400), markers: [".end"], needsMarker: true)),
  ])
  func `is said by the rules whose path and name fit`(
    _ path: String, _ expected: ExpectedCompleteness
  ) throws {
    let components = path.split(separator: "/").map(String.init)
    #expect(try rules(Self.text).completeness(forRelativePath: components) == expected)
  }

  /// Two rules, the first of which may leave files to the second for what is in them.
  @Test(arguments: [
    ("path: a/**, columns: {all: [deal]}", "path: a/**", "complete: {marker: .done}", true),
    ("path: a/**, columns: {all: [deal]}", "path: a/**", "complete: {settle: 1m}", false),
    ("path: a/**, columns: {all: [deal]}", "path: b/**", "complete: {marker: .done}", false),
    ("path: a/**, starts: x", "name: '*.csv'", "complete: {marker: .done}", true),
    ("name: '*.log', starts: x", "name: '*.csv'", "complete: {marker: .done}", false),
    ("name: 'x*', starts: x", "name: '*.{csv,x}'", "follow: true", true),
    ("name: 'x?', starts: x", "path: a/*.csv", "follow: true", false),
    ("path: '*', size: {min: 1}", "path: a/*.csv", "follow: true", false),
    ("path: a/**", "path: a/**", "follow: true", false),
  ])
  func `is doubted where two rules want it otherwise`(
    _ first: String, _ second: String, _ setting: String, _ isDoubted: Bool
  ) {
    let text = """
      rules:
        - {name: first, match: {\(Self.quoted(first))}, worker: tabular}
        - {name: second, match: {\(Self.quoted(second))}, worker: tabular, \(setting)}
      """
    let (set, faults) = load(text)
    #expect(set != nil, "\(faults)")
    #expect(faults.map(\.message).contains { $0.contains("files of the same names") } == isDoubted)
  }

  /// Patterns without quotes of their own get them.
  private static func quoted(_ conditions: String) -> String {
    conditions.replacing(/(path|name): ([^',]+)/) { "\($0.output.1): '\($0.output.2)'" }
  }
}
