import Files
import Pipeline

/// The folder below the inbox that `--to` names.
enum InboxTarget {
  static let option = Option.value(
    "--to", of: "DIR", help: "below the inbox, like listings/acme (default: itself)")

  /// - Returns: nil where the option was not given.
  /// - Throws: ``UsageError`` for what is no path below the inbox, ``Files/FileError``.
  static func path(_ arguments: Arguments, in workspace: Workspace) throws -> Path? {
    guard let path = arguments.path(option.name) else { return nil }
    let leads = path.components.contains { $0.first == UInt8(ascii: ".") }
    if path.isAbsolute || leads {
      throw UsageError(message: "--to is a path below the inbox, like listings/acme")
    }
    try refuseInbox(path, workspace.inbox)
    return path
  }

  /// Who names the inbox as well means one, and not one in the other, unless that is there.
  private static func refuseInbox(_ path: Path, _ inbox: Path) throws {
    guard path.components.first == inbox.name,
      try FileStatus.ifPresent(inbox.appending(inbox.name)) == nil
    else { return }
    let rest = path.relative(to: Path(bytes: inbox.name)) ?? path
    throw UsageError(
      message: "--to is a path below the inbox, and \(path) would be a second inbox in it",
      hint: rest.isEmpty ? "leave --to out" : "--to \(rest)")
  }
}
