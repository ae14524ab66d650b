import Files
import HTTPServer

/// What lies at a place of the outbox, as a browser gets it.
///
/// It is opened from folder to folder and no symbolic link is followed: whoever may write to a
/// shared outbox may not show what lies elsewhere on the machine.
enum ResultFile {
  case folder
  case file(FileContent, type: String)

  /// - Parameter place: relative to the outbox.
  /// - Returns: nil where there is nothing of ours.
  static func at(_ place: Path, in outbox: Path) throws -> ResultFile? {
    do throws(FileError) {
      return try open(place, in: outbox)
    } catch {
      if isNothing(error.errno) { return nil }
      throw error
    }
  }

  private static func open(_ place: Path, in outbox: Path) throws(FileError) -> ResultFile? {
    let root = try Descriptor.openDirectory(outbox)
    let found = try Descriptor.openForeign(place, beneath: root, root: outbox)
    let path = outbox / place
    switch try found.status(of: path).kind {
    case .directory: return .folder
    case .file: return .file(try FileContent(found, of: path), type: type(of: place))
    default: return nil
    }
  }

  /// Not there, a link, or a name below what is no folder.
  private static func isNothing(_ errno: Errno) -> Bool {
    [.noSuchFile, .symbolicLink, .notDirectory, .otherFileSystem, .nameTooLong].contains(errno)
  }

  private static func type(of path: Path) -> String {
    let name = String(decoding: path.name, as: UTF8.self).lowercased()
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json",
    "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8", "xml": "application/xml", "svg": "image/svg+xml",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "avif": "image/avif", "pdf": "application/pdf",
  ]
}
