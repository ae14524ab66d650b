/// Where a key or token lies: never in a rule file itself.
package enum KeySource: Sendable, Hashable {
  /// A file that holds nothing else, by its whole path.
  case file(String)
  /// One of systemd's credentials, by its name.
  case credential(String)

  /// - Parameter text: `file:/a/path` or `credential:NAME`; anything else may be the key itself.
  package init?(_ text: String) {
    if text.hasPrefix("file:/") {
      self = .file(String(text.dropFirst("file:".count)))
    } else if text.hasPrefix("credential:"), !text.contains("/"), !text.hasSuffix(":") {
      self = .credential(String(text.dropFirst("credential:".count)))
    } else {
      return nil
    }
  }

  /// - Parameter credentials: the directory in which systemd puts credentials
  ///   (`CREDENTIALS_DIRECTORY`).
  /// - Returns: nil for a credential where there is no such directory.
  package func path(credentials: String?) -> String? {
    switch self {
    case .file(let path): path
    case .credential(let name): credentials.map { "\($0)/\(name)" }
    }
  }
}
