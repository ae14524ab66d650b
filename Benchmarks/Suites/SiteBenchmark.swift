import Files
import Glibc
import Pipeline
import TestSupport

/// A site of listings: made of a new table, built whole from the catalogue, and with one change.
enum SiteBenchmark: Benchmark {
  static let name = "site"

  static func run(_ bench: Bench) async throws {
    for count in bench.options.isQuick ? [1000] : [1000, 10_000] {
      for kind in Kind.allCases { try await run(bench, count, kind) }
    }
  }

  private enum Kind: String, CaseIterable {
    /// Nothing is said but the rows.
    case plain
    /// The rule says where the site will be found and in which country: there are feeds for four
    /// takers, sitemap and news, and on each page pictures, a map, and a code that leads to it.
    case feeds = "with feeds"

    var options: String {
      switch self {
      case .plain: "{}"
      case .feeds:
        #"{"site_address": "https://homes.example/", "country": "GB", "deal": "sale"}"#
      }
    }
  }

  private static func run(_ bench: Bench, _ count: Int, _ kind: Kind) async throws {
    let missing = bench.peers.missing(["hugo"])
    var (new, full, hugoRates): ([Double], [Double], [Double]) = ([], [], [])
    var peak = 0.0
    var changes = Changes()
    for _ in 0..<(count > 1000 ? min(2, bench.runs) : bench.runs) {
      let site = try await build(bench, count, kind)
      new.append(Double(count) / site.publish.seconds)
      full.append(Double(site.pages.count) / site.full.seconds)
      peak = max(peak, site.publish.peakMegabytes, site.full.peakMegabytes)
      changes.add(site.changes)
      if missing == nil { hugoRates.append(try hugo(bench, site.pages)) }
    }
    let words = "\(count) listings" + (kind == .plain ? "" : ", \(kind.rawValue)")
    bench.add(
      Figure(
        name: "site: full build from the catalogue, \(words)", value: Sample(full).median,
        unit: "pages/s", peer: "hugo", peerValue: missing == nil ? Sample(hugoRates).median : nil,
        target: .timesPeer(3), note: missing ?? Sample(full).range))
    bench.add(
      Figure(
        name: "site: publish of a new table, \(words)", value: Sample(new).median,
        unit: "listings/s", note: Sample(new).range))
    bench.add(
      Figure(
        name: "site: memory of publish, \(words)", value: peak, unit: "MB", target: .atMost(150)))
    bench.add(
      Figure(
        name: "site: work of one changed listing of \(words), five stages",
        value: changes.median, unit: "ms", target: .atMost(50), note: changes.note))
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
    /// Of the new table.
    let publish: StageProcess.Measurement
    /// Of a table with one changed listing, after somebody deleted all that was published.
    let full: StageProcess.Measurement
    let pages: SitePages
    /// Of files with one changed listing each.
    let changes: [[Stage: RouteWalk.Run]]
  }

  private static func build(_ bench: Bench, _ count: Int, _ kind: Kind) async throws -> Site {
    let directory = try bench.makeDirectory()
    let workspace = directory / "workspace"
    let table = directory / "table.csv"
    let business = workspace / "outbox" / "listings" / "bench"
    let walk = try await RouteWalk(workspace)
    func takeChange(_ item: Int) throws {
      try Samples.writeChangedListing(
        table, number: count / item, words: 40, isComplete: kind == .feeds)
      try walk.take(table, as: item, worker: "listings", options: kind.options)
    }
    try Samples.writeListings(table, rows: count, words: 40, isComplete: kind == .feeds)
    try walk.take(table, as: 1, worker: "listings", options: kind.options)
    let publish = try StageProcess.runAll(1, in: workspace)[.publish]
    try Directory.remove(business)
    try takeChange(2)
    let full = try StageProcess.runAll(2, in: workspace)[.publish]
    guard let publish, let full else { throw BenchError("nothing was published") }
    let pages = try SitePages(business)
    if pages.count < count { throw BenchError("\(pages.count) pages of \(count) are there") }
    var changes: [[Stage: RouteWalk.Run]] = []
    for item in 3...7 {
      try takeChange(item)
      changes.append(try await walk.runAll(item))
    }
    try await walk.close()
    return Site(publish: publish, full: full, pages: pages, changes: changes)
  }

  /// Pages per second of hugo: as many as ours and of the same size, from one Markdown file each.
  private static func hugo(_ bench: Bench, _ pages: SitePages) throws -> Double {
    let directory = try bench.makeDirectory()
    let child = try ChildProcess(
      bench.peers.python,
      [
        Peers.script("hugo_site.py"), directory.description, "\(pages.count)",
        "\(pages.bytes / pages.count)",
      ],
      output: .here, errors: .file(directory / "errors.txt"))
    let figures = try child.finish().text.split(separator: " ").compactMap { Double($0) }
    guard figures.count == 2 else { throw BenchError("hugo failed; see \(directory)/errors.txt") }
    return figures[1] / figures[0]
  }
}

/// The pages of a published site: those of listings, and the lists.
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
