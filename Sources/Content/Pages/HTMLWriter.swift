/// A growing buffer of bytes that elements write themselves into; reused from page to page.
///
/// The buffer belongs to the writer and is freed with it. Text goes in through ``text(_:)``, which
/// leaves nothing in it that could be read as markup or would make the page invalid:
/// `& < > " '` become references; control characters and noncharacters, which HTML forbids even as
/// references, become U+FFFD; a carriage return becomes a line feed, as a parser would read it.
@usableFromInline package struct HTMLWriter: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var used = 0
  /// What links to files of the page's own site begin with.
  package var root = SiteRoot.up(0)

  /// The number of bytes written since the last ``reset()``.
  package var count: Int { used }

  /// - Parameter capacity: The bytes to reserve; the buffer doubles when they do not suffice.
  package init(capacity: Int = 32 * 1024) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// Forgets what was written and keeps the memory.
  @inlinable package mutating func reset() { used = 0 }

  /// Lends the bytes written so far. They may not outlive `body`.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: used))
  }

  /// A copy of what was written.
  package var string: String {
    withBytes { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: Markup

  /// Appends markup as it is; only a literal can be given.
  @inlinable package mutating func markup(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  @inlinable mutating func byte(_ byte: UInt8) {
    reserve(1)
    base[used] = byte
    used += 1
  }

  @inlinable mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + used).update(from: start, count: bytes.count)
    used += bytes.count
  }

  @inlinable mutating func reserve(_ bytes: Int) {
    if used + bytes > capacity { grow(by: bytes) }
  }

  @usableFromInline @inline(never) mutating func grow(by bytes: Int) {
    let larger = max(capacity * 2, used + bytes)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: used)
    base.deallocate()
    base = moved
    capacity = larger
  }

  // MARK: Text

  /// Appends escaped text; right between tags and between the quotes of an attribute.
  @usableFromInline package mutating func text(_ string: String) {
    var string = string
    string.withUTF8 { escape($0) }
  }

  @usableFromInline package mutating func text(_ string: Substring) {
    var string = string
    string.withUTF8 { escape($0) }
  }

  /// Copies runs of plain bytes and replaces what lies between them.
  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    var index = 0
    var runStart = 0
    while index < bytes.count {
      while index + 8 <= bytes.count, HTMLWriter.arePlain(bytes, from: index) { index += 8 }
      if index == bytes.count { break }
      if HTMLWriter.isPlain(bytes[index]) {
        index += 1
        continue
      }
      let length = HTMLWriter.lengthOfSpecial(in: bytes, at: index)
      if length == 0 {
        index += 1
        continue
      }
      append(UnsafeBufferPointer(rebasing: bytes[runStart..<index]))
      replace(bytes, at: index)
      index += length
      runStart = index
    }
    append(UnsafeBufferPointer(rebasing: bytes[runStart...]))
  }

  /// Whether a byte never needs a second look: ASCII that is neither markup nor control, and most
  /// of what is not ASCII.
  @inline(__always) private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3F...0x7E: true
    case 0x00...0x1F, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F, 0xC2, 0xEF, 0xF0...0xFF: false
    default: true
    }
  }

  /// Whether eight bytes are surely ASCII that is neither markup nor control; a `#` is not.
  ///
  /// Each line sets the highest bit of the bytes that it means, and now and then of one above them.
  @inline(__always) private static func arePlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from index: Int
  ) -> Bool {
    let eight = UnsafeRawBufferPointer(bytes).loadUnaligned(
      fromByteOffset: index, as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Beyond ASCII, and 0x7F.
    let high = eight | (eight &+ ones)
    let control = eight &- ones &* 0x20
    // Where nothing is left: `" # & '`, then `< >`.
    let quote = eight & (ones &* 0xFA) ^ ones &* 0x22
    let angle = eight & (ones &* 0xFD) ^ ones &* 0x3C
    let markup = (quote &- ones) & ~quote | (angle &- ones) & ~angle
    return (high | control | markup) & (ones &* 0x80) == 0
  }

  /// How many bytes from `index` must be replaced; 0 when they may stand.
  private static func lengthOfSpecial(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      index + offset < bytes.count ? bytes[index + offset] : 0
    }
    switch byte(0) {
    case 0x09, 0x0A: return 0
    // C1 controls: U+0080 to U+009F.
    case 0xC2: return byte(1) < 0xA0 ? 2 : 0
    // U+FDD0 to U+FDEF, U+FFFE and U+FFFF.
    case 0xEF:
      if byte(1) == 0xB7, (0x90...0xAF).contains(byte(2)) { return 3 }
      return byte(1) == 0xBF && byte(2) >= 0xBE ? 3 : 0
    // The last two code points of each further plane.
    case 0xF0...: return byte(1) & 0x0F == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE ? 4 : 0
    default: return 1
    }
  }

  private mutating func replace(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    switch bytes[index] {
    case 0x26: markup("&amp;")
    case 0x3C: markup("&lt;")
    case 0x3E: markup("&gt;")
    case 0x22: markup("&quot;")
    case 0x27: markup("&#39;")
    case 0x0D:
      let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if !isPair { byte(0x0A) }
    default: markup("\u{FFFD}")
    }
  }
}
