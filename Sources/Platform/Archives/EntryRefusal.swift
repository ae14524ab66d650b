/// Why a file in an archive is left out; the others are not.
package enum EntryRefusal: Error, Codable, Equatable, Sendable {
  case absoluteName
  /// It has `..` in its path.
  case leadsOutside
  /// More than 255 bytes between two slashes, 1,000 in all, or 16 folders deep.
  case nameTooLong
  case noName
  case link
  case device
  /// The same path as an earlier one; capitals and the way accents are written do not matter.
  case nameTaken(by: String)
  case encrypted
  case damaged(detail: String)
}

extension EntryRefusal: CustomStringConvertible {
  /// A sentence without its end.
  package var description: String {
    switch self {
    case .absoluteName: "its name begins at the root of a disk"
    case .leadsOutside: "its name leads out of the archive (..)"
    case .nameTooLong: "its name is too long or lies too deep"
    case .noName: "it has no name that can be read"
    case .link: "it is a link, not a file"
    case .device: "it is a device or a pipe, not a file"
    case .nameTaken(let other): "“\(other)” came before it and has the same name"
    case .encrypted: "it is locked with a password"
    case .damaged(let detail): "it is damaged: \(detail)"
    }
  }
}
