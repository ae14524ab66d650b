import Files
import Foundation
import HTTPClient
import Rules

extension KeySource {
  private static let bytesMax = 4096

  /// The key itself.
  ///
  /// - Throws: ``Files/FileError`` when it cannot be read.
  func secret() throws(FileError) -> Secret {
    // Without systemd there is no such directory: the error then names where it would lie.
    let credentials =
      ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] ?? "/run/credentials"
    let path = Path(path(credentials: credentials) ?? credentials)
    return Secret(
      String(decoding: try FileReader.contents(of: path, limit: Self.bytesMax), as: UTF8.self))
  }
}
