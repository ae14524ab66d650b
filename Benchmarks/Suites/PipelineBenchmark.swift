import Files
import Foundation
import Glibc

/// 1,000 small tables dropped at once, until the last of them is done.
///
/// The drop is a loop of open, write and close. Dropmill carries each file through five durable
/// stages; the peers parse it, sum a column, write a result file and keep the original by moving
/// it.
enum PipelineBenchmark: Benchmark {
  static let name = "pipeline"

  static func run(_ bench: Bench) async throws {
    let count = bench.options.isQuick ? 300 : 1000
    var own: [Double] = []
    var peers = [
      Peer(
        name: "watchfiles+pool", target: 1, missing: bench.peers.missing(["watchfiles"]),
        start: PeerStack.watchfiles),
      Peer(
        name: "watchdog+celery+redis", target: 4,
        missing: bench.peers.missing(
          ["watchdog", "celery", "redis", "packaging"], programs: ["redis-server"]),
        start: PeerStack.celery),
      Peer(
        name: "incron, python for each", target: 4,
        missing: getuid() == 0
          ? bench.peers.missing([], programs: ["incrond"]) : "incrond must be started by root",
        start: PeerStack.incron),
    ]
    // In turns, so that a slow minute of the machine is everybody's.
    for _ in 0..<bench.runs {
      own.append(try Self.own(bench, count))
      for index in peers.indices { peers[index].measure(bench, count) }
    }
    let sample = Sample(own)
    for peer in peers {
      bench.add(
        Figure(
          name: "\(count) tables at once, five durable stages", value: sample.median,
          unit: "files/s", peer: peer.name,
          peerValue: peer.rates.isEmpty ? nil : Sample(peer.rates).median,
          target: .timesPeer(peer.target),
          note: peer.missing ?? "\(sample.range) beside \(Sample(peer.rates).range)"))
    }
  }

  private struct Peer {
    let name: String
    /// How many times as fast Dropmill should be.
    let target: Double
    /// What it lacks; nil while it can be measured.
    var missing: String?
    let start: (Bench) throws -> PeerStack
    var rates: [Double] = []

    mutating func measure(_ bench: Bench, _ count: Int) {
      if missing != nil { return }
      do { rates.append(try start(bench).rate(count)) } catch { missing = "\(error)" }
    }
  }

  private static func own(_ bench: Bench, _ count: Int) throws -> Double {
    let daemon = try DaemonProcess(bench, in: try bench.makeDirectory())
    defer { daemon.stop() }
    try daemon.warmUp()
    let before = try daemon.doneCount()
    let start = monotonicNanoseconds()
    try Drop.files(count, in: daemon.inbox)
    try daemon.waitUntilDone(before + count, limit: 120)
    return Double(count) / (Double(monotonicNanoseconds() - start) / 1e9)
  }
}
