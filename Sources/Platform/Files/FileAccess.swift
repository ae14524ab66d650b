import CSystem
import Glibc

/// What this user may do with a file, and what others do with it.
package enum FileAccess {
  /// Whether somebody has a file open for writing. Unknown is what cannot be asked: files of other
  /// users are only told of to who has `CAP_LEASE`.
  package enum Writer: Sendable { case none, open, unknown }

  /// Asks the kernel who writes a plain file. Only for local file systems: a network one may grant
  /// or refuse for reasons of its own.
  ///
  /// The corresponding C function is `fcntl`, with `F_SETLEASE`.
  package static func writer(of path: Path) -> Writer {
    do throws(FileError) {
      let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
      switch dm_no_writer(file.rawValue) {
      case 1: return .none
      case 0: return .open
      default: return .unknown
      }
    } catch {
      // Gone, or not ours to open: its stamp will tell as far as it can.
      return .unknown
    }
  }

  /// Whether this user may do all with every file, and what it makes nobody else may change.
  ///
  /// The corresponding C function is `geteuid`.
  package static var isRoot: Bool { geteuid() == 0 }

  /// Whether the system refuses it to be read; a file that is not there is refused nobody.
  package static func isRefused(_ path: Path) -> Bool {
    path.withCString { faccessat(AT_FDCWD, $0, R_OK, AT_EACCESS) } != 0 && errno == EACCES
  }
}
