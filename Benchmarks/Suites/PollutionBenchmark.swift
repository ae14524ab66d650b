import Files
import Foundation
import TestSupport

/// How much of polluted tables is loaded right, beside systems that detect by themselves, too.
enum PollutionBenchmark: Benchmark {
  static let name = "pollution"

  private static let peers = ["clevercsv", "csv_sniffer", "duckdb", "pandas", "polars"]

  static func run(_ bench: Bench) async throws {
    if let missing = bench.peers.missing([]) { throw BenchError(missing) }
    let directory = try bench.makeDirectory()
    // All rows, or each ninth in a hurry.
    try script(bench, ["make", directory.description, bench.options.isQuick ? "9" : "1"])
    let own = try score(of: "dropmill", bench, directory)
    var best: (name: String, score: Double)?
    var scores: [String] = []
    for peer in peers {
      guard bench.peers.missing([peer == "csv_sniffer" ? "csv" : peer]) == nil else {
        scores.append("\(peer) is not installed")
        continue
      }
      let score = try score(of: peer, bench, directory)
      scores.append("\(peer) \(Figure.text(score))")
      if score > best?.score ?? 0 { best = (peer, score) }
    }
    bench.add(
      Figure(
        name: "pollution: polluted tables, of 10", value: own, unit: "",
        peer: best.map { "best: \($0.name)" }, peerValue: best?.score, target: .timesPeer(1),
        note: scores.joined(separator: ", ")))
  }

  private static func score(
    of system: String, _ bench: Bench, _ directory: Path
  ) throws -> Double {
    let out = directory / "loaded-\(system)"
    try Directory.make(out)
    try script(bench, ["load", system, directory.description, out.description])
    let result = try script(bench, ["score", directory.description, out.description])
    guard let score = Double(result.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchError("no score of \(system): \(result)")
    }
    return score
  }

  @discardableResult
  private static func script(_ bench: Bench, _ words: [String]) throws -> String {
    let child = try ChildProcess(
      bench.peers.python, [Peers.script("pollution.py")] + words,
      environment: ["DROPMILL": bench.dropmill.description], output: .here)
    return try child.finish().text
  }
}
