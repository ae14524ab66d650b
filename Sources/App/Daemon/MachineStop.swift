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
  /// The machine ended under a daemon that was at work, and no start since has mended what came of
  /// it: what was not synced may not be there.
  package let wasUnderWork: Bool

  /// The last word of a note whose daemon ended by itself.
  private static let ended = "ended"

  /// Reads the note that was left.
  ///
  /// - Throws: ``Files/FileError``.
  package init(_ note: Path, _ boot: Boot) throws(FileError) {
    self.note = note
    self.boot = boot
    let words = try Self.words(in: note)
    wasUnderWork = words.first.map { $0 != boot.id && words.last != Self.ended } ?? false
    // When the daemon alone had ended, what was suspect before it did is so still, and nothing
    // else: a machine that is started again later has broken nothing under it.
    let earlier = words.dropFirst().first.flatMap { Double($0) }
    suspectBefore =
      wasUnderWork ? boot.start : earlier.map(Date.init(timeIntervalSince1970:))
  }

  /// Leaves a note of this boot: what an earlier one broke is mended. Before that, another start
  /// has to find what this one found.
  package func begin() throws(FileError) { try write() }

  /// The daemon ends by itself: what it has not taken yet stays as suspect as it is.
  package func end() throws(FileError) {
    if suspectBefore == nil { return try Directory.removeFile(note) }
    try write(Self.ended)
  }

  private func write(_ word: String? = nil) throws(FileError) {
    let time = suspectBefore.map { "\($0.timeIntervalSince1970)" }
    let words = [boot.id, time, word].compactMap { $0 }.joined(separator: " ")
    try FileWriter.replace(note, with: Array("\(words)\n".utf8), isDurable: true)
  }

  private static func words(in note: Path) throws(FileError) -> [String] {
    guard try FileStatus.ifPresent(note) != nil else { return [] }
    let text = String(decoding: try FileReader.contents(of: note, limit: 4096), as: UTF8.self)
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
