import CBox
import Files
import Glibc

/// What a program of somebody else is kept from: files, system calls, other processes, network.
///
/// Landlock and seccomp, as the kernel has them: no privileges are needed, no namespaces and no
/// helper that has any. Made anew for each start.
final class Box {
  /// What every program reads: interpreters, libraries, time zones. Nothing there is a user's, and
  /// nothing secret.
  private static let systemPaths: [Path] = [
    "/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime",
    "/etc/alternatives",
  ]

  let ruleset: CInt
  private(set) var filter = sock_fprog()

  /// - Parameters:
  ///   - readable: files and directories that it reads and runs, besides the system's.
  ///   - writable: directories that it reads and writes.
  /// - Throws: ``ProgramError`` where the kernel cannot confine it: then it must not be started.
  init(readable: [Path], writable: [Path]) throws(ProgramError) {
    let readable = Self.systemPaths + Self.interpreterSettings() + readable
    ruleset = CStrings.with(readable) { readable in
      CStrings.with(writable) { writable in
        readable.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: 1) { readable in
          writable.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: 1) {
            box_ruleset(readable, $0)
          }
        }
      }
    }
    if ruleset < 0 { throw .unconfined(Errno(code: -ruleset)) }
    let result = box_filter(&filter, getpid())
    if result < 0 { throw .unconfined(Errno(code: -result)) }
  }

  deinit {
    if ruleset >= 0 { close(ruleset) }
    free(filter.filter)
  }

  /// Debian's Python reads its settings from `/etc`, and complains when it may not.
  private static func interpreterSettings() -> [Path] {
    // Without the directory there are none.
    let entries = (try? Directory.entries(of: "/etc")) ?? []
    return entries.filter { $0.name.starts(with: Array("python3".utf8)) }
      .map { Path("/etc").appending($0.name) }
  }
}
