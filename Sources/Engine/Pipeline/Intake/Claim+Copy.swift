import Files

// How a file is claimed whose inbox lies on another file system, where no rename leads here:
//
//   aside     a hidden name beside its own: nobody else's file comes under our hands
//   copy      into .new-<id>/copy, durable
//   compare   the copy is what was inspected, and what was copied did not change meanwhile
//   settle    copy becomes source/<name>
//   remove    the hidden one goes
//
// A crash leaves the note of where both names are. The next start removes the hidden file when
// there is a whole copy, and else gives it its own name again.

extension Claim {
  func copy(_ from: Path, to: Path, _ directory: Path) throws -> FileError? {
    let aside: Aside
    do {
      aside = try Aside(from, for: item.id, isBundle: arrival.isBundle, in: directory)
    } catch {
      try Directory.remove(directory)
      throw error
    }
    let copy = directory / "copy"
    do {
      try compare(aside.hidden, from)
      if arrival.isBundle {
        try FileCopy.directory(aside.hidden, to: copy)
      } else {
        try FileCopy.file(aside.hidden, to: copy)
      }
      if try fingerprint(copy).description != item.fingerprint {
        throw IntakeError(reason: .changed, path: from)
      }
      try compare(aside.hidden, from)
    } catch {
      try aside.putBack(item.id)
      try Directory.remove(directory)
      throw error
    }
    try Renaming.move(copy, to: to)
    try Directory.sync(to.parent)
    return try aside.remove(in: directory)
  }

  private func fingerprint(_ path: Path) throws -> Fingerprint {
    arrival.isBundle
      ? try Inspection.fingerprint(ofBundle: path).value : try Fingerprint(ofFile: path)
  }

  /// Of a bundle only its own directory: what is changed within while it is copied shows in the
  /// copy's fingerprint.
  private func compare(_ hidden: Path, _ from: Path) throws {
    if try !FileStatus.of(hidden).isUnchanged(from: status) {
      throw IntakeError(reason: .changed, path: from)
    }
  }
}

/// A file of the inbox under a hidden name, while it is copied.
struct Aside {
  let hidden: Path
  let origin: Path

  private static let note: Path = "aside"

  /// Hides it. The note of it is durable before.
  init(_ origin: Path, for id: ItemID, isBundle: Bool, in directory: Path) throws {
    self.origin = origin
    hidden = origin.parent / ".dropmill-\(id)"
    let device = try FileStatus.of(origin.parent).device
    try FileWriter.replace(
      directory / Self.note, with: hidden.bytes + [0] + origin.bytes + [0] + "\(device)".utf8,
      isDurable: true)
    if isBundle {
      try Renaming.move(origin, to: hidden)
    } else {
      try Renaming.moveToFree(origin, to: hidden)
    }
  }

  /// That a claim left behind; nil where it hid none, or it is there no more.
  ///
  /// - Throws: ``Away`` when the file system that it lies on is not there.
  init?(leftBy directory: Path) throws {
    let note = directory / Self.note
    if try FileStatus.ifPresent(note) == nil { return nil }
    let names = try FileReader.contents(of: note).split(separator: 0)
    guard names.count >= 2 else { return nil }
    hidden = Path(bytes: Array(names[0]))
    origin = Path(bytes: Array(names[1]))
    if try FileStatus.ifPresent(hidden) != nil { return }
    let device = names.count > 2 ? String(decoding: names[2], as: UTF8.self) : nil
    let there = try FileStatus.ifPresent(hidden.parent)?.device
    if let device, there.map(String.init) != device { throw Away(hidden: hidden) }
    return nil
  }

  /// Where it was hidden another file system lies now, or none.
  struct Away: Error, CustomStringConvertible {
    let hidden: Path

    var description: String {
      "what lay at \(hidden) while it was copied is not there: mount it, and start again"
    }
  }

  /// Under its own name, or, when somebody has put another file there, under one with our number.
  func putBack(_ id: ItemID) throws {
    let isTaken = try FileStatus.ifPresent(origin) != nil
    let free = isTaken ? origin.parent / "returned-\(id)" : origin
    if try FileStatus.of(hidden).kind == .directory {
      try Renaming.move(hidden, to: free)
    } else {
      try Renaming.moveToFree(hidden, to: free)
    }
  }

  /// - Returns: why it could not be removed; it stays hidden, and is not taken again.
  func remove(in directory: Path) throws -> FileError? {
    try Directory.remove(directory / Self.note)
    do throws(FileError) {
      try Directory.remove(hidden)
      return nil
    } catch {
      return error
    }
  }
}
