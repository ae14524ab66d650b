import Files

/// A file that grows, held open: it stays the same file whatever becomes of its name.
struct FollowedFile: ~Copyable {
  let path: Path
  let status: FileStatus
  private let reader: FileReader

  private static let blockBytes = 64 << 10

  /// - Parameter relative: below the inbox; no link is followed, and nothing outside is opened.
  /// - Throws: ``Files/FileError``, ``IntakeError``.
  init(_ relative: Path, inbox: Path) throws {
    let path = inbox / relative
    let root = try Descriptor.openDirectory(inbox)
    let descriptor = try Descriptor.openForeign(relative, beneath: root, root: inbox)
    let status = try descriptor.status()
    if status.kind != .file { throw IntakeError(reason: .notRegular(status.kind), path: path) }
    if status.linkCount != 1 { throw IntakeError(reason: .secondName, path: path) }
    self.path = path
    self.status = status
    reader = FileReader(descriptor, path: path)
  }

  /// A file of ours.
  init(_ path: Path) throws {
    let status = try FileStatus.of(path)
    let reader = try FileReader(path)
    self.path = path
    self.status = status
    self.reader = reader
  }

  /// The first bytes, at most `count`.
  func prefix(count: Int) throws -> [UInt8] { try bytes(at: 0, count: count) }

  /// Fewer where the file ends.
  private func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try withUnsafeTemporaryAllocation(byteCount: max(1, count), alignment: 16) { buffer in
      var done = 0
      while done < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<count])
        let read = try reader.read(into: rest, at: offset + done)
        if read == 0 { break }
        done += read
      }
      return Array(buffer[..<done])
    }
  }

  private func hash(at offset: Int, count: Int) throws -> String {
    Fingerprint(of: try bytes(at: offset, count: count)).description
  }

  /// What is known of it once it is read up to here.
  func mark(at offset: Int) throws -> FollowMark {
    let headCount = min(offset, FollowMark.headBytesMax)
    let tailCount = min(offset, FollowMark.tailBytesMax)
    return FollowMark(
      offset: offset, head: try hash(at: 0, count: headCount), headCount: headCount,
      tail: try hash(at: offset - tailCount, count: tailCount), tailCount: tailCount)
  }

  func hasHead(of mark: FollowMark) throws -> Bool {
    let count = min(mark.headCount, status.size)
    // Too little is there yet to tell: it may become one that begins so.
    if count < mark.headCount { return true }
    return try hash(at: 0, count: count) == mark.head
  }

  func hasTail(of mark: FollowMark) throws -> Bool {
    guard status.size >= mark.offset else { return false }
    return try hash(at: mark.offset - mark.tailCount, count: mark.tailCount) == mark.tail
  }

  /// Behind the last newline between two places; the first of them when there is none.
  func endOfLines(from start: Int, to end: Int) throws -> Int {
    var end = end
    while end > start {
      let count = min(Self.blockBytes, end - start)
      let block = try bytes(at: end - count, count: count)
      if let newline = block.lastIndex(of: UInt8(ascii: "\n")) { return end - count + newline + 1 }
      end -= count
    }
    return start
  }

  /// Copies a part, and makes sure that it was still the same file when it was done.
  ///
  /// - Returns: the fingerprint of what was copied.
  /// - Throws: ``IntakeError`` `changed` when it was emptied meanwhile.
  func copy(_ range: Range<Int>, to target: Path, _ mark: FollowMark) throws -> Fingerprint {
    var writer = try FileWriter(target)
    var hasher = Fingerprint.Hasher()
    var offset = range.lowerBound
    while offset < range.upperBound {
      let block = try bytes(at: offset, count: min(Self.blockBytes, range.upperBound - offset))
      if block.isEmpty { throw IntakeError(reason: .changed, path: path) }
      block.withUnsafeBytes { hasher.update($0) }
      try writer.write(block)
      offset += block.count
    }
    try writer.flush()
    if try self.mark(at: range.upperBound) != mark {
      throw IntakeError(reason: .changed, path: path)
    }
    return hasher.finish()
  }
}
