import Files
import Glibc
import TestSupport

/// What /proc says about a process.
struct ProcessUsage {
  /// Memory in use, MB.
  let residentMegabytes: Double
  /// The most memory that was in use at once, MB.
  let peakMegabytes: Double
  /// Time on processors, seconds, in steps of the kernel's clock (10 ms).
  let processorSeconds: Double

  init(_ id: pid_t) {
    let status = Self.text("/proc/\(id)/status")
    residentMegabytes = Self.kilobytes("VmRSS:", in: status) / 1000
    peakMegabytes = Self.kilobytes("VmHWM:", in: status) / 1000
    // Behind the program's name in parentheses; fields 14 and 15 of proc(5), counted from 3.
    let fields = Self.text("/proc/\(id)/stat").split(separator: ")").last?.split(separator: " ")
    let ticks = (fields ?? []).dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
    processorSeconds = ticks / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  /// Of this process.
  static var own: ProcessUsage { ProcessUsage(getpid()) }

  /// Time of all threads of this process on processors, in seconds: user and system.
  static var ownSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds on processors of the processes that this one started and that have ended.
  static var ofEndedChildren: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  private static func text(_ path: String) -> String {
    // A process that has ended uses nothing.
    String(decoding: (try? FileReader.contents(of: Path(path))) ?? [], as: UTF8.self)
  }

  private static func kilobytes(_ key: String, in status: String) -> Double {
    let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
    return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      .flatMap { Double($0) } ?? .nan
  }
}

extension ChildProcess {
  /// What the kernel says of its memory and time.
  var usage: ProcessUsage { ProcessUsage(id) }
}
