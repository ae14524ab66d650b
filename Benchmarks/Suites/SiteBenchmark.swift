import Files
import Glibc
import Pipeline
import TestSupport

/// A site of listings: all its pages written, and one of them written again.
enum SiteBenchmark: Benchmark {
  static let name = "site"

  static func run(_ bench: Bench) async throws {
    let counts = bench.options.isQuick ? [1000] : [1000, 10_000]
    let missing = bench.peers.missing(["hugo"])
    for count in counts {
      var rates: [Double] = []
      var hugoRates: [Double] = []
      var peak = 0.0
      var changes = Changes()
      for _ in 0..<(count > 1000 ? min(2, bench.runs) : bench.runs) {
        let site = try await build(bench, count)
        rates.append(Double(count) / site.publish.seconds)
        peak = max(peak, site.publish.peakMegabytes)
        changes.add(site.changes)
        if missing == nil { hugoRates.append(try hugo(bench, count, site.pageBytes)) }
      }
      bench.add(
        Figure(
          name: "site: publish, \(count) listing pages", value: Sample(rates).median,
          unit: "pages/s", peer: "hugo", peerValue: missing == nil ? Sample(hugoRates).median : nil,
          target: .timesPeer(3), note: missing ?? Sample(rates).range))
      bench.add(
        Figure(
          name: "site: memory of publish, \(count) listings", value: peak, unit: "MB",
          target: .atMost(150)))
      bench.add(
        Figure(
          name: "site: work of one changed listing of \(count), five stages",
          value: changes.median, unit: "ms", target: .atMost(50), note: changes.note))
    }
  }

  /// Processor time of files with one changed listing, by stage.
  private struct Changes {
    private var runs: [[Stage: Double]] = []

    mutating func add(_ more: [[Stage: RouteWalk.Run]]) {
      runs += more.map { $0.mapValues { $0.work * 1000 } }
    }

    private var sums: Sample { Sample(runs.map { $0.values.reduce(0, +) }) }
    var median: Double { sums.median }

    var note: String {
      let stages = Stage.allCases.map { stage in
        "\(stage.rawValue) \(Figure.text(Sample(runs.compactMap { $0[stage] }).median))"
      }
      return "\(sums.range); \(stages.joined(separator: ", "))"
    }
  }

  private struct Site {
    let publish: StageProcess.Measurement
    /// Of a listing's page.
    let pageBytes: Int
    /// Of files with one changed listing each.
    let changes: [[Stage: RouteWalk.Run]]
  }

  private static func build(_ bench: Bench, _ count: Int) async throws -> Site {
    let directory = try bench.makeDirectory()
    let workspace = directory / "workspace"
    try Samples.writeListings(directory / "table.csv", rows: count, words: 40)
    let walk = try await RouteWalk(workspace)
    try walk.take(directory / "table.csv", as: 1, worker: "listings")
    let found = try StageProcess.runAll(1, in: workspace)
    guard let publish = found[.publish] else { throw BenchError("nothing was published") }
    var changes: [[Stage: RouteWalk.Run]] = []
    for item in 2...6 {
      try Samples.writeChangedListing(directory / "change.csv", number: count / item, words: 40)
      try walk.take(directory / "change.csv", as: item, worker: "listings")
      changes.append(try await walk.runAll(item))
    }
    try await walk.close()
    let pages = try SitePages(workspace / "outbox" / "listings" / "bench")
    if pages.count < count { throw BenchError("\(pages.count) pages of \(count) are there") }
    return Site(
      publish: publish, pageBytes: pages.bytes / pages.count,
      changes: changes)
  }

  /// Pages per second of hugo, from one Markdown file a page.
  private static func hugo(_ bench: Bench, _ count: Int, _ pageBytes: Int) throws -> Double {
    let directory = try bench.makeDirectory()
    let child = try ChildProcess(
      bench.peers.python,
      [Peers.script("hugo_site.py"), directory.description, "\(count)", "\(pageBytes)"],
      output: .here, errors: .file(directory / "errors.txt"))
    guard let seconds = Double(try child.finish().text) else {
      throw BenchError("hugo failed; see \(directory)/errors.txt")
    }
    return Double(count) / seconds
  }
}

/// The listing pages of a published site.
struct SitePages {
  private(set) var count = 0
  private(set) var bytes = 0

  init(_ directory: Path) throws { try add(directory) }

  private mutating func add(_ directory: Path) throws {
    for entry in try Directory.entries(of: directory) {
      let path = directory.appending(entry.name)
      if entry.kind == .directory {
        try add(path)
      } else if String(decoding: entry.name, as: UTF8.self).hasSuffix(".html") {
        count += 1
        bytes += try FileStatus.of(path).size
      }
    }
  }
}
