package import Files
package import Foundation

/// Finds out whether the machine went down while a daemon was at work here.
///
/// A daemon leaves a note of the boot that it runs in, and takes it away when it ends. A note of an
/// earlier boot says that the machine ended first: what programs had written into the inbox by then
/// may not have been on the disk.
package struct MachineStop {
  /// One run of the machine.
  package struct Boot: Sendable, Equatable {
    package var id: String
    package var start: Date

    package init(id: String, start: Date) {
      self.id = id
      self.start = start
    }

    /// This one; nil where the kernel does not say.
    package static var current: Boot? {
      let files = ["/proc/sys/kernel/random/boot_id", "/proc/stat"].map { file in
        // A kernel that does not tell is one of which nothing is known.
        (try? FileReader.contents(of: Path(file), limit: 1 << 20)) ?? []
      }
      let lines = String(decoding: files[1], as: UTF8.self).split(separator: "\n")
      let time = lines.first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
      guard let time, !files[0].isEmpty else { return nil }
      let text = String(decoding: files[0], as: UTF8.self).trimmingCharacters(in: .newlines)
      return Boot(id: text, start: Date(timeIntervalSince1970: time))
    }
  }

  private let note: Path
  private let boot: Boot
  /// Files that were last changed before this time may have lost something; nil: none may.
  package let suspectBefore: Date?

  /// Reads the note that was left, and leaves one.
  ///
  /// - Throws: ``Files/FileError``.
  package init(_ note: Path, _ boot: Boot) throws(FileError) {
    self.note = note
    self.boot = boot
    let words = try Self.words(in: note)
    if let last = words.first, last != boot.id {
      suspectBefore = boot.start
    } else {
      // The daemon alone had ended: what was suspect before it did is so still.
      suspectBefore = words.dropFirst().first.flatMap { Double($0) }.map(
        Date.init(timeIntervalSince1970:))
    }
    let suspect = suspectBefore.map { " \($0.timeIntervalSince1970)" } ?? ""
    try FileWriter.replace(note, with: Array("\(boot.id)\(suspect)\n".utf8), isDurable: true)
  }

  /// The daemon ends by itself: what it has not taken yet stays as suspect as it is.
  package func end() throws(FileError) {
    if suspectBefore == nil { try Directory.removeFile(note) }
  }

  private static func words(in note: Path) throws(FileError) -> [String] {
    guard try FileStatus.ifPresent(note) != nil else { return [] }
    let text = String(decoding: try FileReader.contents(of: note, limit: 4096), as: UTF8.self)
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
