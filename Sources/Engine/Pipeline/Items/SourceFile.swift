package import Files
import Tables

/// The original bytes of an item, as a route reads them. Nothing here can change them.
package struct SourceFile: Sendable {
  /// The dropped name, for people.
  package let name: String
  package let path: Path
  /// Bytes.
  package let size: Int
  package let isBundle: Bool

  package init(name: String, path: Path, size: Int, isBundle: Bool) {
    self.name = name
    self.path = path
    self.size = size
    self.isBundle = isBundle
  }

  /// The bytes of the file, from the start.
  ///
  /// - Throws: ``Files/FileError``.
  package func open() throws -> SourceBytes { try SourceBytes(path) }

  /// The files of a bundle, by path below it, in order; a plain file has none.
  package func files() throws -> [SourceFile] {
    if !isBundle { return [] }
    return try Self.walk(path, prefix: Path(bytes: [])).sorted { $0.path < $1.path }
  }

  private static func walk(_ directory: Path, prefix: Path) throws -> [SourceFile] {
    var files: [SourceFile] = []
    for entry in try Directory.entries(of: directory) {
      let path = directory.appending(entry.name)
      let relative = prefix.appending(entry.name)
      let status = try FileStatus.of(path)
      switch status.kind {
      case .directory: files += try walk(path, prefix: relative)
      case .file:
        files.append(
          SourceFile(
            name: relative.description, path: path, size: status.size, isBundle: false))
      default: continue  // Links and devices in a bundle are no content of it.
      }
    }
    return files
  }
}

/// A file as the table reader wants it.
package struct SourceBytes: ByteSource {
  private let file: FileHandleBox

  package init(_ path: Path) throws { file = FileHandleBox(try FileReader(path)) }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try file.reader.read(into: buffer)
  }
}

/// Shares one open file between copies of a value.
private final class FileHandleBox: Sendable {
  let reader: FileReader

  init(_ reader: consuming FileReader) { self.reader = reader }
}
