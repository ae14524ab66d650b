import Files

/// Why a file in the inbox is not taken.
struct IntakeError: Error, Equatable, CustomStringConvertible {
  enum Reason: Equatable, Sendable {
    case notRegular(FileKind)
    case secondName
    case tooLarge(limit: Int)
    case tooManyFiles(limit: Int)
    case changed
    /// Of a file in a bundle, by its name there.
    indirect case within(String, Reason)
  }

  var reason: Reason
  var path: Path

  var description: String { Self.words(reason) }

  private static func words(_ reason: Reason) -> String {
    switch reason {
    case .notRegular(let kind): "it is a \(kind.rawValue), not a file"
    case .secondName: "it has a second name (a hard link): copy the file into the inbox instead"
    case .tooLarge(let limit): "it is larger than \(limit) bytes"
    case .tooManyFiles(let limit): "it holds more than \(limit) files"
    case .changed: "it changed while it was read"
    case .within(let name, let reason): "“\(name)” in it cannot be taken: \(words(reason))"
    }
  }
}
