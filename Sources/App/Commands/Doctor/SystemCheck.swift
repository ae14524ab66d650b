import Files
import Foundation
import Pipeline

/// What `doctor` looks at in the kernel: limits, and the clock.
struct SystemCheck {
  private let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func run() -> [Checkup.Check] {
    [
      limit("inotify watches", "max_user_watches", atLeast: 65_536),
      limit("inotify instances", "max_user_instances", atLeast: 16),
      limit("inotify queue", "max_queued_events", atLeast: 16_384), descriptors, clock,
    ]
  }

  private func limit(_ name: String, _ setting: String, atLeast wanted: Int) -> Checkup.Check {
    guard let value = Self.number(in: Path("/proc/sys/fs/inotify") / setting) else {
      return .better(name, "unknown", "use --mode polling")
    }
    if value >= wanted { return .good(name, "\(value)") }
    return .better(
      name, "only \(value)",
      "sysctl fs.inotify.\(setting)=\(wanted), and keep it in /etc/sysctl.d/dropmill.conf")
  }

  /// - Returns: nil where there is no such file: a kernel without inotify.
  private static func number(in file: Path) -> Int? {
    // What cannot be read is not known.
    let bytes = (try? FileReader.contents(of: file, limit: 64)) ?? []
    return Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
  }

  /// The corresponding C function is `getrlimit`.
  private var descriptors: Checkup.Check {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return .better("open files", "unknown", "`ulimit -n` says how many")
    }
    let count = limit.rlim_cur
    return count >= 1024
      ? .good("open files", "\(count)")
      : .better("open files", "only \(count)", "raise it: `ulimit -n 65536`")
  }

  /// A clock that lies behind what was written breaks schedules and the age of files.
  private var clock: Checkup.Check {
    // Nothing has run here yet, or it cannot be looked at: another check says so.
    let written = ((try? FileStatus.ifPresent(workspace.database)) ?? nil)?.modified
    let now = Int64(Date().timeIntervalSince1970 * 1e9)
    if let written, written > now + 60_000_000_000 {
      let seconds = (written - now) / 1_000_000_000
      return .broken(
        "clock", "is \(Pace.span(Double(seconds))) behind the last write of the database",
        "set the time: `timedatectl set-ntp true`")
    }
    return .good("clock", Date().formatted(.iso8601))
  }
}
