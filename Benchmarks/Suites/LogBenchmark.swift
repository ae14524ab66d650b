import Logs

/// Logs: how many lines a second find their template, and events come out of text.
enum LogBenchmark: Benchmark {
  static let name = "logs"

  static func run(_ bench: Bench) throws {
    let lines = bench.options.isQuick ? 50_000 : 500_000
    let log = make(lines)
    var mined: [Double] = []
    var read: [Double] = []
    for _ in 0..<bench.runs {
      mined.append(Double(lines) / seconds(of: { mine(log) }))
      read.append(Double(lines) / (try seconds(of: { try events(log) })))
    }
    bench.add(
      Figure(
        name: "logs: lines sorted by template, one core", value: Sample(mined).median / 1000,
        unit: "k lines/s", target: .atLeast(100), note: "\(log.count / lines) bytes a line"))
    bench.add(
      Figure(
        name: "logs: lines read to events, one core", value: Sample(read).median / 1000,
        unit: "k lines/s", target: .atLeast(100), note: ""))
  }

  private static func mine(_ log: [UInt8]) {
    var miner = TemplateMiner()
    log.withUnsafeBytes { bytes in
      for line in bytes.split(separator: 0x0a) {
        _ = miner.add(UnsafeRawBufferPointer(rebasing: line.dropFirst(24)))
      }
    }
  }

  private static func events(_ log: [UInt8]) throws {
    let stamp = TimeStamp(reference: 1_795_200_000_000)
    try log.withUnsafeBytes { bytes in
      var reader = LogReader(LogFormat(.stampedText), stamp: stamp)
      var count = 0
      try reader.take(bytes) { count += $0.lines }
      try reader.finish { count += $0.lines }
      guard count == reader.statistics.lines else { throw BenchError("lines were lost") }
    }
  }

  /// A service's log: a dozen kinds of lines with numbers, names, addresses and paths.
  private static func make(_ lines: Int) -> [UInt8] {
    var random = Random(seed: 7)
    var log: [UInt8] = []
    for line in 0..<lines {
      let number = random.below(100_000)
      let text =
        switch number % 6 {
        case 0: "INFO http: GET /orders/\(number) 200 \(number % 900)ms from 10.0.\(number % 250).7"
        case 1: "INFO worker \(number): processed \(number % 50) items, 0 errors"
        case 2: "DEBUG cache: hit ratio 0.\(number) for key user_\(number)"
        case 3: "WARN slow query \(number)ms on db-\(number % 9): select from orders"
        case 4: "INFO deploy: release /srv/releases/\(number)/app linked, size \(number) KB"
        default: "ERROR billing: charge of order \(number) failed: timeout after \(number % 30)s"
        }
      let second = line % 60 < 10 ? "0\(line % 60)" : "\(line % 60)"
      log += "2026-03-01 07:00:\(second),000 \(text)\n".utf8
    }
    return log
  }
}
