import Files
import Foundation
import Pipeline
import Tables

/// The encoding of streams between stages, against JSON Lines: for docs/decisions/0001.
enum StreamBenchmark: Benchmark {
  static let name = "streams"

  static func run(_ bench: Bench) async throws {
    let directory = try bench.makeDirectory()
    let count = bench.options.rows / 5
    let rows = StreamRow.make(count)
    var copy = try await Encoding.copyText(rows, directory)
    var writer = try Encoding.jsonWriter(rows, directory)
    var coder = try Encoding.jsonCoder(rows, directory)
    for _ in 1..<bench.runs {
      copy.add(try await Encoding.copyText(rows, directory))
      writer.add(try Encoding.jsonWriter(rows, directory))
      coder.add(try Encoding.jsonCoder(rows, directory))
    }
    add(bench, "COPY text", copy, count, peer: coder)
    add(bench, "JSON Lines, JSONWriter", writer, count, peer: coder)
    add(bench, "JSON Lines, JSONEncoder", coder, count, peer: nil)
  }

  private static func add(
    _ bench: Bench, _ name: String, _ encoding: Encoding, _ count: Int, peer: Encoding?
  ) {
    let thousands = Double(count) / 1000
    bench.add(
      Figure(
        name: "streams: \(name), write", value: thousands / Sample(encoding.writeSeconds).median,
        unit: "k rows/s", peer: peer.map { _ in "JSONEncoder" },
        peerValue: peer.map { thousands / Sample($0.writeSeconds).median },
        note: "\(encoding.bytes / count) bytes a row, "
          + "\(Figure.text(encoding.megabytesPerSecond(encoding.writeSeconds))) MB/s"))
    if encoding.readSeconds.isEmpty { return }
    bench.add(
      Figure(
        name: "streams: \(name), read", value: thousands / Sample(encoding.readSeconds).median,
        unit: "k rows/s", peer: peer.map { _ in "JSONDecoder" },
        peerValue: peer.map { thousands / Sample($0.readSeconds).median },
        note: "\(Figure.text(encoding.megabytesPerSecond(encoding.readSeconds))) MB/s"))
  }
}
