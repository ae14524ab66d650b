package import Files
import Glibc

/// A program that has a file open for writing.
package struct FileHolder: Hashable, Sendable, CustomStringConvertible {
  /// As the kernel calls it: at most 15 bytes.
  package let program: String
  package let process: Int32

  package var description: String { "“\(program)” (process \(process))" }

  /// Who has a file, or a file below a directory, open for writing, by the number of the process.
  ///
  /// Programs of other users are seen by root alone, and those of other machines by nobody.
  ///
  /// - Throws: ``Files/FileError`` when there is nothing of that name.
  package static func of(_ path: Path) throws(FileError) -> [FileHolder] {
    let place = try RealPath.of(path)
    return try Directory.entries(of: "/proc")
      .compactMap { Int32(String(decoding: $0.name, as: UTF8.self)) }
      .sorted().filter { writes($0, in: place) }.map { FileHolder(process: $0) }
  }

  private init(process: Int32) {
    self.process = process
    // One that has ended meanwhile has no name any more.
    let name = try? FileReader.contents(of: Path("/proc/\(process)/comm"), limit: 64)
    program = name.map { Path.escaped($0.filter { $0 != UInt8(ascii: "\n") }) } ?? "?"
  }

  private static func writes(_ process: Int32, in place: Path) -> Bool {
    // Processes of others may not be looked into, and any may end meanwhile.
    let open = try? Directory.entries(of: Path("/proc/\(process)/fd"))
    return (open ?? []).contains { descriptor in
      let number = String(decoding: descriptor.name, as: UTF8.self)
      guard let file = RealPath.said(by: Path("/proc/\(process)/fd/\(number)")),
        file.relative(to: place) != nil
      else { return false }
      return isForWriting(Path("/proc/\(process)/fdinfo/\(number)"))
    }
  }

  private static func isForWriting(_ information: Path) -> Bool {
    // It may be closed by now.
    guard let bytes = try? FileReader.contents(of: information, limit: 64 << 10) else {
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("flags:") }
    let flags = line?.split(separator: "\t").last.flatMap { Int32($0, radix: 8) }
    return flags.map { $0 & O_ACCMODE != O_RDONLY } ?? false
  }
}
