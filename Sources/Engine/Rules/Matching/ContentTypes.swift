// The one file that calls libmagic, see libmagic(3).

import CMagic
import Synchronization

/// Tells what kind of file some bytes are from, by the database of file(1).
///
/// One libmagic handle, behind a lock: a handle must not be used by two threads at once, and is
/// too dear to be opened for each file.
final class ContentTypes: Sendable {
  /// Why the database could not be opened, in the words of libmagic.
  struct OpenError: Error {
    let message: String
  }

  /// The type of bytes that tell nothing.
  static let unknown = "application/octet-stream"

  private let handle: Mutex<Handle>

  init() throws(OpenError) {
    handle = Mutex(try Handle())
  }

  /// The MIME type, such as `text/csv`; `application/octet-stream` when libmagic cannot tell.
  ///
  /// - Parameter bytes: The beginning of a file. The more there are, the longer it takes.
  func type(of bytes: [UInt8]) -> String {
    handle.withLock { $0.type(of: bytes) }
  }

  private struct Handle: ~Copyable {
    private let magic: magic_t

    /// The corresponding C functions are `magic_open` and `magic_load`.
    init() throws(OpenError) {
      guard let magic = magic_open(MAGIC_MIME_TYPE) else {
        throw OpenError(message: "libmagic cannot be started")
      }
      guard magic_load(magic, nil) == 0 else {
        let message = magic_error(magic).map { String(cString: $0) }
        magic_close(magic)
        throw OpenError(message: message ?? "libmagic has no database")
      }
      self.magic = magic
    }

    deinit { magic_close(magic) }

    /// The corresponding C function is `magic_buffer`; its answer is copied before the next call.
    borrowing func type(of bytes: [UInt8]) -> String {
      let name = bytes.withUnsafeBytes { magic_buffer(magic, $0.baseAddress, $0.count) }
      return name.map { String(cString: $0) } ?? ContentTypes.unknown
    }
  }
}
