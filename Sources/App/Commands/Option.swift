/// An option of a command.
struct Option: Sendable, Equatable {
  /// The long name first, with its dashes.
  let names: [String]
  /// What its value is called; nil for a flag.
  let value: String?
  let help: String

  var name: String { names[0] }

  static func flag(_ names: String..., help: String) -> Option {
    Option(names: names, value: nil, help: help)
  }

  static func value(_ names: String..., of value: String, help: String) -> Option {
    Option(names: names, value: value, help: help)
  }

  /// Those of every command.
  static let common: [Option] = [
    .value(
      "--workspace", of: "DIR", help: "the workspace (default: the current directory)"),
    .value("--color", of: "WHEN", help: "auto, always or never (default: auto)"),
    .flag("--quiet", "-q", help: "say only what is asked for"),
    .flag("--verbose", "-v", help: "say more"),
    .flag("--help", "-h", help: "say how the command is used"),
  ]

  static let dryRun = Option.flag("--dry-run", help: "say what would be done, and do nothing")
  static let json = Option.flag("--json", help: "print data as JSON")
}
