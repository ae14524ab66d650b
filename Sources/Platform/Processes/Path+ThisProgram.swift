package import Files
import Glibc

extension Path {
  /// A program of this name in the directory of the running one: where both are installed.
  package static func besideThisProgram(_ name: String) -> Path { ofThisProgram.parent / name }

  /// The running program's own file.
  ///
  /// The corresponding C function is `readlink` on `/proc/self/exe`; `argv[0]` may say anything.
  static var ofThisProgram: Path {
    let size = Int(PATH_MAX)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { buffer in
      let count = buffer.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { readlink("/proc/self/exe", $0, size) } ?? 0
      }
      return Path(bytes: buffer.prefix(max(0, count)))
    }
  }
}
