import CCSVIndex

/// A window on the text of a table: clean UTF-8 that slides forward as rows are taken.
///
///     0         position     ready        clean      end       capacity
///     │ taken     │ rows to come │ held back │ unclean  │ free     │
///
/// - `position`…`ready` is what a scanner may read: valid UTF-8 without NUL, mended where the file
///   needs it. Its last row may be incomplete until `isAtEnd`; then it ends with a line end.
/// - `ready`…`clean` is valid, but a mend cannot tell yet: at most a few bytes.
/// - `clean`…`end` are bytes that may be the start of a character.
///
/// Offsets and pointers into `bytes` hold until the next `slide()` or `readMore()`.
struct TextWindow: ~Copyable {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private let blockBytes: Int
  /// Where the next row starts. The scanner moves it.
  var position = 0
  private(set) var ready = 0
  private var clean = 0
  private var end = 0
  /// Whether all of the source is in the window.
  private(set) var isAtEnd = false

  private var source: any ByteSource
  private var sourceIsAtEnd = false
  private var transcoder: Transcoder?
  private var mendsMojibake = false
  private var dialect: Dialect?
  private var lines = LineCounter()
  private(set) var bytesRead = 0
  /// Bytes, or units of a wider encoding, that meant nothing and were replaced.
  private(set) var repairedBytes = 0

  init(_ source: any ByteSource, limits: TableLimits) {
    self.source = source
    // Most files are small: the room for whole blocks is made for the second read.
    capacity = limits.sampleBytes + 64
    blockBytes = limits.blockBytes
    bytes = .allocate(capacity: capacity)
  }

  deinit {
    bytes.deallocate()
  }

  // MARK: - The start of a file

  /// Reads the first bytes as they are; the window holds nothing else yet.
  mutating func readSample(bytes wanted: Int) throws {
    while end < wanted && !sourceIsAtEnd {
      try readSource(most: wanted - end)
    }
  }

