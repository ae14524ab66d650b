package import Files

/// A process of this machine, as `/proc` tells of it.
package struct ProcessEntry: Sendable {
  package let id: CInt
  /// Its first 15 bytes.
  package let name: String
  package let parent: CInt
  package let session: CInt

  /// All that run: what has ended and was not taken leave of is none.
  package static func all() throws(FileError) -> [ProcessEntry] {
    try Directory.entries(of: "/proc").compactMap { entry in
      guard let id = CInt(String(decoding: entry.name, as: UTF8.self)),
        // It may end while it is looked at.
        let line = try? FileReader.contents(of: Path("/proc/\(id)/stat"))
      else { return nil }
      return ProcessEntry(id, String(decoding: line, as: UTF8.self))
    }
  }

  /// - Parameter line: as in proc(5): number, name in brackets, state, parent, group, session.
  private init?(_ id: CInt, _ line: String) {
    guard let start = line.firstIndex(of: "("), let end = line.lastIndex(of: ")") else {
      return nil
    }
    let fields = line[line.index(after: end)...].split(separator: " ")
    guard fields.count > 3, !["Z", "X"].contains(fields[0]), let parent = CInt(fields[1]),
      let session = CInt(fields[3])
    else { return nil }
    self.id = id
    name = String(line[line.index(after: start)..<end])
    self.parent = parent
    self.session = session
  }
}
