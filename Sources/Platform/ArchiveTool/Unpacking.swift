import Archives
import Files
import Glibc

/// The unpacking of one archive.
struct Unpacking {
  private let request: UnpackRequest
  private let limits: ArchiveLimits
  private var result = Unpacked()
  /// Bytes that may still be written, and what it means when they are used up.
  private var bytesLeft = 0
  private var whenUsedUp = ArchiveRefusal.empty
  /// Paths that are taken, by ``EntryName/key``, and how they were written.
  private var taken: [String: String] = [:]
  private var folders: Set<String> = []
  /// Of the words about what was left out. The answer is one line, and has a limit.
  private var leftOutBytes = 0
  private static let leftOutBytesMax = 256 << 10

  init(_ request: UnpackRequest) {
    self.request = request
    limits = request.limits
  }

  /// - Throws: ``Archives/ArchiveRefusal``, ``Files/FileError``.
  mutating func run() throws -> Unpacked {
    let descriptor = try open()
    do {
      var reader = try ArchiveReader.open(descriptor, isOneFile: request.isOneFile)
      var number = 0
      while try reader.next() {
        number += 1
        if number > limits.entriesMax {
          throw ArchiveRefusal.tooManyEntries(entriesMax: limits.entriesMax)
        }
        do throws(EntryRefusal) {
          try take(reader)
        } catch {
          leaveOut(number, reader.name ?? [], error)
        }
        if let failure { throw failure }
      }
      if number == 0 { throw ArchiveRefusal.empty }
      if let last = reader.lastHeaderOfTAR, try !hasEnd(behind: last) {
        throw ArchiveRefusal.cutOff
      }
    } catch let fault as ArchiveFault {
      throw Self.refusal(fault)
    }
    return result
  }

  /// A TAR ends with blocks of zeros: one that was cut between two entries has none.
  ///
  /// Source: POSIX.1-2024, pax, “ustar Interchange Format”.
  private func hasEnd(behind header: Int) throws(FileError) -> Bool {
    let block = 512
    let size = try FileStatus.of(request.source).size
    let count = min(size - header - block, 64 << 10)
    if count < block { return false }
    let tail = try FileReader.suffix(of: request.source, count: count)
    let first = (block - (size - count) % block) % block
    return stride(from: first, through: count - block, by: block).contains { start in
      tail[start..<start + block].allSatisfy { $0 == 0 }
    }
  }

  /// What ends all of the unpacking, found while one entry was unpacked.
  private var failure: (any Error)?

  private mutating func open() throws -> Descriptor {
    let descriptor = try source()
    let status = try descriptor.status()
    if status.kind != .file { throw ArchiveRefusal.unreadable(detail: "it is no plain file") }
    if status.size == 0 { throw ArchiveRefusal.empty }
    if status.size > limits.sourceBytesMax {
      throw ArchiveRefusal.tooLarge(bytes: status.size, bytesMax: limits.sourceBytesMax)
    }
    let byRatio = max(limits.ratioFrom, status.size * limits.ratioMax)
    bytesLeft = min(limits.bytesMax, byRatio)
    whenUsedUp =
      byRatio < limits.bytesMax
      ? .shrunkTooWell(ratioMax: limits.ratioMax) : .unpacksToTooMuch(bytesMax: limits.bytesMax)
    return descriptor
  }

  /// No link, and no waiting for the other end of a FIFO.
  private func source() throws(ArchiveRefusal) -> Descriptor {
    do throws(FileError) {
      return try Descriptor.open(
        request.source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    } catch {
      throw .unreadable(detail: "\(error.errno)")
    }
  }

  private mutating func take(_ reader: borrowing ArchiveReader) throws(EntryRefusal) {
    let kind = reader.kind
    if kind == .directory { return }
    guard let bytes = reader.name else { throw .noName }
    let name = try EntryName(bytes)
    if kind == .link { throw .link }
    if kind == .device { throw .device }
    if reader.isEncrypted { throw .encrypted }
    try reserve(name)
    do {
      try write(reader, to: request.directory / name.path)
      result.files += 1
    } catch let fault as ArchiveFault where !fault.isFatal || fault.isAboutPassword {
      try remove(name)
      throw fault.isAboutPassword ? .encrypted : .damaged(detail: fault.text)
    } catch {
      failure = error
    }
  }

  /// A path may be used once, and a file is no folder.
  private mutating func reserve(_ name: EntryName) throws(EntryRefusal) {
    if let other = taken[name.key] { throw .nameTaken(by: other) }
    if folders.contains(name.key) {
      throw .nameTaken(by: Self.shown(name.path.description))
    }
    var above: [String] = []
    var path = name.key
    while let slash = path.lastIndex(of: "/") {
      path = String(path[..<slash])
      if let other = taken[path] { throw .nameTaken(by: other) }
      above.append(path)
    }
    folders.formUnion(above)
    taken[name.key] = Self.shown(name.path.description)
  }

  /// A damaged file leaves nothing behind.
  private mutating func remove(_ name: EntryName) throws(EntryRefusal) {
    do throws(FileError) {
      try Directory.removeFile(request.directory / name.path)
    } catch {
      failure = error
    }
  }

  private mutating func write(_ reader: borrowing ArchiveReader, to path: Path) throws {
    try Directory.make(path.parent, mode: 0o700)
    var file = try FileWriter(path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var size = 0
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      size += count
      bytesLeft -= count
      if bytesLeft < 0 { throw whenUsedUp }
      if size > limits.fileBytesMax {
        throw ArchiveRefusal.unpacksToTooMuch(bytesMax: limits.fileBytesMax)
      }
      try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try file.flush()
    result.bytes += size
  }

  private mutating func leaveOut(_ number: Int, _ name: [UInt8], _ reason: EntryRefusal) {
    result.leftOutCount += 1
    let shown = Self.shown(Path.escaped(name))
    leftOutBytes += shown.utf8.count + reason.description.utf8.count
    if result.leftOut.count == Unpacked.leftOutMax || leftOutBytes > Self.leftOutBytesMax { return }
    result.leftOut.append(Unpacked.LeftOut(number: number, name: shown, reason: reason))
  }

  /// Long enough to find it, and short enough for an answer that names a thousand.
  private static func shown(_ name: String) -> String { String(name.prefix(300)) }

  private static func refusal(_ fault: ArchiveFault) -> ArchiveRefusal {
    if fault.isAboutUnknownFormat { return .notTaken }
    return fault.isAboutMissingData ? .cutOff : .damaged(detail: fault.text)
  }
}
