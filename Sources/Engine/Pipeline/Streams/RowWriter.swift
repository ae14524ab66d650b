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
    separate()
    reserve(2)
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

  /// Copies, with a backslash before what would end a field or a line.
  @inlinable mutating func escape(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count * 2 + 16)
    let end = start + bytes.count
    var from = start
    while end - from >= 8 {
      let block = from.loadUnaligned(as: UInt64.self)
      if Self.hasSpecial(block) { break }
      UnsafeMutableRawPointer(base + count).storeBytes(of: block, as: UInt64.self)
      count += 8
      from += 8
    }
    while from < end {
      let byte = from.load(as: UInt8.self)
      switch byte {
      case 0x5c: escape(0x5c)
      case 0x09: escape(0x74)
      case 0x0a: escape(0x6e)
      case 0x0d: escape(0x72)
      default: append(byte)
      }
      from += 1
    }
  }

  @inlinable mutating func escape(_ letter: UInt8) {
    append(0x5c)
    append(letter)
  }

  /// Whether any of eight bytes is a backslash, tab, newline or carriage return.
  ///
  /// Source: “Determine if a word has a byte equal to n”, graphics.stanford.edu/~seander/bithacks.
  @inlinable static func hasSpecial(_ block: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var found: UInt64 = 0
    found |= zeroBytes(block ^ (ones &* 0x5c))
    found |= zeroBytes(block ^ (ones &* 0x09))
    found |= zeroBytes(block ^ (ones &* 0x0a))
    found |= zeroBytes(block ^ (ones &* 0x0d))
    return found != 0
  }

  @inlinable static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
