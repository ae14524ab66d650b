import Daemon
import Files
import Foundation
import Pipeline
import Processes
import Rules
import Supervision

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

    static func good(_ name: String, _ found: String) -> Check {
      Check(name: name, verdict: .good, found: found)
    }

    static func better(_ name: String, _ found: String, _ remedy: String) -> Check {
      Check(name: name, verdict: .better, found: found, remedy: remedy)
    }

    static func broken(_ name: String, _ found: String, _ remedy: String) -> Check {
      Check(name: name, verdict: .broken, found: found, remedy: remedy)
    }
  }

  let workspace: Workspace
  private let session: Session
  private let models: ModelsCheck
  private let isFull: Bool

  init(_ session: Session, isFull: Bool, isOnline: Bool) {
    workspace = session.workspace
    self.session = session
    self.isFull = isFull
    models = ModelsCheck(session: session, isOnline: isOnline)
  }

  func run() async throws -> [Check] {
    let folders = [workspace.inbox, workspace.stages, workspace.outbox].map { writable($0) }
    let databases = [
      await DatabaseCheck.index(workspace, session.workers, isFull: isFull).run(),
      await DatabaseCheck.accounts(workspace, isFull: isFull).run(),
    ]
    return await [Check.good("version", "dropmill \(VersionCommand.version)")]
      + folders + [rulesFolder] + privateParts + [rules, settings] + fileSystems + space
      + SystemCheck(workspace).run() + databases + programs
      + models.run() + [port, unit, daemon]
  }

  // MARK: - Folders

  private func writable(_ path: Path) -> Check {
    let name = Path.escaped(path.name)
    return Directory.isUsable(path)
      ? .good(name, "can be read and written")
      : missing(path)
        ?? .broken(
          name, "cannot be written", "give this user the right to write into \(path)")
  }

  /// Rules are only read: in an installed package they belong to the administrator.
  private var rulesFolder: Check {
    let name = Path.escaped(workspace.rules.name)
    do {
      _ = try Directory.entries(of: workspace.rules)
      return .good(name, "can be read")
    } catch {
      return missing(workspace.rules)
        ?? .broken(name, "\(error)", "give this user the right to read \(workspace.rules)")
    }
  }

  /// Who looks may be another than who runs the daemon: that is for them to judge.
  private var privateParts: [Check] {
    let name = "private parts"
    do {
      let exposures = try workspace.exposures()
      if exposures.isEmpty {
        return [.good(name, "nobody else can change stages or the databases")]
      }
      return exposures.map { exposure in
        if exposure.isForeign { return .better(name, exposure.found, exposure.remedy) }
        return .broken(name, exposure.found, exposure.remedy)
      }
    } catch {
      return [.broken(name, "\(error)", "give this user the right to look at \(workspace.root)")]
    }
  }

  private func missing(_ path: Path) -> Check? {
    // A name that cannot be looked at is there, and not ours to use.
    let isMissing = (try? FileStatus.ifPresent(path)) == .some(nil)
    return isMissing
      ? .broken(Path.escaped(path.name), "is missing", "`dropmill init` makes it") : nil
  }

  // MARK: - What people write

  private var rules: Check {
    do {
      let rules = try RuleFiles.load(
        in: workspace.rules, workers: WorkerNames.of(session.workers))
      if try RulesCommand.wordFaults(session).isEmpty {
        return .good("rule files", "\(rules.rules.count) rules")
      }
      return .broken("rule files", "have faults", "`dropmill rules check` tells them")
    } catch {
      return .broken("rule files", "cannot be used", "`dropmill rules check` says why")
    }
  }

  private var settings: Check {
    do {
      let settings = try Settings.load(workspace.settings)
      if try !ConfigCommand.webFaults(settings, workspace.root).isEmpty {
        return .broken("settings", "cannot be begun with", "`dropmill config check` says why")
      }
      let count = SettingKey.allCases.count { settings.source(of: $0) != .fallback }
      return .good("settings", count == 0 ? "all as by default" : "\(count) are set")
    } catch {
      return .broken("settings", "cannot be used", "`dropmill config check` says why")
    }
  }

  // MARK: - File systems

  /// Claims and publications are renames: they are cheapest, and atomic, on one file system.
  private var fileSystems: [Check] {
    let devices = [workspace.inbox, workspace.stages].map { path in
      // A directory that cannot be looked at is reported by its own check.
      try? FileStatus.of(path).device
    }
    if devices.contains(nil) { return [] }
    if devices[0] == devices[1] { return [.good("file system", "inbox and stages share one")] }
    return [
      .better(
        "file system", "inbox and stages lie on different ones",
        "files are copied instead of renamed; put both on one file system to be quicker")
    ]
  }

  /// Each file system once.
  private var space: [Check] {
    var seen: Set<UInt64> = []
    return [workspace.root, workspace.inbox, workspace.outbox].compactMap { path in
      // A directory that cannot be looked at is reported by its own check.
      guard let device = try? FileStatus.of(path).device, seen.insert(device).inserted else {
        return nil
      }
      return space(of: path)
    }
  }

  private func space(of path: Path) -> Check {
    let name = path == workspace.root ? "disk" : "disk of \(Path.escaped(path.name))"
    do {
      let space = try FileSystemSpace(of: path)
      let megabytes = space.freeBytes >> 20
      let files = space.freeFiles.map { " and \($0) files" } ?? ""
      let found = "room for \(megabytes) MB\(files)"
      if megabytes < 16 || (space.freeFiles ?? .max) < 100 {
        return .broken(name, found, "make room: nothing can be taken or published")
      }
      let isTight = megabytes < 500 || (space.freeFiles ?? .max) < 10_000
      return isTight
        ? .better(name, found, "make room: results and originals are kept") : .good(name, found)
    } catch {
      return .broken(name, "\(error)", "check the workspace")
    }
  }

  // MARK: - Programs and services

  /// Pictures and archives are read by programs of their own.
  private var programs: [Check] {
    ["dropmill-images", "dropmill-archive"].map { name in
      let path = Path.besideThisProgram(name)
      // One that cannot be looked at cannot be run either.
      let status = try? FileStatus.of(path)
      return status.map { $0.kind == .file && $0.mode & 0o111 != 0 } == true
        ? .good(name, "\(path)")
        : .broken(name, "is not at \(path)", "install it beside dropmill: `make install`")
    }
  }

  private var port: Check {
    // Settings that cannot be read are reported by their own check.
    guard let settings = try? Settings.load(workspace.settings),
      let address = settings.text(.webListen)
    else { return .good("port", "nothing to look for") }
    switch PortProbe.state(of: address) {
    case .free: return .good("port", "\(address) is free")
    case .taken where isRunning: return .good("port", "\(address) is taken, as by the daemon")
    case .taken where settings.source(of: .webListen) == .fallback:
      return .good("port", "\(address) is taken: the dashboard takes another")
    case .taken:
      return .broken("port", "\(address) is taken", "`ss -ltnp` says by what; or set another")
    case .refused(let reason):
      return .broken("port", "\(address): \(reason)", "set web.listen to such as 127.0.0.1:8080")
    }
  }

  private var unit: Check { UnitCheck().run() }

  private var daemon: Check { .good("daemon", isRunning ? "running" : "not running") }

  private var isRunning: Bool {
    // A lock that cannot be looked at says nothing about a daemon.
    (try? Index.isRunning(workspace)) ?? false
  }
}
