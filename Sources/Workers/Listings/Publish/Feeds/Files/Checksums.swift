import Files

/// `kyero.xml.sha256` beside `kyero.xml`: for `sha256sum -c`, and for takers that look whether all
/// of a feed has come.
enum Checksums {
  static let ending = ".sha256"

  static func name(of file: String) -> Path { Path(file + ending) }

  /// - Parameter path: where the file lies now.
  static func line(of path: Path, named name: String) throws -> [UInt8] {
    Array("\(try Checksum.sha256(ofFile: path))  \(name)\n".utf8)
  }
}
