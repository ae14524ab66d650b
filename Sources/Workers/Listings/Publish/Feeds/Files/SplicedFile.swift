import Files
import Pipeline

/// One file of a channel, made anew out of its visible version and of new parts.
///
/// Parts are told in the order of the file: kept, replaced or put. Kept ones that follow each other
/// are copied in one piece, with what stands between them. There is no file before its first part,
/// and none is made as long as all parts are those of the visible one.
final class SplicedFile {
  private let file: ChannelFile
  private let directory: Path
  private let publication: PublicationFiles
  private let published: Path
  private let previous: ChannelState.File?
  private let now: Moment

  private let old: FileReader?
  private var writer: FileWriter?
  private var name = ""
  private var headLength = 0
  private(set) var partCount = 0
  /// Where it lies now; nil while there is none.
  private(set) var path: Path?
  /// Where in the visible file the next of its parts begins, or what stands before it.
  private var oldOffset: Int
  private var isOldStart = true
  /// Whether any part differs from the visible ones.
  private var isChanged: Bool
  /// What of the visible file is to be copied.
  private var run = 0..<0

  private static let bufferSize = 256 << 10

  /// - Parameters:
  ///   - directory: the channel's, relative to the publication's target.
  ///   - previous: the visible file; nil when nothing of it is kept.
  ///   - previousName: the name it was last published under, whether or not anything is kept.
  init(
    _ file: ChannelFile, in directory: Path, of publication: PublicationFiles, published: Path,
    previous: ChannelState.File?, previousName: String?, now: Moment
  ) throws {
    self.file = file
    self.directory = directory
    self.publication = publication
    self.published = published
    self.previous = previous
    self.now = now
    name = file.name(previousName, now)
    oldOffset = previous?.headLength ?? 0
    isChanged = previous == nil
    if let previous, !previous.name.isEmpty {
      old = try FileReader(published / directory / Path(previous.name))
    } else {
      old = nil
    }
  }

  /// The next part of the visible file stays.
  func keep(_ length: Int) throws {
    if length == 0 { return }
    let start = nextOld(length)
    if run.upperBound + file.separator.count == start, !run.isEmpty {
      run = run.lowerBound..<start + length
    } else {
      if isChanged { try separate() }
      run = start..<start + length
    }
    partCount += 1
  }

  /// Another part, or none, stands in the place of the next one of the visible file.
  ///
  /// - Parameter length: of that; 0 for none.
  func replace(_ length: Int, with bytes: [UInt8]) throws {
    if length == 0 { return try put(bytes) }
    if length == bytes.count, try isOld(bytes) { return try keep(length) }
    _ = nextOld(length)
    isChanged = true
    try put(bytes)
  }

  private func put(_ bytes: [UInt8]) throws {
    if bytes.isEmpty { return }
    isChanged = true
    try separate()
    try writer?.write(bytes)
    partCount += 1
  }

  /// Whether the next part of the visible file is just this.
  private func isOld(_ bytes: [UInt8]) throws -> Bool {
    let start = oldOffset + (isOldStart ? 0 : file.separator.count)
    return try withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 16) { buffer in
      var count = 0
      while count < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
        guard let more = try old?.read(into: rest, at: start + count), more > 0 else {
          return false
        }
        count += more
      }
      return buffer.elementsEqual(bytes)
    }
  }

  /// Writes the end of the file.
  ///
  /// - Returns: what the next publication has to know of it.
  func finish() throws -> ChannelState.File {
    if !isChanged, let previous {
      path = previous.name.isEmpty ? nil : published / directory / Path(previous.name)
      return previous
    }
    if writer == nil, file.isThereEmpty || partCount > 0 { try begin() }
    guard writer != nil else { return ChannelState.File() }
    try copyRun()
    try writer?.write(file.foot)
    let head = file.head(ChannelFile.Facts(listings: partCount, now: now))
    precondition(head.count == headLength, "a head has one length, whatever it tells")
    try writer?.overwrite(head, at: 0)
    try writer?.flush()
    guard let path = writer?.path else { return ChannelState.File() }
    let status = try FileStatus.of(path)
    writer = nil
    self.path = path
    return ChannelState.File(
      name: name, size: status.size, modified: status.modified, headLength: headLength)
  }

  private func nextOld(_ length: Int) -> Int {
    if !isOldStart { oldOffset += file.separator.count }
    isOldStart = false
    defer { oldOffset += length }
    return oldOffset
  }

  /// Begins the file, or ends the part before.
  private func separate() throws {
    if writer == nil {
      try begin()
      if run.isEmpty { return }
    }
    try copyRun()
    try writer?.write(file.separator)
  }

  private func begin() throws {
    let head = file.head(ChannelFile.Facts(listings: 0, now: now))
    headLength = head.count
    var made = try publication.makeFile(directory / Path(name), bufferSize: Self.bufferSize)
    try made.write(head)
    writer = consume made
  }

  private func copyRun() throws {
    if run.isEmpty { return }
    // Somebody has cut the visible file since it was looked at: the next attempt sees that.
    guard try copied() == run.count else {
      throw FileError(.read, published / directory, .invalid)
    }
    run = 0..<0
  }

  private func copied() throws(FileError) -> Int {
    switch old {
    case .some(let old): try writer?.copy(run, of: old) ?? 0
    case .none: 0
    }
  }
}
