/// The texts of `help` and `--help`.
enum Help {
  static func overview(_ commands: [any Command]) -> String {
    let width = commands.map { type(of: $0).name.count }.max() ?? 0
    let lines = commands.map { command in
      let kind = type(of: command)
      return "  \(padded(kind.name, width))  \(kind.summary)"
    }
    return """
      dropmill: drop a file into a folder, and finished work comes out

      usage: dropmill COMMAND [OPTION…]

      \(lines.joined(separator: "\n"))

      `dropmill COMMAND --help` says more; `dropmill help exit-codes` lists the exit codes.
      """
  }

  static func page(_ command: any Command.Type) -> String {
    let options = (command.options + Option.common).map { option in
      let value = option.value.map { " \($0)" } ?? ""
      return "  \(padded(option.names.joined(separator: ", ") + value, 24))  \(option.help)"
    }
    let operands = command.operands.isEmpty ? "" : " \(command.operands)"
    return """
      dropmill \(command.name): \(command.summary)

      usage: dropmill \(command.name)\(operands) [OPTION…]

      \(command.details)

      options:
      \(options.joined(separator: "\n"))
      """
  }

  static var exitCodes: String {
    ExitCode.allCases.map { "\(padded(String($0.rawValue), 4)) \($0.meaning)" }
      .joined(separator: "\n")
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
