import Files
import Web

/// What the kernel says of this process: the figures that all exporters call `process_…`.
enum ProcessFigures {
  /// Of `/proc` on Linux, for all architectures that we build for.
  private static let ticksPerSecond = 100.0
  private static let pageBytes = 4096.0

  static func write(to text: inout MetricsText) throws {
    let stat = String(
      decoding: try FileReader.contents(of: "/proc/self/stat", limit: 4096), as: UTF8.self)
    // The name of the program may hold anything; what follows its bracket may not.
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    func field(_ number: Int) -> Double {
      number - 3 < fields.count ? Double(fields[number - 3]) ?? 0 : 0
    }
    text.family(
      "process_cpu_seconds_total", .counter, "Processor time spent.", isOurs: false)
    text.sample("process_cpu_seconds_total", [:], (field(14) + field(15)) / ticksPerSecond)
    text.family("process_resident_memory_bytes", .gauge, "Memory in use.", isOurs: false)
    text.sample("process_resident_memory_bytes", [:], field(24) * pageBytes)
    text.family("process_threads", .gauge, "Threads.", isOurs: false)
    text.sample("process_threads", [:], field(20))
    text.family("process_open_fds", .gauge, "Open descriptors.", isOurs: false)
    let descriptors = try Directory.entries(of: "/proc/self/fd").count
    text.sample("process_open_fds", [:], Double(descriptors))
  }
}
