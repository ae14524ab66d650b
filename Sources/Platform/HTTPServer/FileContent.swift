package import Files
import Glibc

/// An open file, or a range of it, that is sent without going through memory.
package final class FileContent: Sendable {
  package let size: Int
  private let descriptor: Descriptor
  let range: Range<Int>

  /// - Throws: ``Files/FileError``; also for what is no regular file.
  package convenience init(_ path: Path) throws(FileError) {
    try self.init(try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK), of: path)
  }

  /// - Parameter path: for messages.
  /// - Throws: ``Files/FileError``; also for what is no regular file.
  package convenience init(
    _ descriptor: consuming Descriptor, of path: Path
  ) throws(FileError) {
    let status = try descriptor.status(of: path)
    guard status.kind == .file else { throw FileError(.open, path, Errno(code: EISDIR)) }
    self.init(descriptor, size: status.size, range: 0..<status.size)
  }

  private init(_ descriptor: consuming Descriptor, size: Int, range: Range<Int>) {
    self.descriptor = descriptor
    self.size = size
    self.range = range
  }

  /// Answers with the part that the request's `Range` asks for, else with all: RFC 9110,
  /// section 14. Several ranges in one request are answered with all.
  package func response(to request: Request, type: String) throws(FileError) -> Response {
    var response = Response(
      200, headers: ["Content-Type": type, "Accept-Ranges": "bytes"], body: .file(self))
    guard let text = request.headers["Range"], request.method == .get else { return response }
    switch ByteRange(text)?.bounds(in: size) {
    case nil: break
    case .some(let range) where range.isEmpty:
      response = Response(416, headers: ["Content-Range": "bytes */\(size)"])
    case .some(let range):
      response.status = 206
      response.headers["Content-Range"] =
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
      response.body = .file(FileContent(try duplicate(), size: size, range: range))
    }
    return response
  }

  /// A descriptor of its own, for whoever closes it.
  func handOut() -> CInt { fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0) }

  private func duplicate() throws(FileError) -> Descriptor {
    let copy = handOut()
    guard copy >= 0 else { throw FileError(.open, Path(""), .last) }
    return Descriptor(rawValue: copy)
  }
}
