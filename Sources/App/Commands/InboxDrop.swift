import Cryptography
import Files
import Foundation

// Each file is written under a hidden name that no watcher takes, and gets its own when it is
// whole. The hidden name is made by chance and belongs to who made the file: process numbers are
// the same in each container, and on each machine that shares the inbox.

/// Puts files into an inbox, whole or not at all.
struct InboxDrop {
  private static let prefix = ".submit-"
  /// What was not written to for so long was left by a command that was killed.
  private static let secondsMax = 86_400.0

  private let inbox: Path
  private let now: Date

  init(_ inbox: Path, now: Date) {
    self.inbox = inbox
    self.now = now
  }

  /// The file, and behind it what says that it is whole.
  ///
  /// - Throws: ``NameTaken``, ``Files/FileError``.
  func put(_ drop: SubmitPlan.Drop) throws {
    let place = inbox / drop.relative
    try Directory.make(place.parent)
    try removeLeft(in: place.parent)
    // A marker that was left there has the file taken at once: another one would be left in turn.
    let marker = try drop.marker.flatMap { marker in
      try FileStatus.ifPresent(inbox / marker.relative) == nil ? marker : nil
    }
    do {
      try Self.put(drop.file, at: place)
    } catch let error as FileError where error.errno == .exists {
      throw NameTaken(relative: drop.relative, marker: drop.marker?.relative)
    }
    if let marker { try Self.put(marker.file, at: inbox / marker.relative) }
  }

  /// - Parameter file: nil for an empty one.
  private static func put(_ file: Path?, at place: Path) throws {
    let hidden = place.parent / "\(prefix)\(Base64URL.text(Random.bytes(12)))"
    let writer = try FileWriter(hidden, isNew: true)
    do {
      try write(file, to: writer)
      try Renaming.moveToFree(hidden, to: place)
    } catch {
      try Directory.removeFile(hidden)
      throw error
    }
  }

  /// The file is closed behind it: who still writes one is waited for.
  private static func write(_ file: Path?, to writer: consuming FileWriter) throws {
    if let file { try FileCopy.contents(of: file, to: &writer) }
    try writer.sync()
  }

  private func removeLeft(in folder: Path) throws {
    for entry in try Directory.entries(of: folder)
    where entry.kind == .file && entry.name.starts(with: Self.prefix.utf8) {
      let path = folder.appending(entry.name)
      // Another command may be done with it by now.
      guard let status = try FileStatus.ifPresent(path) else { continue }
      let age = now.timeIntervalSince1970 - Double(status.modified) / 1e9
      if age > Self.secondsMax { try Directory.removeFile(path) }
    }
  }
}
