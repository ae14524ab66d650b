import Files
import Glibc
import Pipeline
import SQLiteStorage
import Storage
import TestSupport

/// 10,000 files at once in memory (`/dev/shm`), in all the ways in which watchers lose some: every
/// one must be taken, and once.
enum BurstBenchmark: Benchmark {
  static let name = "bursts"

  static func run(_ bench: Bench) async throws {
    let count = bench.options.isQuick ? 1000 : 10_000
    let ways: [(String, Way)] = [
      ("in one directory", Way { try Drop.files($1, in: $0.inbox) }),
      ("over 100 directories", Way(prepare: makeDirectories, drop: dropOverDirectories)),
      (
        "over 100 directories made just then",
        Way {
          try makeDirectories($0)
          try dropOverDirectories($0, $1)
        }
      ),
      (
        "renamed in",
        Way(prepare: { try Directory.make($0.workspace.root / "aside") }, drop: rename)
      ),
      (
        "twice as many while it is stopped",
        Way(factor: 2) { daemon, count in
          daemon.process.send(SIGSTOP)
          try Drop.files(count, in: daemon.inbox)
          daemon.process.send(SIGCONT)
        }
      ),
      (
        "100 while it is down",
        Way(fixedCount: 100) { daemon, count in
          daemon.stop()
          try Drop.files(count, in: daemon.inbox)
          try daemon.restart()
        }
      ),
    ]
    for (name, way) in ways {
      try await run(name, way, bench, way.fixedCount ?? count * way.factor)
    }
    try stragglers(bench)
    for peer in PeerWatcher.all(bench.peers) where peer.missing == nil {
      try losses(of: peer, bench, count)
    }
  }

  /// Bursts that end in the middle of what a turn of the watcher handles: the last files must not
  /// wait for the next event, or the next scan.
  private static func stragglers(_ bench: Bench) throws {
    let directory = try bench.makeDirectory(inMemory: true)
    let daemon = try DaemonProcess(bench, in: directory)
    defer { daemon.stop() }
    try daemon.warmUp()
    var longest = 0.0
    for round in 0..<(bench.options.isQuick ? 4 : 12) {
      try Drop.files(3000, in: daemon.inbox, from: round * 3000)
      let dropped = monotonicNanoseconds()
      _ = try wait(90, every: 0.02) { try filesLeft(daemon.inbox) == 0 }
      longest = max(longest, Double(monotonicNanoseconds() - dropped) / 1e9)
      _ = try wait(60, every: 0.1) { try daemon.doneCount() >= (round + 1) * 3000 + 1 }
    }
    try Directory.remove(directory)
    bench.add(
      Figure(
        name: "bursts: 3000 at once, the last taken after, longest", value: longest, unit: "s",
        target: .atMost(10)))
  }

  /// Of names in one directory: how many a peer never tells, at work and after it was stopped.
  private static func losses(of peer: PeerWatcher, _ bench: Bench, _ count: Int) throws {
    for isStopped in [false, true] {
      let directory = try bench.makeDirectory(inMemory: true)
      let (process, lines) = try peer.start(on: directory)
      defer { process.stop() }
      pause(2)
      if isStopped { process.send(SIGSTOP) }
      let dropped = isStopped ? 2 * count : count
      try Drop.files(dropped, in: directory)
      if isStopped { process.send(SIGCONT) }
      var seen = (count: 0, time: monotonicNanoseconds())
      _ = wait(60, every: 0.1) {
        let now = lines.all.count
        if now > seen.count { seen = (now, monotonicNanoseconds()) }
        return now >= dropped || monotonicNanoseconds() - seen.time > 5_000_000_000
      }
      let way = isStopped ? "\(dropped) while it is stopped" : "\(dropped) in one directory"
      bench.add(
        Figure(
          name: "bursts: \(way): lost by \(peer.name)", value: Double(dropped - lines.all.count),
          unit: "files"))
      try Directory.remove(directory)
    }
  }

  private struct Way {
    var factor = 1
    var fixedCount: Int?
    var prepare: (DaemonProcess) throws -> Void = { _ in }
    let drop: (DaemonProcess, Int) throws -> Void
  }

  private static func run(_ name: String, _ way: Way, _ bench: Bench, _ count: Int) async throws {
    let directory = try bench.makeDirectory(inMemory: true)
    let daemon = try DaemonProcess(bench, in: directory)
    defer { daemon.stop() }
    try daemon.warmUp()
    try way.prepare(daemon)
    pause(0.3)
    let start = monotonicNanoseconds()
    try way.drop(daemon, count)
    let dropped = monotonicNanoseconds()
    let isTaken = try wait(60, every: 0.02) { try filesLeft(daemon.inbox) == 0 }
    let taken = Double(monotonicNanoseconds() - start) / 1e9
    let left = isTaken ? 0 : try filesLeft(daemon.inbox)
    _ = try wait(120, every: 0.2) { try daemon.doneCount() >= count + 1 - left }
    daemon.stop()
    let items = try await itemCounts(daemon.workspace)
    try Directory.remove(directory)
    let lost = count + 1 - items.files
    let twice = items.all - items.files
    bench.add(
      Figure(
        name: "bursts: \(count) \(name): lost or twice", value: Double(lost + twice),
        unit: "files", target: .atMost(0),
        note: "all taken after \(Figure.text(taken)) s, dropped in "
          + "\(Figure.text(Double(dropped - start) / 1e9)) s"))
  }

  private static func makeDirectories(_ daemon: DaemonProcess) throws {
    for number in 0..<100 { try Directory.make(daemon.inbox / "d\(number)") }
  }

  private static func dropOverDirectories(_ daemon: DaemonProcess, _ count: Int) throws {
    for number in 0..<count {
      try Drop.files(1, in: daemon.inbox / "d\(number % 100)", from: number)
    }
  }

  private static func rename(_ daemon: DaemonProcess, _ count: Int) throws {
    let aside = daemon.workspace.root / "aside"
    try Drop.files(count, in: aside)
    for number in 0..<count {
      try Renaming.move(aside / Drop.name(number), to: daemon.inbox / Drop.name(number))
    }
  }

  private static func filesLeft(_ directory: Path) throws -> Int {
    try Directory.entries(of: directory).reduce(0) { sum, entry in
      entry.kind == .directory
        ? sum + (try filesLeft(directory.appending(entry.name))) : sum + 1
    }
  }

  /// Of all items: how many, and of how many files.
  private static func itemCounts(_ workspace: Workspace) async throws -> (all: Int, files: Int) {
    let database = try SQLiteDatabase(path: workspace.database.description, isReadOnly: true)
    let counts = try await database.read { connection in
      try connection.first("select count(*), count(distinct origin) from item") {
        [$0.integer(0), $0.integer(1)]
      }
    }
    await database.close()
    return (counts?[0] ?? 0, counts?[1] ?? 0)
  }
}
