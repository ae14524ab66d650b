import Files
import TestSupport

/// Other programs put together so that they do what Dropmill's `tabular` does, or most of it.
final class PeerStack {
  private var processes: [ChildProcess] = []
  private let inbox: Path
  private let done: Path
  private let directory: Path

  private init(_ directory: Path) throws {
    self.directory = directory
    inbox = directory / "inbox"
    done = directory / "done"
    for path in [inbox, done, directory / "results"] { try Directory.make(path) }
  }

  deinit { processes.reversed().forEach { $0.stop() } }

  /// watchfiles and a pool of two processes: nothing is durable.
  static func watchfiles(_ bench: Bench) throws -> PeerStack {
    let stack = try PeerStack(try bench.makeDirectory())
    try stack.start(bench.peers.python, [Peers.script("watchfiles_pool.py")])
    return stack
  }

  /// watchdog, and two celery workers behind redis.
  static func celery(_ bench: Bench) throws -> PeerStack {
    let stack = try PeerStack(try bench.makeDirectory())
    try stack.start(
      "redis-server",
      [
        "--port", "0", "--unixsocket", (stack.directory / "redis.socket").description,
        "--save", "", "--appendonly", "no", "--dir",
        stack.directory.description,
      ])
    pause(0.5)
    try stack.start(
      bench.peers.python,
      [
        "-m", "celery", "-A", "celery_tasks", "worker", "-c", "2", "-l", "error",
        "--without-gossip", "--without-mingle",
      ])
    try stack.start(bench.peers.python, [Peers.script("watchdog_celery.py")])
    return stack
  }

  /// incron, which starts a program for each file that was closed. It wants to be root.
  static func incron(_ bench: Bench) throws -> PeerStack {
    let stack = try PeerStack(try bench.makeDirectory())
    let directory = stack.directory
    for name in ["system", "users"] { try Directory.make(directory / name) }
    let script = Peers.script("incron_carry.py")
    let table =
      "\(stack.inbox) IN_CLOSE_WRITE /usr/bin/env BENCH_DIRECTORY=\(directory)"
      + " PYTHONDONTWRITEBYTECODE=1 \(bench.peers.python) \(script) $@/$#\n"
    try FileWriter.write(Array(table.utf8), to: directory / "system/bench")
    let settings =
      "system_table_dir = \(directory)/system\nuser_table_dir = \(directory)/users\n"
      + "lockfile_dir = \(directory)\n"
    try FileWriter.write(Array(settings.utf8), to: directory / "incron.conf")
    try stack.start("incrond", ["-n", "-f", "\(directory)/incron.conf"])
    return stack
  }

  /// Files per second, once one file has gone the whole way.
  func rate(_ count: Int) throws -> Double {
    defer { processes.reversed().forEach { $0.stop() } }
    try warmUp()
    let before = try doneCount()
    let start = monotonicNanoseconds()
    try Drop.files(count, in: inbox)
    var last = (count: before, time: start)
    _ = try wait(120) {
      let now = try doneCount()
      if now > last.count { last = (now, monotonicNanoseconds()) }
      // A peer that loses files is measured by those that it did not.
      let isStuck = monotonicNanoseconds() - last.time > 8_000_000_000
      return now >= before + count || isStuck
    }
    return Double(last.count - before) / (Double(last.time - start) / 1e9)
  }

  private func warmUp() throws {
    var tries = 0
    let isWarm = try wait(40, every: 1) {
      if try doneCount() > 0 { return true }
      tries += 1
      try Drop.files(1, in: inbox, from: tries, prefix: "w")
      return false
    }
    if !isWarm { throw BenchError("a peer does not start; see \(directory)/errors-*.txt") }
    pause(2)
  }

  private func doneCount() throws -> Int { try Directory.entries(of: done).count }

  private func start(_ program: String, _ arguments: [String]) throws {
    let environment = [
      "BENCH_DIRECTORY": directory.description, "PYTHONPATH": Peers.script(""),
      "PYTHONDONTWRITEBYTECODE": "1",
    ]
    processes.append(
      try ChildProcess(
        program, arguments, environment: environment, workingDirectory: directory,
        errors: .file(directory / "errors-\(processes.count).txt")))
  }
}
