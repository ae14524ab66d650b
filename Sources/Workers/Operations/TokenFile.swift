import Files
import HTTPClient

/// Where a secret lies: never in a rule file.
struct TokenFile: Sendable, Equatable {
  /// A path, one below `rules/`, or `credential:NAME`, which systemd loads.
  var text: String

  private static let credential = "credential:"
  private static let bytesMax = 4096

  /// - Throws: ``Files/FileError`` when the file cannot be read.
  func read(beside rules: Path, environment: [String: String]) throws(FileError) -> Secret {
    var path = Path(text)
    if text.hasPrefix(Self.credential) {
      let name = String(text.dropFirst(Self.credential.count))
      path = Path(environment["CREDENTIALS_DIRECTORY"] ?? "/run/credentials") / name
    } else if !path.isAbsolute {
      path = rules / path
    }
    return Secret(
      String(decoding: try FileReader.contents(of: path, limit: Self.bytesMax), as: UTF8.self))
  }
}
