import Executors
import Files
import Foundation
import Synchronization
import TestSupport
import Watching

/// How soon after its close a file is seen, and how soon it is claimed, when one comes every 10 ms.
///
/// Seen: a `Watcher` of this process hands it on. Claimed: its name has left the inbox of a running
/// daemon, as a second inotify instance reads it; by then the daemon has renamed it.
enum WatchBenchmark: Benchmark {
  static let name = "watch"

  static func run(_ bench: Bench) async throws {
    let count = bench.options.isQuick ? 200 : 1000
    for peer in PeerWatcher.all(bench.peers) { try await detection(bench, count, beside: peer) }
    try claims(bench, count)
    try slowWriters(bench)
  }

  /// In turns, each alone: of two that wait for the same event one is woken first, and on two cores
  /// the other waits for it and for the writer.
  private static func detection(
    _ bench: Bench, _ count: Int, beside peer: PeerWatcher
  ) async throws {
    let turns = bench.options.isQuick ? 1 : 4
    var own: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<turns {
      own += try await detected(bench, count / turns)
      if peer.missing == nil { theirs += try detected(bench, count / turns, by: peer) }
    }
    let (sample, other) = (Sample(own), theirs.isEmpty ? nil : Sample(theirs))
    let spread = other.map {
      "p99 \(Figure.text(sample.quantile(0.99))) beside \(Figure.text($0.quantile(0.99)))"
    }
    bench.add(
      Figure(
        name: "watch: seen after close, median of \(own.count)", value: sample.median,
        unit: "ms", peer: peer.name, peerValue: other?.median,
        target: .atMostTimesPeer(peer.name.hasPrefix("inotify ") ? 1.5 : 1),
        note: peer.missing ?? spread ?? ""))
  }

  private static func detected(_ bench: Bench, _ count: Int) async throws -> [Double] {
    let inbox = try bench.makeDirectory()
    let closes = Mutex<[Int]>([])
    let seen = try await watched(inbox, count) {
      pause(0.5)
      let times = try Drop.paced(count, in: inbox) { pause($0) }
      closes.withLock { $0 = times }
      pause(1)
    }
    return latencies(seen, closes.withLock { $0 }).sorted
  }

  private static func detected(
    _ bench: Bench, _ count: Int, by peer: PeerWatcher
  ) throws -> [Double] {
    let inbox = try bench.makeDirectory()
    let running = try peer.start(on: inbox)
    defer { running.process.stop() }
    pause(2)
    let closes = try Drop.paced(count, in: inbox) { pause($0) }
    // Some of them tell only now and then.
    pause(6)
    return latencies(running.lines.all, closes).sorted
  }

  /// - Returns: when each name was handed on.
  private static func watched(
    _ inbox: Path, _ count: Int, during body: @escaping @Sendable () throws -> Void
  ) async throws -> [String: Int] {
    let watcher = Watcher(
      root: inbox, configuration: WatchConfiguration(), completeness: { _ in Completeness() },
      events: try EventSource(), clock: .system)
    let threads = WorkerThreads(name: "reader", count: 1)
    defer { threads.stop() }
    return try await withThrowingTaskGroup(of: [String: Int].self) { group in
      group.addTask {
        try await watcher.run()
        return [:]
      }
      group.addTask(executorPreference: threads) {
        var seen: [String: Int] = [:]
        for await batch in watcher.settledFiles {
          let now = monotonicNanoseconds()
          for file in batch { seen[file.relative.description] = now }
        }
        return seen
      }
      try await inThread(body)
      group.cancelAll()
      var seen: [String: Int] = [:]
      for try await part in group { seen.merge(part) { first, _ in first } }
      return seen
    }
  }

  /// Milliseconds from each close to the time of its name; names without a time are left out.
  private static func latencies(
    _ times: [String: Int], _ closes: [Int], from first: Int = 0
  ) -> Sample {
    Sample(
      closes.enumerated().compactMap { index, close in
        times[Drop.name(first + index)].map { Double($0 - close) / 1e6 }
      })
  }

  /// Runs what blocks on a thread of its own.
  private static func inThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Void, any Error>) in
      let thread = Thread { @Sendable in caller.resume(with: Result(catching: body)) }
      thread.start()
    }
  }

  private static func claims(_ bench: Bench, _ count: Int) throws {
    let daemon = try DaemonProcess(bench, in: try bench.makeDirectory())
    defer { daemon.stop() }
    try daemon.warmUp()
    let events = try InboxEvents([daemon.inbox])
    let closes = try Drop.paced(count, in: daemon.inbox) { events.collect(quiet: $0) }
    try daemon.waitUntilDone(count + 1, limit: 30)
    events.collect()
    let left = events.departures
    let sample = latencies(left, closes)
    bench.add(
      Figure(
        name: "watch: claimed after close, median of \(sample.sorted.count)", value: sample.median,
        unit: "ms", target: .atMost(1), note: "p99 \(Figure.text(sample.quantile(0.99)))"))
    let tenth = count / 10
    let first = latencies(left, Array(closes.prefix(tenth)))
    let last = latencies(left, closes.suffix(tenth).map { $0 }, from: count - tenth)
    bench.add(
      Figure(
        name: "watch: claimed, last tenth of the stream", value: last.median, unit: "ms",
        peer: "first tenth", peerValue: first.median, target: .atMostTimesPeer(2)))
  }

  /// Files that take long to write must not be taken, and must not delay the others.
  private static func slowWriters(_ bench: Bench) throws {
    let daemon = try DaemonProcess(bench, in: try bench.makeDirectory())
    defer { daemon.stop() }
    try daemon.warmUp()
    let events = try InboxEvents([daemon.inbox])
    let writers = try (0..<20).map { number in
      try HalfWriter(
        daemon.inbox / Drop.name(number, "slow"), Samples.smallTable(100_000 + number))
    }
    let closes = try Drop.paced(100, in: daemon.inbox) { events.collect(quiet: $0) }
    let stream = latencies(events.departures, closes)
    let ends = try writers.map { try $0.finish() }
    try daemon.waitUntilDone(121, limit: 30)
    events.collect()
    let early = ends.enumerated().count { number, end in
      events.departures[Drop.name(number, "slow")].map { $0 < end } ?? false
    }
    bench.add(
      Figure(
        name: "watch: taken before their close, of 20 slow", value: Double(early), unit: "files",
        target: .atMost(0), note: "stream beside: \(Figure.text(stream.median)) ms"))
  }
}
