import Cryptography

// A file is written under a hidden name that no watcher takes, and gets its own when it is whole.
// The hidden name is made by chance and belongs to who made the file: process numbers are the same
// in each container, and on each machine that shares the folder.

/// Puts files where others look for them, whole or not at all, and never over another.
package enum WholeFile {
  private static let prefix = ".submit-"
  /// What was not written to for so long was left by somebody who was killed.
  private static let secondsMax = 86_400.0

  /// Writes a file, durable in all but its name: sync the folder.
  ///
  /// It is closed before it gets its name: who still writes one is waited for.
  ///
  /// - Throws: ``FileError``, `exists` where the name is taken; what `write` throws. Then nothing
  ///   is left.
  package static func put(
    at place: Path, _ write: (inout FileWriter) throws -> Void
  ) throws {
    let hidden = place.parent / "\(prefix)\(Base64URL.text(Random.bytes(12)))"
    let writer = try FileWriter(hidden, isNew: true)
    do {
      try fill(writer, write)
      try Renaming.moveToFree(hidden, to: place)
    } catch {
      try Directory.removeFile(hidden)
      throw error
    }
  }

  private static func fill(
    _ writer: consuming FileWriter, _ write: (inout FileWriter) throws -> Void
  ) throws {
    try write(&writer)
    try writer.sync()
  }

  /// Removes what was left in a folder before its file was whole.
  package static func removeLeft(in folder: Path, now seconds: Double) throws(FileError) {
    for entry in try Directory.entries(of: folder)
    where entry.kind == .file && entry.name.starts(with: prefix.utf8) {
      let path = folder.appending(entry.name)
      // Whoever made it may be done with it by now.
      guard let status = try FileStatus.ifPresent(path) else { continue }
      if seconds - Double(status.modified) / 1e9 > secondsMax { try Directory.removeFile(path) }
    }
  }
}
