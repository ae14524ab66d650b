import Testing

@testable import Rules

@Suite struct `A rule that names programs` {
  @Test func `says which stage is which program, and what it may take`() throws {
    let set = try rules(
      """
      rules:
        - name: orders
          worker: workshop
          stages:
            process: {run: [./orders/enrich.py, --fast], timeout: 1.5s, memory: 64M}
            publish: {run: /usr/bin/true}
      """)
    #expect(
      set.rules[0].programs == [
        "process": StageProgram(
          run: ["./orders/enrich.py", "--fast"], timeoutSeconds: 1.5, memoryBytes: 64_000_000),
        "publish": StageProgram(run: ["/usr/bin/true"]),
      ])
  }

  @Test(arguments: [
    ("worker: tabular", "process: {run: [./a]}", "4:7 this worker has its own stages"),
    ("worker: workshop", "cook: {run: [./a]}", "4:7 “stages” has no setting “cook”"),
    ("worker: workshop", "process: {timeout: 1s}", "4:17 the stage names no program"),
    ("worker: workshop", "process: {run: []}", "4:22 “run” is an empty list"),
    ("worker: workshop", "process: {run: [a.py]}", "4:23 “a.py” is no path of a program"),
    ("worker: workshop", "process: {run: [./../a]}", "4:23 “./../a” leads elsewhere"),
    ("worker: workshop", "process: {run: [/usr//a]}", "4:23 “/usr//a” leads elsewhere"),
    (
      "worker: workshop", "process: {run: [./a], timeout: 2d}",
      "4:38 “timeout” is longer than 1 day"
    ),
  ])
  func `is refused with the place`(_ worker: String, _ stage: String, _ fault: String) throws {
    let (_, faults) = load("rules:\n  - name: a\n    \(worker)\n    stages:\n      \(stage)\n")
    let first = try #require(faults.first)
    #expect("\(first.line - 1):\(first.column) \(first.message)" == fault)
  }
}
