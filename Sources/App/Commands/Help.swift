import Agents
import Daemon
import Pipeline

/// The texts of `help`, `--help` and `-h`.
enum Help {
  static func overview(_ commands: [any Command], _ workers: [any Worker]) -> String {
    let able = workers.filter { !$0.tools.isEmpty }
    let width =
      (commands.map { type(of: $0).name.count } + able.map(\.name.count)).max() ?? 0
    let lines = commands.map { command in
      let kind = type(of: command)
      return "  \(padded(kind.name, width))  \(kind.summary)"
    }
    let tools = able.map { worker in
      "  \(padded(worker.name, width))  \(worker.tools.map(\.name).joined(separator: ", "))"
    }
    return """
      dropmill: drop a file into a folder, and finished work comes out

      usage: dropmill COMMAND [OPTION…]

      \((lines + tools).joined(separator: "\n"))

      `dropmill COMMAND --help` says more, with examples. `dropmill help TOPIC` does of:
      \(Topic.allCases.map(\.rawValue).joined(separator: ", "))
      """
  }

  /// - Parameter isFull: with what it does and examples; else what it is called with.
  static func page(_ command: any Command.Type, isFull: Bool) -> String {
    let operands = command.operands.isEmpty ? "" : " \(command.operands)"
    let verbs = command.verbs.map { "  \(padded($0.name, 9)) \($0.summary)" }
    let options = isFull ? command.options + Option.common : command.options
    let width = min(26, options.map(\.usage.count).max() ?? 0)
    let lines = options.map { option in
      // What is too wide has its help in the next line.
      let gap = option.usage.count > width ? "\n" + padded("", width + 4) : "  "
      return "  \(padded(option.usage, width))\(gap)\(option.help)"
    }
    let parts = [
      "dropmill \(command.name): \(command.summary)",
      "usage: dropmill \(command.name)\(operands) [OPTION…]",
      verbs.joined(separator: "\n"),
      isFull ? command.details : "",
      lines.isEmpty ? "" : "options:\n" + lines.joined(separator: "\n"),
      isFull ? "" : "`dropmill \(command.name) --help` says more, with examples.",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// What `help` tells of besides the commands.
enum Topic: String, CaseIterable {
  case exitCodes = "exit-codes"
  case environment
  case settings

  /// Words and what they mean.
  var entries: [(word: String, meaning: String)] {
    switch self {
    case .exitCodes: ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }
    case .environment:
      [
        ("DROPMILL_WORKSPACE", "the workspace, where --workspace names none"),
        ("DROPMILL_BACKTRACE", "1: an error is told as the program knows it, too"),
        ("NO_COLOR", "set to anything: no colours"),
        ("CLICOLOR_FORCE", "set and not 0: colours for files and pipes too"),
        ("LC_ALL, LC_CTYPE, LANG", "C or POSIX: signs in plain ASCII"),
        ("NOTIFY_SOCKET, WATCHDOG_USEC", "set by systemd: it is told how the daemon is"),
        ("JOURNAL_STREAM", "set by systemd: log lines carry their level for the journal"),
        ("CREDENTIALS_DIRECTORY", "set by systemd: where credential:NAME lies"),
      ]
    case .settings:
      SettingKey.allCases.map { key in
        let fallback = key.about.fallback.map { " (default: \($0))" } ?? ""
        return (key.rawValue, key.about.help + fallback)
      }
    }
  }

  var text: String {
    let width = entries.map(\.word.count).max() ?? 0
    return entries.map { "\(Help.padded($0.word, width))  \($0.meaning)" }.joined(separator: "\n")
  }
}
