import Daemon
import Files
import Pipeline
import Rules

/// `dropmill config check` and `dropmill config show`
struct ConfigCommand: Command {
  static let name = "config"
  static let summary = "check the settings in dropmill.yaml, or show what holds"
  static let operands = "check | show"
  static let verbs = [
    Verb("check", "every fault, with its place and what to do"),
    Verb("show", "what the file sets"),
  ]
  static let options = [
    Option.json,
    Option.flag("--effective", help: "show: every setting, what holds and where it comes from")
      .of("show"),
  ]
  static let details = """
    The file is dropmill.yaml in the workspace; without it every setting has its default. It is
    read when the daemon starts, and at SIGHUP. `dropmill help settings` lists what may stand in it.

    check ends with 5 when the file cannot be used.

      dropmill config check
      dropmill config show --effective

    A file that listens for browsers of the same machine, and polls the inbox each ten seconds:

      watch:
        mode: polling
        interval: 10s
      web:
        listen: 127.0.0.1:8080
    """

  /// What `show --json` prints of each setting.
  private struct Shown: Encodable {
    var name: String
    var value: String?
    var source: String
  }

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let file = session.workspace.settings
    if try Self.verb(arguments).0 == "check" { return try check(session) }
    let settings = try Settings.load(file)
    let keys = SettingKey.allCases.filter {
      arguments.has("--effective") || settings.source(of: $0) != .fallback
    }
    let shown = keys.map {
      Shown(
        name: $0.rawValue, value: settings.shown($0), source: settings.source(of: $0).description)
    }
    if session.console.isJSON {
      try session.console.print(json: shown)
    } else {
      show(shown, session.console)
    }
    return .success
  }

  private func check(_ session: Session) throws -> ExitCode {
    let (file, console) = (session.workspace.settings, session.console)
    let (settings, faults) = try Settings.check(file)
    let webFaults = try settings.map { try Self.webFaults($0, session.workspace.root) } ?? []
    try FaultOutput.show(faults + webFaults, console)
    guard let settings, webFaults.isEmpty else { return .badConfiguration }
    let count = SettingKey.allCases.count { settings.source(of: $0) != .fallback }
    let isThere = try FileStatus.ifPresent(file) != nil
    console.note(
      isThere
        ? "\(file) can be used; it sets \(count) of \(SettingKey.allCases.count) settings"
        : "there is no \(file): every setting has its default")
    return .success
  }

  /// What each setting may be by itself, and `run` could not begin with.
  static func webFaults(_ settings: Settings, _ root: Path) throws -> [RuleFault] {
    do {
      _ = try WebOptions.configuration(try Arguments([], []), settings, root, [:])
      return []
    } catch DaemonError.brokenRules(let faults) {
      return faults
    }
  }

  private func show(_ settings: [Shown], _ console: Console) {
    let name = settings.map(\.name.count).max() ?? 0
    let value = settings.map { ($0.value ?? "-").count }.max() ?? 0
    for setting in settings {
      let shown = Help.padded(setting.value ?? "-", value)
      console.print(
        "\(Help.padded(setting.name, name))  \(shown)  \(console.styled(setting.source, .dim))")
    }
  }
}
