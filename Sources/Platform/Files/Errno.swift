import Glibc

/// What the kernel said, as a number.
package struct Errno: Error, Equatable, Sendable, CustomStringConvertible {
  package let code: CInt

  package init(code: CInt) { self.code = code }

  /// The error of the C call that just failed.
  package static var last: Errno { Errno(code: errno) }

  package static let noSuchFile = Errno(code: ENOENT)
  package static let exists = Errno(code: EEXIST)
  package static let otherFileSystem = Errno(code: EXDEV)
  package static let symbolicLink = Errno(code: ELOOP)
  package static let noSpace = Errno(code: ENOSPC)
  package static let notEmpty = Errno(code: ENOTEMPTY)
  package static let invalid = Errno(code: EINVAL)
  package static let wouldBlock = Errno(code: EWOULDBLOCK)
  package static let noAccess = Errno(code: EACCES)
  package static let notDirectory = Errno(code: ENOTDIR)
  package static let nameTooLong = Errno(code: ENAMETOOLONG)

  /// There is no room: on the disk, for another file, or for this user.
  package var isShortage: Bool { [ENOSPC, EDQUOT].contains(code) }

  /// The machine is at fault and not the file: a moment later it may be different.
  package var isOfTheMachine: Bool { isShortage || Self.troubles.contains(code) }

  private static let troubles: Set<CInt> = [
    EIO, EROFS, EMFILE, ENFILE, ENOMEM, EAGAIN, EBUSY, ENODEV, ENXIO, ESTALE, ETIMEDOUT, EREMOTEIO,
    ENOTCONN, EHOSTDOWN,
  ]

  /// The corresponding C function is `strerror_r`.
  package var description: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress, strerror_r(code, start, 256) == 0 else {
        return "error \(code)"
      }
      return String(cString: start)
    }
  }

  /// The result of a C call that says -1 on failure; `EINTR` is tried again here and nowhere else.
  @discardableResult
  package static func check(_ call: () -> CInt) throws(Errno) -> CInt {
    while true {
      let result = call()
      if result >= 0 { return result }
      let error = Errno.last
      if error.code != EINTR { throw error }
    }
  }

  /// As ``check(_:)`` for calls that return a size.
  @discardableResult
  package static func checkSize(_ call: () -> Int) throws(Errno) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      let error = Errno.last
      if error.code != EINTR { throw error }
    }
  }
}
