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
    """

  @Test(arguments: [
    ("acme/x.csv", Completeness(settle: .seconds(60), marker: nil, bundle: false)),
    ("acme/x.bundle", Completeness(settle: .seconds(20), marker: nil, bundle: true)),
    ("x.CSV", Completeness(settle: nil, marker: ".done", bundle: false)),
    ("acme", .standard), ("x.txt", .standard),
  ])
  func `is said by the first rule whose path and name fit`(
    _ path: String, _ expected: Completeness
  ) throws {
    let components = path.split(separator: "/").map(String.init)
    #expect(try rules(Self.text).completeness(forRelativePath: components) == expected)
  }
}
