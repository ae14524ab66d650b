import CSystem
import Glibc

/// Moves between names. Each is one atomic step of the kernel.
package enum Renaming {
  /// The corresponding C function is `rename`: replaces a file of that name.
  package static func move(_ from: Path, to target: Path) throws(FileError) {
    try call(from, target, flags: 0)
  }

  /// Moves to a name that must be free (`renameat2`, `RENAME_NOREPLACE`).
  ///
  /// NFS and some FUSE file systems do not know the flag: there a hard link, which never replaces,
  /// and the removal of the old name do it for files.
  package static func moveToFree(_ from: Path, to target: Path) throws(FileError) {
    do throws(FileError) {
      try call(from, target, flags: 1)
    } catch {
      guard error.errno == .invalid else { throw error }
      try linkFile(from, to: target)
      try Directory.removeFile(from)
    }
  }

  /// Swaps two names (`renameat2`, `RENAME_EXCHANGE`).
  package static func exchange(_ one: Path, _ other: Path) throws(FileError) {
    try call(one, other, flags: 2)
  }

  /// The corresponding C function is `link`.
  package static func linkFile(_ from: Path, to target: Path) throws(FileError) {
    let result = from.withCString { source in target.withCString { link(source, $0) } }
    if result != 0 { throw FileError(.link, target, .last) }
  }

  private static func call(_ from: Path, _ target: Path, flags: UInt32) throws(FileError) {
    let result = from.withCString { source in
      target.withCString { dm_rename(source, $0, flags) }
    }
    if result != 0 { throw FileError(.rename, from, .last) }
  }
}
