import Glibc

// The encoding of streams: PostgreSQL's COPY text format with a head line.
//
//   id TAB title TAB price           the names of the fields
//   1 TAB Two-bed flat TAB 4500000   a line a record; \N is missing
//   \.                               the end mark: without it the stream is not whole
//
// Backslash, tab, newline and carriage return inside a field are written \\ \t \n \r, so that a
// line is a record. `cat`, `cut -f` and `copy … from` read it, and it costs little more than a
// copy of the bytes. Measured against JSON Lines by Benchmarks/.

/// Writes fields of rows into a buffer.
package struct RowWriter: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var count = 0
  @usableFromInline var isFirst = true

  package init(capacity: Int = 16 << 10) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  /// The bytes of all rows so far, valid until the next call.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  package mutating func removeAll() { count = 0 }

  /// Ends the row.
  @inlinable package mutating func endRow() {
    reserve(1)
    append(0x0a)
    isFirst = true
  }

  @inlinable package mutating func put(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { escape(UnsafeRawBufferPointer($0)) }
  }

  @inlinable package mutating func put(_ text: String?) {
    if let text { put(text) } else { putMissing() }
  }

  /// Bytes that should be UTF-8; what is not is repaired by who reads it.
  @inlinable package mutating func put(bytes: UnsafeRawBufferPointer) {
    separate()
    escape(bytes)
  }

  @inlinable package mutating func put(_ number: Int) {
    separate()
    reserve(20)
    if number < 0 { append(0x2d) }
    var magnitude = number.magnitude
    var digits = 1
    var rest = magnitude / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    count += digits
    var position = count
    repeat {
      position -= 1
      base[position] = UInt8(truncatingIfNeeded: 0x30 + magnitude % 10)
      magnitude /= 10
    } while magnitude > 0
  }

  @inlinable package mutating func put(_ number: Int?) {
    if let number { put(number) } else { putMissing() }
  }

  /// The shortest digits that read back as the same number.
  @inlinable package mutating func put(_ number: Double) {
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return put(whole) }
    separate()
    var text = number.description
    text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
  }

  @inlinable package mutating func put(_ number: Double?) {
    if let number { put(number) } else { putMissing() }
  }

  @inlinable package mutating func put(_ flag: Bool) {
    separate()
    reserve(1)
    append(flag ? 0x74 : 0x66)
  }

  @inlinable package mutating func put(_ flag: Bool?) {
    if let flag { put(flag) } else { putMissing() }
  }

  /// Texts, with U+001F between them; the character itself may not be in one and becomes a space.
  package mutating func put(_ list: [String]) {
    put(
      list.map { $0.contains("\u{1f}") ? $0.replacing("\u{1f}", with: " ") : $0 }
        .joined(separator: "\u{1f}"))
  }

  @inlinable package mutating func putMissing() {
    reserve(4)
    if isFirst {
      isFirst = false
    } else {
      append(0x09)
    }
    append(0x5c)
    append(0x4e)
  }

  /// A row that was written before, as it stands in a stream.
  mutating func append(line: UnsafeBufferPointer<UInt8>) {
    copy(UnsafeRawBufferPointer(line))
    endRow()
  }

  /// The line `\.`, behind the last row.
  mutating func putEndMark() {
    reserve(3)
    append(0x5c)
    append(0x2e)
    append(0x0a)
  }

  @inlinable mutating func separate() {
    if isFirst {
      isFirst = false
    } else {
      reserve(1)
      append(0x09)
    }
  }

  @inlinable mutating func append(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  @inlinable mutating func reserve(_ size: Int) {
    if count + size > capacity { grow(size) }
  }

  @usableFromInline mutating func grow(_ size: Int) {
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  @inlinable mutating func copy(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(base + count, start, bytes.count)
    count += bytes.count
  }

  /// Copies, with a backslash before what would end a field or a line: in blocks of eight, and the
  /// last one of a text that is no multiple of eight overlaps the one before.
  @inlinable mutating func escape(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    let length = bytes.count
    reserve(length * 2 + 16)
    if length < 8 { return escapeShort(start, length) }
    var offset = 0
    while length - offset >= 8 {
      let block = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if Self.hasSpecial(block) {
        escapeBytes(start + offset, 8)
      } else {
        UnsafeMutableRawPointer(base + count).storeBytes(of: block, as: UInt64.self)
        count += 8
      }
      offset += 8
    }
    let rest = length - offset
    if rest == 0 { return }
    let block = start.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
    if Self.hasSpecial(block) { return escapeBytes(start + offset, rest) }
    // Its first bytes are what was written last: they are no special ones either.
    UnsafeMutableRawPointer(base + count + rest - 8).storeBytes(of: block, as: UInt64.self)
    count += rest
  }

  /// Less than eight bytes; from four on in two halves, which may overlap.
  @inlinable mutating func escapeShort(_ start: UnsafeRawPointer, _ length: Int) {
    if length < 4 { return escapeBytes(start, length) }
    let low = start.loadUnaligned(as: UInt32.self)
    let high = start.loadUnaligned(fromByteOffset: length - 4, as: UInt32.self)
    if Self.hasSpecial(UInt64(low) | UInt64(high) << 32) { return escapeBytes(start, length) }
    let target = UnsafeMutableRawPointer(base + count)
    target.storeBytes(of: low, as: UInt32.self)
    target.storeBytes(of: high, toByteOffset: length - 4, as: UInt32.self)
    count += length
  }

  @inlinable mutating func escapeBytes(_ start: UnsafeRawPointer, _ length: Int) {
    for index in 0..<length {
      let byte = start.load(fromByteOffset: index, as: UInt8.self)
      switch byte {
      case 0x5c: escape(0x5c)
      case 0x09: escape(0x74)
      case 0x0a: escape(0x6e)
      case 0x0d: escape(0x72)
      default: append(byte)
      }
    }
  }

  @inlinable mutating func escape(_ letter: UInt8) {
    append(0x5c)
    append(letter)
  }

  /// Whether any of eight bytes is a backslash or a control character: a tab, newline or carriage
  /// return, or one that needs no escape and is rare.
  ///
  /// Sources: “Determine if a word has a byte equal to n” and “… less than n”,
  /// graphics.stanford.edu/~seander/bithacks.
  @inlinable static func hasSpecial(_ block: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let backslash = block ^ (ones &* 0x5c)
    let control = (block &- ones &* 0x20) & ~block
    return (((backslash &- ones) & ~backslash) | control) & (ones &* 0x80) != 0
  }
}
