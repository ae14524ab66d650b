import Files
import TestSupport

/// A program that prints the names of files as it sees them in a directory.
struct PeerWatcher {
  let name: String
  /// What it lacks; nil while it can be measured.
  let missing: String?
  private let program: String
  private let arguments: [String]

  /// From the least that a watcher can do to whole tools.
  static func all(_ peers: Peers) -> [PeerWatcher] {
    let bare = peers.built("watch_inotify")
    func python(_ name: String, _ modules: [String], programs: [String] = []) -> PeerWatcher {
      PeerWatcher(
        name: name, missing: peers.missing(modules, programs: programs), program: peers.python,
        arguments: [Peers.script("watch_\(name).py")])
    }
    return [
      PeerWatcher(
        name: "inotify in C", missing: bare == nil ? Peers.installation : nil,
        program: bare ?? "", arguments: []),
      PeerWatcher(
        name: "inotifywait", missing: peers.missing([], programs: ["inotifywait"]),
        program: "inotifywait",
        arguments: ["-m", "-q", "-e", "close_write,moved_to", "--format", "%f"]),
      python("watchman", [], programs: ["watchman"]),
      python("watchfiles", ["watchfiles"]),
      python("watchdog", ["watchdog"]),
    ]
  }

  func start(on directory: Path) throws -> (process: ChildProcess, lines: LineTimes) {
    let process = try ChildProcess(
      program, arguments + [directory.description], output: .here)
    return (process, LineTimes(process))
  }
}
