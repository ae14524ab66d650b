import CSpawn
package import Files
import Glibc

/// What sees to it that no program outlives the daemon.
package enum ProgramGuard {
  /// Starts the process that ends all programs when this one ends, however that comes.
  ///
  /// It would start with the first program, too. Early it is small: what a process changes after a
  /// fork is there twice.
  package static func start() throws(ProgramError) {
    let result = spawn_guard()
    if result < 0 { throw .noChannel(Errno(code: -result)) }
  }

  /// Ends programs of an earlier daemon that was killed together with its guard: every
  /// confined program that works below a directory, with its whole group.
  ///
  /// Only for whoever alone may start programs there, and before the first one. A person's shell
  /// in the same place is not meant: what marks a program is one more filter of system calls than
  /// this process has.
  ///
  /// - Returns: how many groups there were; what they were is gone.
  package static func endLeft(below directory: Path) throws(FileError) -> Int {
    let place = try RealPath.of(directory)
    guard let own = filterCount("self") else { return 0 }
    var groups: Set<pid_t> = []
    for entry in try Directory.entries(of: "/proc") {
      guard let id = pid_t(String(decoding: entry.name, as: UTF8.self)),
        works(id, below: place), let filters = filterCount("\(id)"), filters > own
      else { continue }
      let group = getpgid(id)
      // Never our own group, which is what a group of 0 would be.
      guard group > 1, group != getpgrp(), kill(-group, SIGKILL) == 0 else { continue }
      groups.insert(group)
      _ = spawn_await(id, endMilliseconds)
    }
    return groups.count
  }

  /// A killed process is gone in no time, unless its disk hangs; that is not waited for.
  private static let endMilliseconds: CInt = 5000

  /// A directory that was removed under it still has its name there, and a word behind it.
  private static func works(_ id: pid_t, below place: Path) -> Bool {
    RealPath.said(by: Path("/proc/\(id)/cwd"))?.relative(to: place) != nil
  }

  /// How many filters of system calls a process is under; nil when it is gone.
  private static func filterCount(_ process: String) -> Int? {
    // A process may end at any time.
    guard let bytes = try? FileReader.contents(of: Path("/proc/\(process)/status")) else {
      return nil
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("Seccomp_filters:") }
    return line?.split(separator: "\t").last.flatMap { Int($0) }
  }
}
