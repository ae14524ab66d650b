import Daemon

/// Pages for man(1) in the language of mdoc(7), made of the texts of help.
struct ManualPage {
  private static let date = "November 21, 2026"

  private var lines: [String] = []

  static func commands(_ commands: [any Command.Type]) -> String {
    var page = ManualPage()
    page.head("DROPMILL", "1", "dropmill", "drop a file into a folder, and finished work comes out")
    page.lines += [".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar option ...", ".Sh DESCRIPTION"]
    page.text(
      """
      A file dropped into inbox/ is claimed once it is complete, routed by rules/, carried through
      five stages, and its results appear whole in outbox/. What was dropped is kept, unless a
      setting says for how long or a person deletes it; every decision is explained.
      """)
    page.lines.append(".Sh COMMANDS")
    for command in commands { page.command(command) }
    page.lines.append(".Sh OPTIONS OF ALL COMMANDS")
    page.options(Option.common)
    page.list(".Sh ENVIRONMENT", Topic.environment.entries, ".Ev")
    page.files()
    page.list(".Sh EXIT STATUS", Topic.exitCodes.entries, nil)
    page.lines += [".Sh SEE ALSO", ".Xr dropmill.yaml 5"]
    return page.lines.joined(separator: "\n") + "\n"
  }

  static func settings() -> String {
    var page = ManualPage()
    page.head("DROPMILL.YAML", "5", "dropmill.yaml", "settings of a workspace of dropmill")
    page.lines.append(".Sh DESCRIPTION")
    page.text(ConfigCommand.details)
    page.list(".Sh SETTINGS", Topic.settings.entries, ".Cm")
    page.lines += [".Sh SEE ALSO", ".Xr dropmill 1"]
    return page.lines.joined(separator: "\n") + "\n"
  }

  private mutating func head(
    _ title: String, _ section: String, _ name: String, _ summary: String
  ) {
    lines += [
      ".Dd \(Self.date)", ".Dt \(title) \(section)", ".Os", ".Sh NAME", ".Nm \(name)",
      ".Nd \(Self.escaped(summary))",
    ]
  }

  private mutating func command(_ command: any Command.Type) {
    let operands = command.operands.isEmpty ? "" : " \(Self.argument(command.operands))"
    lines += [".Ss \(command.name)\(operands)"]
    text(command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".")
    if !command.verbs.isEmpty {
      lines.append(".Bl -tag -width Ds")
      for verb in command.verbs { item(".Cm \(Self.argument(verb.name))", verb.summary) }
      lines.append(".El")
    }
    lines.append(".Pp")
    text(command.details)
    if !command.options.isEmpty { options(command.options) }
  }

  private mutating func options(_ options: [Option]) {
    lines.append(".Bl -tag -width Ds")
    for option in options {
      let names = option.names.map { ".Fl \(Self.argument(String($0.dropFirst())))" }
      let value = option.value.map { " Ar \(Self.argument($0))" } ?? ""
      item(names.joined(separator: " , ").replacing(", .Fl", with: ", Fl") + value, option.help)
    }
    lines.append(".El")
  }

  private mutating func list(_ title: String, _ entries: [(String, String)], _ macro: String?) {
    lines += [title, ".Bl -tag -width Ds"]
    for (word, meaning) in entries {
      item([macro, Self.argument(word)].compactMap(\.self).joined(separator: " "), meaning)
    }
    lines.append(".El")
  }

  private mutating func files() {
    let entries = [
      ("inbox/", "where files are dropped"), ("rules/", "which file goes where"),
      ("stages/", "items on their way, held, failed and done"), ("outbox/", "results"),
      ("dropmill.yaml", "settings"), ("dropmill.sqlite", "the index, made of the folders"),
    ]
    list(".Sh FILES", entries, ".Pa")
  }

  private mutating func item(_ head: String, _ meaning: String) {
    lines.append(head.hasPrefix(".") ? ".It \(head.dropFirst())" : ".It \(head)")
    lines += Self.sentences(meaning)
  }

  /// Paragraphs; lines that are indented are shown as they are.
  private mutating func text(_ text: String) {
    for (index, block) in text.split(separator: "\n\n").enumerated() {
      if block.hasPrefix("  ") {
        lines.append(".Bd -literal -offset indent")
        lines += block.split(separator: "\n").map { Self.escaped(String($0.dropFirst(2))) }
        lines.append(".Ed")
      } else {
        if index > 0, lines.last != ".Ed" { lines.append(".Pp") }
        lines += Self.sentences(String(block))
      }
    }
  }

  /// Each sentence begins a line, as the formatter wants it, and no line is long.
  private static func sentences(_ block: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in block.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + word.count > 64 || [".", ":"].contains(line.suffix(1)) {
        lines.append(escaped(line))
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [escaped(line)]
  }

  /// One argument of a macro, whatever is in it.
  private static func argument(_ text: String) -> String {
    let text = escaped(text).replacing("\"", with: "\\(dq")
    return "\"\(text)\""
  }

  /// No line of text may look like a macro, nor a sign like a command of the formatter.
  private static func escaped(_ text: String) -> String {
    let signs = [
      ("\\", "\\e"), ("…", "..."), ("“", "\\(lq"), ("”", "\\(rq"), ("✓", "ok"), ("✗", "x"),
      ("·", "\\(pc"), ("→", "\\(->"), ("'", "\\(aq"), ("`", "\\(ga"), ("~", "\\(ti"),
      ("^", "\\(ha"), ("-", "\\-"),
    ]
    let result = signs.reduce(text) { $0.replacing($1.0, with: $1.1) }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
