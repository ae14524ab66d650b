import Daemon
import Files
import Foundation
import Pipeline
import Rules

/// What `doctor` looks at.
struct Checkup {
  enum Verdict: String, Encodable {
    case good
    case better
    case broken
  }

  struct Check: Encodable {
    var name: String
    var verdict: Verdict
    var found: String
    /// What to do about it.
    var remedy: String?
  }

  private let workspace: Workspace
  private let workers: [any Worker]

  init(_ workspace: Workspace, _ workers: [any Worker]) {
    self.workspace = workspace
    self.workers = workers
  }

  func run() -> [Check] {
    let directories = [
      workspace.inbox, workspace.rules, workspace.stages, workspace.outbox,
    ].map(directory)
    return directories + [rules, fileSystems, watches, queue, space, daemon]
  }

  private func directory(_ path: Path) -> Check {
    let name = Path.escaped(path.name)
    if Directory.isUsable(path) {
      return Check(name: name, verdict: .good, found: "can be read and written")
    }
    // A name that cannot be looked at is there, and not ours to use.
    let isMissing = (try? FileStatus.ifPresent(path)) == .some(nil)
    return Check(
      name: name, verdict: .broken, found: isMissing ? "is missing" : "cannot be written",
      remedy: isMissing
        ? "`dropmill init` makes it" : "give this user the right to write into \(path)")
  }

  private var rules: Check {
    do {
      let rules = try RuleFiles.load(
        in: workspace.rules, workers: WorkerNames.of(workers))
      return Check(name: "rule files", verdict: .good, found: "\(rules.rules.count) rules")
    } catch {
      return Check(
        name: "rule files", verdict: .broken, found: "cannot be used",
        remedy: "`dropmill rules check` says why")
    }
  }

  /// Claims and publications are renames: they are cheapest, and atomic, on one file system.
  private var fileSystems: Check {
    let devices = [workspace.inbox, workspace.stages].map { path in
      // A directory that cannot be looked at is reported by its own check.
      try? FileStatus.of(path).device
    }
    if devices[0] == devices[1] {
      return Check(name: "file system", verdict: .good, found: "inbox and stages share one")
    }
    return Check(
      name: "file system", verdict: .better, found: "inbox and stages lie on different ones",
      remedy: "files are copied instead of renamed; put both on one file system to be quicker")
  }

  private var watches: Check {
    limit("inotify watches", "max_user_watches", atLeast: 65_536)
  }

  private var queue: Check {
    limit("inotify queue", "max_queued_events", atLeast: 16_384)
  }

  private func limit(_ name: String, _ setting: String, atLeast wanted: Int) -> Check {
    let path = Path("/proc/sys/fs/inotify") / setting
    // No such file: a kernel without inotify, where polling is used.
    let bytes = (try? FileReader.contents(of: path, limit: 64)) ?? []
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    guard let value = Int(text.filter(\.isNumber)) else {
      return Check(name: name, verdict: .better, found: "unknown", remedy: "use --mode polling")
    }
    if value >= wanted { return Check(name: name, verdict: .good, found: "\(value)") }
    return Check(
      name: name, verdict: .better, found: "only \(value)",
      remedy: "sysctl fs.inotify.\(setting)=\(wanted)")
  }

  private var space: Check {
    do {
      let space = try FileSystemSpace(of: workspace.root)
      let megabytes = space.freeBytes >> 20
      let files = space.freeFiles.map { " and \($0) files" } ?? ""
      let isTight = megabytes < 500 || (space.freeFiles ?? .max) < 10_000
      return Check(
        name: "disk", verdict: isTight ? .better : .good,
        found: "room for \(megabytes) MB\(files)",
        remedy: isTight ? "make room: results and originals are kept" : nil)
    } catch {
      return Check(
        name: "disk", verdict: .broken, found: "\(error)", remedy: "check the workspace")
    }
  }

  private var daemon: Check {
    // A lock that cannot be looked at says nothing about a daemon.
    let isRunning = (try? Index.isRunning(workspace)) ?? false
    return Check(
      name: "daemon", verdict: .good, found: isRunning ? "running" : "not running")
  }
}
