import Compression
import Files

// A ZIP file whose entries are stored as they are: photos do not get smaller, and a feed that is
// fetched by HTTP is packed on the way.
//
//   for each entry   a head, then its bytes     (the head is written over once the bytes are known)
//   at the end       a head of each entry again, with its place, and how many there are
//
// The same entries give the same bytes: no time of day is kept.
//
// Source: PKWARE, “.ZIP File Format Specification” 6.3.10, 4.3.

/// Writes a ZIP file of files.
struct StoredArchive: ~Copyable {
  private var writer: FileWriter
  private var directory: [UInt8] = []
  private var count = 0
  private let buffer: UnsafeMutableRawBufferPointer

  /// What the format holds without its extension for large files, with room for the heads.
  static let bytesMax = 2 << 30
  static let entriesMax = 60_000

  init(_ writer: consuming FileWriter) {
    self.writer = writer
    buffer = .allocate(byteCount: 256 << 10, alignment: 64)
  }

  deinit { buffer.deallocate() }

  /// - Parameter name: of ASCII letters, figures and `-._/`.
  mutating func add(_ file: Path, named name: String) throws {
    let start = writer.count
    let name = Array(name.utf8)
    try writer.write(Self.head(name, crc: 0, size: 0))
    let reader = try FileReader(file)
    var crc = CRC32()
    var size = 0
    while true {
      let read = try reader.read(into: buffer)
      if read == 0 { break }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<read])
      crc.update(bytes)
      try writer.write(bytes)
      size += read
    }
    precondition(writer.count < Int(UInt32.max), "an archive has a limit")
    try writer.overwrite(Self.head(name, crc: crc.value, size: size), at: start)
    directory += Self.entry(name, crc: crc.value, size: size, at: start)
    count += 1
  }

  /// Writes the end of the file.
  mutating func finish() throws {
    let start = writer.count
    try writer.write(directory)
    var end: [UInt8] = []
    end.append(0x0605_4b50, bytes: 4)
    end.append(0, bytes: 4)
    end.append(count, bytes: 2)
    end.append(count, bytes: 2)
    end.append(directory.count, bytes: 4)
    end.append(start, bytes: 4)
    end.append(0, bytes: 2)
    try writer.write(end)
    try writer.flush()
  }

  private static func head(_ name: [UInt8], crc: UInt32, size: Int) -> [UInt8] {
    var head: [UInt8] = []
    head.append(0x0403_4b50, bytes: 4)
    append(name, crc: crc, size: size, to: &head)
    return head + name
  }

  private static func entry(_ name: [UInt8], crc: UInt32, size: Int, at start: Int) -> [UInt8] {
    var entry: [UInt8] = []
    entry.append(0x0201_4b50, bytes: 4)
    entry.append(20, bytes: 2)
    append(name, crc: crc, size: size, to: &entry)
    // No comment, disk 0, a file like any other.
    for bytes in [2, 2, 2, 4] { entry.append(0, bytes: bytes) }
    entry.append(start, bytes: 4)
    return entry + name
  }

  /// Version 2.0, names in UTF-8, stored, 1 January 1980.
  private static func append(
    _ name: [UInt8], crc: UInt32, size: Int, to head: inout [UInt8]
  ) {
    head.append(20, bytes: 2)
    head.append(0x0800, bytes: 2)
    head.append(0, bytes: 2)
    head.append(0, bytes: 2)
    head.append(0x21, bytes: 2)
    head.append(Int(crc), bytes: 4)
    head.append(size, bytes: 4)
    head.append(size, bytes: 4)
    head.append(name.count, bytes: 2)
    head.append(0, bytes: 2)
  }
}

extension [UInt8] {
  /// The lowest bytes of a number, the lowest first.
  fileprivate mutating func append(_ number: Int, bytes: Int) {
    for place in 0..<bytes { append(UInt8(truncatingIfNeeded: number >> (place * 8))) }
  }
}
