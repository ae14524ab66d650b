import Files
import Glibc
import TestSupport

/// A tree of 10,000 directories with 100,000 files in which nothing happens.
enum IdleBenchmark: Benchmark {
  static let name = "idle"

  static func run(_ bench: Bench) async throws {
    let tree = try bench.makeDirectory()
    let directories = bench.options.isQuick ? 2000 : 10_000
    try makeTree(tree, directories)
    let seconds = bench.options.isQuick ? 30.0 : 60.0
    let bare = try measure("inotify", tree, seconds)
    let events = try measure("hybrid", tree, seconds)
    let polling = try measure("polling", tree, seconds)
    let size = "\(directories) directories"
    bench.add(
      Figure(
        name: "idle: \(size), watched after", value: events.startSeconds, unit: "s",
        peer: "bare inotify", peerValue: bare.startSeconds, target: .atMostTimesPeer(2),
        note: "every file looked at after \(Figure.text(events.lookedSeconds)) s"))
    bench.add(
      Figure(
        name: "idle: memory with events", value: events.megabytes, unit: "MB",
        peer: "bare inotify", peerValue: bare.megabytes, target: .atMost(40)))
    bench.add(
      Figure(
        name: "idle: processor with events, \(Int(seconds)) s", value: events.percent, unit: "%",
        peer: "bare inotify", peerValue: bare.percent, target: .atMost(0.5)))
    bench.add(
      Figure(
        name: "idle: memory, polled every 5 s", value: polling.megabytes, unit: "MB",
        target: .atMost(40)))
    bench.add(
      Figure(
        name: "idle: processor, polled every 5 s", value: polling.percent, unit: "%",
        target: .atMost(5), note: "first scan after \(Figure.text(polling.lookedSeconds)) s"))
  }

  private struct Measurement {
    /// Until every directory is watched, or known where it is polled.
    let startSeconds: Double
    /// Until every file has been looked at.
    let lookedSeconds: Double
    let megabytes: Double
    /// Of one core.
    let percent: Double
  }

  private static func measure(_ mode: String, _ tree: Path, _ duration: Double) throws
    -> Measurement
  {
    let start = monotonicNanoseconds()
    let child = try ChildProcess(
      Bench.program.description, [WatchProcess.argument, mode, tree.description],
      output: .here)
    defer { child.stop() }
    func seconds(until line: String) throws -> Double {
      if try child.readLine() != line { throw BenchError("\(mode) is not \(line)") }
      return Double(monotonicNanoseconds() - start) / 1e9
    }
    let started = try seconds(until: WatchProcess.watched)
    let looked = try seconds(until: WatchProcess.looked)
    pause(8)  // The files that were there are reported after their settling time.
    let before = child.usage.processorSeconds
    pause(duration)
    let usage = child.usage
    return Measurement(
      startSeconds: started, lookedSeconds: looked, megabytes: usage.residentMegabytes,
      percent: (usage.processorSeconds - before) / duration * 100)
  }

  private static func makeTree(_ root: Path, _ directories: Int) throws {
    for number in 0..<directories {
      let directory = root / "a\(number / 100)" / "b\(number % 100)"
      try Directory.make(directory)
      for file in 0..<10 { try FileWriter.write([0x61, 0x0a], to: directory / "f\(file).csv") }
    }
  }
}
