package import Processes

/// Why an archive is not unpacked at all.
package enum ArchiveRefusal: Error, Codable, Equatable, Sendable {
  case empty
  /// No archive, or a kind that is not taken.
  case notTaken
  case tooLarge(bytes: Int, bytesMax: Int)
  case tooManyEntries(entriesMax: Int)
  case unpacksToTooMuch(bytesMax: Int)
  /// It unpacks to more than this many times its size: a bomb.
  case shrunkTooWell(ratioMax: Int)
  /// The data ends before the archive does.
  case cutOff
  case damaged(detail: String)
  case unreadable(detail: String)
}

extension ArchiveRefusal: CustomStringConvertible {
  /// Goes on after the name of the archive.
  package var description: String {
    switch self {
    case .empty: "is empty"
    case .notTaken: "is no archive that is taken; ZIP, TAR and TAR.GZ are"
    case .tooLarge(let bytes, let bytesMax): "has \(bytes) bytes; the limit is \(bytesMax)"
    case .tooManyEntries(let entriesMax): "holds more than \(entriesMax) files and folders"
    case .unpacksToTooMuch(let bytesMax): "unpacks to more than is allowed (\(bytesMax) bytes)"
    case .shrunkTooWell(let ratioMax):
      "unpacks to more than \(ratioMax) times its size: that is how bombs are made, not deliveries"
    case .cutOff: "is cut off: its data ends before it does"
    case .damaged(let detail): "is damaged: \(detail)"
    case .unreadable(let detail): "cannot be read: \(detail)"
    }
  }
}

/// Why nothing came of unpacking an archive.
package typealias ArchiveError = DecoderError<ArchiveRefusal>

extension ArchiveRefusal: DecoderRefusal {
  package static let program = "dropmill-archive"
  package static let deed = "unpacked"
}
