import Files
import Foundation

/// Puts files into an inbox, whole or not at all.
struct InboxDrop {
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
    try WholeFile.removeLeft(in: place.parent, now: now.timeIntervalSince1970)
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
    try WholeFile.put(at: place) { writer in
      if let file { try FileCopy.contents(of: file, to: &writer) }
    }
  }
}
