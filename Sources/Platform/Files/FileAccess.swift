import Glibc

/// What this user may do with a file.
package enum FileAccess {
  /// Whether the system refuses it to be read; a file that is not there is refused nobody.
  package static func isRefused(_ path: Path) -> Bool {
    path.withCString { faccessat(AT_FDCWD, $0, R_OK, AT_EACCESS) } != 0 && errno == EACCES
  }
}
