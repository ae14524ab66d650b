import Files
import Pipeline
import Tables
import TestSupport

/// Reading of a large table: its rows alone, and typed listings written to a stream.
enum TableBenchmark: Benchmark {
  static let name = "csv"

  static func run(_ bench: Bench) async throws {
    let directory = try bench.makeDirectory()
    let table = directory / "table.csv"
    let bytes = try Samples.writeListings(table, rows: bench.options.rows)
    try scan(bench, table, bytes)
    try await ingest(bench, table, bytes, in: directory)
  }

  /// All rows found and fitted to the header; one column of them also read as a number.
  private static func scan(_ bench: Bench, _ table: Path, _ bytes: Int) throws {
    var rates: [Double] = []
    var sums: [Double] = []
    var total = 0
    for _ in 0..<bench.runs + 1 {
      let time = try seconds(of: { total = try rows(of: table) })
      rates.append(Double(bytes) / 1e6 / time)
      let sumTime = try seconds(of: { _ = try sum(of: table, column: 3) })
      sums.append(Double(bytes) / 1e6 / sumTime)
    }
    let peers = [
      ("python csv", 3.0, try script("csv_sum.py", [], bench, table, bytes)),
      ("libcsv in C", 2, try libcsv(bench, table, bytes)),
      ("DuckDB, 1 thread", 1, try script("csv_duckdb.py", ["duckdb"], bench, table, bytes)),
    ]
    try typed(bench, table, bytes)
    let megabytes = Figure.text(Double(bytes) / 1e6)
    bench.add(
      Figure(
        name: "csv: rows scanned, \(total) in \(megabytes) MB", value: Sample(rates).median,
        unit: "MB/s", target: .atLeast(1000), note: Sample(rates).range))
    for (name, times, peer) in peers {
      bench.add(
        Figure(
          name: "csv: rows scanned, one column summed", value: Sample(sums).median, unit: "MB/s",
          peer: name, peerValue: peer.rate, target: .timesPeer(times),
          note: peer.missing ?? Sample(sums).range))
    }
  }

  private static func libcsv(
    _ bench: Bench, _ table: Path, _ bytes: Int
  ) throws -> (rate: Double?, missing: String?) {
    guard let program = bench.peers.built("csv_libcsv") else { return (nil, Peers.installation) }
    let child = try ChildProcess(program, [table.description], output: .here)
    guard let seconds = Double(try child.finish().text) else { return (nil, "libcsv failed") }
    return (Double(bytes) / 1e6 / seconds, nil)
  }

  private static func rows(of table: Path) throws -> Int {
    var reader = try TableReader(try source(table).open())
    var count = 0
    while try reader.next() { count += 1 }
    return count
  }

  private static func sum(of table: Path, column: Int) throws -> Double {
    var reader = try TableReader(try source(table).open())
    var sum = 0.0
    while try reader.next() { sum += reader.cell(column).decimal() ?? 0 }
    return sum
  }

  private static func source(_ table: Path) -> SourceFile {
    SourceFile(name: "table.csv", path: table, size: 0, isBundle: false)
  }

  /// Every cell of every column as what its column holds, kept in memory.
  private static func typed(_ bench: Bench, _ table: Path, _ bytes: Int) throws {
    var rates: [Double] = []
    for _ in 0..<bench.runs {
      let time = try seconds(of: {
        var reader = try TableReader(try source(table).open())
        var columns = TypedColumns(reader.format)
        while try reader.next() { columns.append(reader) }
      })
      rates.append(Double(bytes) / 1e6 / time)
    }
    let peer = try script("csv_polars.py", ["polars"], bench, table, bytes)
    bench.add(
      Figure(
        name: "csv: all columns typed and kept, format found out", value: Sample(rates).median,
        unit: "MB/s", peer: "polars, 1 thread", peerValue: peer.rate, target: .timesPeer(1),
        note: peer.missing ?? Sample(rates).range))
  }

  /// A program that prints how many seconds it took for the table.
  private static func script(
    _ name: String, _ modules: [String], _ bench: Bench, _ table: Path, _ bytes: Int
  ) throws -> (rate: Double?, missing: String?) {
    if let missing = bench.peers.missing(modules) { return (nil, missing) }
    let child = try ChildProcess(
      bench.peers.python, [Peers.script(name), table.description, "price"], output: .here)
    guard let seconds = Double(try child.finish().text) else { return (nil, "python failed") }
    return (Double(bytes) / 1e6 / seconds, nil)
  }

  /// The ingest stage of `listings`: the file becomes typed records in a stream on the disk.
  private static func ingest(
    _ bench: Bench, _ table: Path, _ bytes: Int, in directory: Path
  ) async throws {
    let walk = try await RouteWalk(directory / "workspace")
    try walk.take(table, as: 1, worker: "listings")
    var rates: [Double] = []
    for _ in 0..<bench.runs {
      let run = try await walk.run(.ingest, of: 1, ItemStreams())
      rates.append(Double(bytes) / 1e6 / run.seconds)
    }
    try await walk.close()
    bench.add(
      Figure(
        name: "ingest: typed listings written to the stream", value: Sample(rates).median,
        unit: "MB/s", target: .atLeast(150), note: Sample(rates).range))
  }
}
