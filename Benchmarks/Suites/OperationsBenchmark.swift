import Files
import Foundation
import Glibc
import Pipeline
import TestSupport

/// Incidents and tasks: the commands, many tasks at once, and a log on its way to an issue.
enum OperationsBenchmark: Benchmark {
  static let name = "operations"

  private static let business = "bench"
  private static let rule = """
    rules:
      - {name: bugs, match: {path: "operations/*/bugs/*"}, worker: operations, route: report}
      - {name: answers, match: {path: "operations/*/tasks/*"}, worker: operations, route: report}
      - {name: logs, match: {path: "operations/**"}, worker: operations, route: log}

    """

  static func run(_ bench: Bench) async throws {
    let daemon = try DaemonProcess(
      bench, in: try bench.makeDirectory(), arguments: ["--no-web"], rules: rule)
    defer { daemon.stop() }
    try warmUp(daemon)
    try measureLogs(bench, daemon)
    try measureBugs(bench, daemon)
    let board = daemon.workspace.outbox / "operations" / Path(business)
    guard let task = try firstTask(board) else { throw BenchError("no task is on the board") }
    try measure(
      bench, daemon, "a task assigned by hand, said and not done", limit: 50,
      ["operations", "assign", task, "general-backup", "--dry-run"])
    try measure(bench, daemon, "health checked", limit: 1000, ["operations", "check"])
    daemon.stop()
  }

  private static func drop(_ text: String, _ name: String, _ daemon: DaemonProcess) throws {
    let path = daemon.inbox / "operations" / Path(business) / Path(name)
    try Directory.make(path.parent)
    let beside = path.parent.appending(Array(".".utf8) + path.name)
    try FileWriter.write(Array(text.utf8), to: beside)
    try Renaming.move(beside, to: path)
  }

  private static func warmUp(_ daemon: DaemonProcess) throws {
    try drop(log(0), "warm-up.log", daemon)
    try daemon.waitUntilDone(1, limit: 60)
  }

  private static func log(_ number: Int) -> String {
    let word = String(
      (0..<6).map { Character(UnicodeScalar(UInt8(97 + (number >> (4 * $0)) % 16))) })
    return """
      2026-03-01 07:00:00,000 INFO app: started
      2026-03-01 07:00:01,000 ERROR app.\(word): could not open the ledger of \(word)
      2026-03-01 07:00:02,000 INFO app: goes on

      """
  }

  /// A log is dropped, and its issue lies in the outbox.
  private static func measureLogs(_ bench: Bench, _ daemon: DaemonProcess) throws {
    let incidents = daemon.workspace.outbox / "operations" / Path(business) / "incidents"
    let before = try Directory.entries(of: incidents).count
    var times: [Double] = []
    let count = bench.options.isQuick ? 5 : 20
    for number in 1...count {
      let start = monotonicNanoseconds()
      try drop(log(number), "log-\(number).log", daemon)
      let isThere = try wait(30, every: 0.002) {
        try Directory.entries(of: incidents).count >= before + number
      }
      if !isThere { throw BenchError("a log became no issue within 30 s") }
      times.append(Double(monotonicNanoseconds() - start) / 1e6)
    }
    // The issue is seen before the item has come to its end, and the warm-up was one more.
    try daemon.waitUntilDone(count + 1, limit: 30)
    let sample = Sample(times)
    bench.add(
      Figure(
        name: "operations: a log dropped to its issue, with an agent", value: sample.median,
        unit: "ms", target: .atMost(1000), note: sample.range))
  }

  /// A hundred bug reports at once become tasks with agents.
  private static func measureBugs(_ bench: Bench, _ daemon: DaemonProcess) throws {
    let count = 100
    let done = try daemon.doneCount()
    let before = daemon.process.usage.processorSeconds
    let start = monotonicNanoseconds()
    for number in 0..<count {
      let bug = """
        {"title": "Button \(number) does nothing", "description": "It was pressed.",
         "steps": ["open it", "press it"], "expected": "something", "actual": "nothing",
         "priority": "medium"}
        """
      try drop(bug, "bugs/bug-\(number).json", daemon)
    }
    try daemon.waitUntilDone(done + count, limit: 120)
    let time = Double(monotonicNanoseconds() - start) / 1e9
    let spent = daemon.process.usage.processorSeconds - before
    let board = daemon.workspace.outbox / "operations" / Path(business)
    var made = 0
    // Schedules drop files as well: one of theirs may have been counted among those that are done.
    _ = try wait(5, every: 0.05) {
      let text = String(
        decoding: try FileReader.contents(of: board / "tasks.json", limit: 64 << 20),
        as: UTF8.self)
      made = text.split(separator: "\"title\": \"Button").count - 1
      return made >= count
    }
    bench.add(
      Figure(
        name: "operations: of 100 bug reports at once, tasks on the board", value: Double(made),
        unit: "", target: .atLeast(100), note: "all after \(Figure.text(time)) s"))
    bench.add(
      Figure(
        name: "operations: processor time for each of them", value: spent / Double(count) * 1000,
        unit: "ms", target: .atMost(100), note: "five stages, assignment and board"))
  }

  private static func firstTask(_ board: Path) throws -> String? {
    let text = String(
      decoding: try FileReader.contents(of: board / "tasks.json", limit: 64 << 20), as: UTF8.self)
    guard let start = text.range(of: "\"task_id\": \"")?.upperBound else { return nil }
    return String(text[start...].prefix { $0 != "\"" })
  }

  /// A command as a process of its own, start of the program included.
  private static func measure(
    _ bench: Bench, _ daemon: DaemonProcess, _ name: String, limit: Double, _ words: [String]
  ) throws {
    var times: [Double] = []
    var spent: [Double] = []
    for _ in 0..<(bench.options.isQuick ? 5 : 20) {
      let before = ProcessUsage.ofEndedChildren
      times.append(
        try seconds {
          _ = try ChildProcess(
            bench.dropmill.description, words + ["-C", daemon.workspace.root.description]
          ).wait()
        } * 1000)
      spent.append((ProcessUsage.ofEndedChildren - before) * 1000)
    }
    let sample = Sample(spent)
    bench.add(
      Figure(
        name: "operations: \(name), processor time", value: sample.median, unit: "ms",
        target: .atMost(limit), note: "by the clock \(Figure.text(Sample(times).median)) ms"))
  }
}
