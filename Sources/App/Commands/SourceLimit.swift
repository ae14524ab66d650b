import Daemon
import Pipeline

/// The size of the largest file that the daemon takes.
struct SourceLimit {
  static let hint = "drop it in parts, or raise limits.source in dropmill.yaml"

  let bytes: Int
  /// As it is written in the settings.
  private let shown: String

  /// - Returns: nil where the settings cannot be used, which is for `config check` to tell.
  /// - Throws: ``Files/FileError``.
  init?(_ workspace: Workspace) throws {
    guard let settings = try Settings.check(workspace.settings).0,
      let bytes = settings.bytes(.limitsSource), let shown = settings.shown(.limitsSource)
    else { return nil }
    self.bytes = bytes
    self.shown = shown
  }

  /// Why a larger file stays.
  func reason(_ size: Int) -> String {
    "it has \(size) bytes, and the largest file that is taken has \(shown)"
  }
}
