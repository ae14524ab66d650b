import Files

/// Why a file in the inbox is not taken.
struct IntakeError: Error, Equatable, CustomStringConvertible {
  enum Reason: Equatable {
    case notRegular(FileKind)
    case secondName
    case tooLarge(limit: Int)
    case tooManyFiles(limit: Int)
    case changed
  }

  var reason: Reason
  var path: Path

  var description: String {
    switch reason {
    case .notRegular(let kind): "it is a \(kind.rawValue), not a file"
    case .secondName: "it has a second name (a hard link): copy the file into the inbox instead"
    case .tooLarge(let limit): "it is larger than \(limit) bytes"
    case .tooManyFiles(let limit): "it holds more than \(limit) files"
    case .changed: "it changed while it was read"
    }
  }
}
