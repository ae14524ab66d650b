/// An option of a command.
struct Option: Sendable, Equatable {
  /// The long name first, with its dashes.
  let names: [String]
  /// What its value is called; nil for a flag.
  let value: String?
  let help: String
  /// The only values it may have; empty when any may be.
  var choices: [String] = []
  /// What its value stands for, where a shell completes it.
  var takes = Operand.nothing

  /// The verbs that it goes with; empty: all.
  private(set) var verbs: [String] = []
  /// The option without which it says nothing.
  private(set) var needs: String?
  /// The option beside which it says nothing.
  private(set) var rival: String?

  var name: String { names[0] }

  /// Whether its value may name several, with commas between them.
  var takesList: Bool { value?.hasSuffix(",…") == true || value == "LIST" }

  /// The names and the value, as help shows them.
  var usage: String { names.joined(separator: ", ") + (value.map { " \($0)" } ?? "") }

  static func flag(_ names: String..., help: String) -> Option {
    Option(names: names, value: nil, help: help)
  }

  static func value(
    _ names: String..., of value: String, takes: Operand = .nothing, help: String
  ) -> Option {
    Option(names: names, value: value, help: help, takes: takes)
  }

  /// One of some words.
  static func choice(_ names: String..., of words: [String], help: String) -> Option {
    Option(names: names, value: words.joined(separator: "|"), help: help, choices: words)
  }

  /// The option, of some verbs alone.
  func of(_ verbs: String...) -> Option {
    var option = self
    option.verbs = verbs
    return option
  }

  /// The option, which goes with another one only.
  func with(_ other: Option) -> Option {
    var option = self
    option.needs = other.name
    return option
  }

  /// The option, which does not go with another one.
  func without(_ other: String) -> Option {
    var option = self
    option.rival = other
    return option
  }

  /// Those of every command.
  static let common: [Option] = [
    .value(
      "--workspace", "-C", of: "DIR", takes: .directories,
      help: "the workspace (default: $DROPMILL_WORKSPACE, or the current directory)"),
    .choice(
      "--color", of: ["auto", "always", "never"], help: "colours (default: auto, on a terminal)"),
    .flag("--quiet", "-q", help: "say only what is asked for"),
    .flag("--verbose", "-v", help: "say more; twice, all"),
    .flag("--help", help: "say how the command is used, with examples"),
    .flag("-h", help: "say it in short"),
  ]

  static let dryRun = Option.flag("--dry-run", help: "say what would be done, and do nothing")
  static let json = Option.flag("--json", help: "print data as JSON")
  static let wait = Option.flag("--wait", help: "wait until it has come to a rest")
  static let timeout = Option.value(
    "--timeout", of: "TIME", help: "wait no longer, such as 90s or 5m (default: 1h)")
}
