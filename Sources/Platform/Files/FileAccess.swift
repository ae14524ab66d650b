import Glibc

/// What this user may do with a file.
package enum FileAccess {
  /// Whether this user may do all with every file, and what it makes nobody else may change.
  ///
  /// The corresponding C function is `geteuid`.
  package static var isRoot: Bool { geteuid() == 0 }

  /// Whether the system refuses it to be read; a file that is not there is refused nobody.
  package static func isRefused(_ path: Path) -> Bool {
    path.withCString { faccessat(AT_FDCWD, $0, R_OK, AT_EACCESS) } != 0 && errno == EACCES
  }
}
