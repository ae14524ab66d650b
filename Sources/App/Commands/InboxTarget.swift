import Files

/// The folder below the inbox that `--to` names.
enum InboxTarget {
  static let option = Option.value(
    "--to", of: "DIR", help: "below the inbox, like listings/acme (default: itself)")

  /// - Returns: nil where the option was not given.
  /// - Throws: ``UsageError`` for what is no path below the inbox.
  static func path(_ arguments: Arguments) throws -> Path? {
    guard let path = arguments.path(option.name) else { return nil }
    let leads = path.components.contains { $0.first == UInt8(ascii: ".") }
    if path.isAbsolute || leads {
      throw UsageError(message: "--to is a path below the inbox, like listings/acme")
    }
    return path
  }
}