  var rawSample: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: end) }

  /// What may be scanned now.
  var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + position, count: ready - position)
  }

  /// Turns the sample into text.
  ///
  /// - Parameter markBytes: The length of the byte order mark, which is passed over.
  mutating func begin(_ encoding: TextEncoding, markBytes: Int) throws {
    let start = UnsafeBufferPointer(start: bytes + markBytes, count: end - markBytes)
    if encoding == .utf8 {
      position = markBytes
      ready = markBytes
      clean = markBytes
      lines = LineCounter(at: markBytes)
    } else {
      transcoder = try Transcoder(encoding, bytes: start)
      end = 0
      transcode()
    }
    try settle()
  }

  /// From here on, doubly encoded characters are mended; also in what is ready already.
  mutating func startMendingMojibake() {
    mendsMojibake = true
    mend(from: position, to: ready, mojibake: true, dialect: nil)
  }

  /// From here on, an escaped quote of this dialect is a doubled one; also in what is ready
  /// already.
  mutating func startUnescaping(_ dialect: Dialect) {
    self.dialect = dialect
    mend(from: position, to: ready, mojibake: false, dialect: dialect)
  }

  /// Reads on until so much text is ready, or all of it.
  mutating func readAhead(bytes: Int) throws {
    while !isAtEnd && ready - position < bytes { try readMore() }
  }

  // MARK: - Sliding

  /// The 1-based line of the source that holds `offset`, which must not go back.
  mutating func line(at offset: Int) -> Int {
    lines.advance(to: offset, in: bytes)
    return lines.line
  }

  /// Drops what lies before `position`, makes room if there is none, and reads one piece.
  ///
  /// Does nothing when `isAtEnd`.
  mutating func readMore() throws {
    guard !isAtEnd else { return }
    slide()
    if capacity < blockBytes { grow(to: blockBytes + 64) }
    if capacity - end < max(64, capacity / 8) { grow(to: capacity * 2) }
    try readSource()
    transcode()
    try settle()
  }

  private mutating func slide() {
    guard position > 0 else { return }
    lines.advance(to: position, in: bytes)
    lines.slide(by: position)
    bytes.update(from: bytes + position, count: end - position)
    ready -= position
    clean -= position
    end -= position
    position = 0
  }

  private mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    larger.update(from: bytes, count: end)
    bytes.deallocate()
    bytes = larger
    capacity = newCapacity
  }

  // MARK: - From bytes to text

  private mutating func readSource(most: Int = .max) throws {
    guard !sourceIsAtEnd else { return }
    if transcoder != nil {
      let free = transcoder?.free ?? UnsafeMutableRawBufferPointer(start: nil, count: 0)
      // A full transcoder has text for this window first.
      guard free.count > 0 else { return }
      let count = try source.read(into: free)
      transcoder?.filled(count)
      noteRead(count)
    } else {
      // One byte stays free for the line end behind the last row.
      let free = UnsafeMutableRawBufferPointer(
        start: bytes + end, count: min(most, capacity - end - 1))
      precondition(!free.isEmpty, "An empty read would look like the end of the source.")
      let count = try source.read(into: free)
      end += count
      noteRead(count)
    }
  }

  private mutating func noteRead(_ count: Int) {
    bytesRead += count
    if count == 0 { sourceIsAtEnd = true }
  }

  private mutating func transcode() {
    guard transcoder != nil else { return }
    let free = UnsafeMutableBufferPointer(start: bytes + end, count: capacity - end - 1)
    if let decoded = transcoder?.decode(into: free, isLast: sourceIsAtEnd) {
      end += decoded.written
      repairedBytes += decoded.replaced
    }
  }

  /// Makes the newly read bytes ready.
  private mutating func settle() throws {
    let isLast = sourceIsAtEnd && (transcoder?.isDrained ?? true)
    cleanUp(isLast: isLast)
    isAtEnd = isLast
    if mendsMojibake || dialect != nil {
      mend(from: ready, to: clean, mojibake: mendsMojibake, dialect: dialect)
    } else {
      ready = clean
    }
    if isLast { closeLastLine() }
  }

  private mutating func cleanUp(isLast: Bool) {
    var truncated: Int32 = 0
    clean += csvindex_clean(bytes + clean, end - clean, &truncated)
    if clean < end && (truncated == 0 || isLast) { repair(isLast: isLast) }
  }

  /// Replaces what is not UTF-8: a NUL by a blank, another byte by the Windows-1252 character it
  /// is in most files that mix the two.
  private mutating func repair(isLast: Bool) {
    var dirty = [UInt8](UnsafeBufferPointer(start: bytes + clean, count: end - clean))
    if capacity < clean + dirty.count * 3 + 1 { grow(to: clean + dirty.count * 3 + 1) }
    end = clean
    dirty.withUnsafeMutableBufferPointer { dirty in
      guard let base = dirty.baseAddress else { return }
      var at = 0
      while at < dirty.count {
        var truncated: Int32 = 0
        let sound = csvindex_clean(base + at, dirty.count - at, &truncated)
        append(base + at, count: sound)
        at += sound
        if at == dirty.count { break }
        if truncated != 0 && !isLast {
          clean = end
          append(base + at, count: dirty.count - at)
          return
        }
        appendRepaired(base[at])
        at += 1
      }
      clean = end
    }
  }

  private mutating func append(_ text: UnsafePointer<UInt8>, count: Int) {
    (bytes + end).update(from: text, count: count)
    end += count
  }

  private mutating func appendRepaired(_ byte: UInt8) {
    repairedBytes += 1
    let codePoint = byte == 0 ? 0x20 : Windows1252.codePoint(of: byte)
    for unit in String(Unicode.Scalar(codePoint) ?? "\u{FFFD}").utf8 {
      bytes[end] = unit
      end += 1
    }
  }

  /// Mends `start`…`stop` in place and moves what follows up; sets `ready`.
  private mutating func mend(from start: Int, to stop: Int, mojibake: Bool, dialect: Dialect?) {
    var length = stop - start
    var written = length
    var held = 0
    if mojibake {
      let result = Mojibake.mend(bytes + start, length: length, isLast: isAtEnd)
      held = length - result.read
      (bytes + start + result.written).update(from: bytes + start + result.read, count: held)
      written = result.written
      length = result.written + held
    }
    if let dialect {
      let result = Escaping.double(bytes + start, length: written, dialect, isLast: isAtEnd)
      let left = written - result.read
      (bytes + start + result.written).update(
        from: bytes + start + result.read, count: left + held)
      length = result.written + left + held
      written = result.written
    }
    let shrunk = stop - start - length
    (bytes + start + length).update(from: bytes + stop, count: end - stop)
    ready = start + written
    clean -= shrunk
    end -= shrunk
  }

  /// The last row of many files has no line end; the scanner need not know.
  private mutating func closeLastLine() {
    guard ready > position, bytes[ready - 1] != 0x0A, bytes[ready - 1] != 0x0D else { return }
    if ready == capacity { grow(to: capacity + 64) }
    bytes[ready] = 0x0A
    ready += 1
    clean = ready
    end = ready
  }
}
