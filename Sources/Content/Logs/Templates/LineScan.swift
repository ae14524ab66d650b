/// Finds where the variable parts of a line end. Each function answers with its own argument when
/// nothing of its kind begins there.
struct LineScan {
  private let line: UnsafeRawBufferPointer

  init(_ line: UnsafeRawBufferPointer) { self.line = line }

  @inline(__always) private func byte(_ at: Int) -> UInt8 {
    at >= 0 && at < line.count ? line[at] : 0x20
  }

  @inline(__always) func isWord(_ at: Int) -> Bool { byte(at).isWord }

  /// Whether a number can begin here: no letter and no underscore before it.
  @inline(__always) func startsNumber(_ at: Int) -> Bool {
    byte(at).isDigit && !(byte(at - 1).isLetter || byte(at - 1) == 0x5f || byte(at - 1).isDigit)
  }

  private func run(_ at: Int, max: Int = .max, _ holds: (UInt8) -> Bool) -> Int {
    var end = at
    while end < line.count, end - at < max, holds(line[end]) { end += 1 }
    return end
  }

  /// `"anything"`
  func quoted(_ at: Int) -> Int {
    let end = run(at + 1) { $0 != 0x22 }
    return end < line.count ? end + 1 : at
  }

  /// ` (12.5 MB)`, with the space before it.
  func sizeInBrackets(_ at: Int) -> Int {
    guard byte(at + 1) == 0x28, byte(at + 2).isDigit else { return at }
    var end = fraction(at + 2)
    if byte(end) == 0x20 { end += 1 }
    let unit = byteUnit(end)
    return unit > end && byte(unit) == 0x29 ? unit + 1 : at
  }

  /// `/usr/lib/x`: at least two names.
  func path(_ at: Int) -> Int {
    if isWord(at - 1) { return at }
    var end = at
    var names = 0
    while byte(end) == 0x2f {
      let name = run(end + 1) { $0.isWord || ".+@%~-".utf8.contains($0) }
      if name == end + 1 { break }
      names += 1
      end = name
    }
    guard names >= 2 else { return at }
    return byte(end) == 0x2f ? end + 1 : end
  }

  /// `-12.5ms`, `3%`, `1.2.3`: not part of a word.
  func number(_ at: Int) -> Int {
    let before = byte(at - 1)
    if before.isLetter || before == 0x5f { return at }
    var start = at
    if byte(at) == 0x2d || byte(at) == 0x2b { start += 1 }
    guard byte(start).isDigit else { return at }
    var end = run(start) { $0.isDigit }
    while byte(end) == 0x2e, byte(end + 1).isDigit { end = run(end + 1) { $0.isDigit } }
    let unit = numberUnit(end)
    if !endsInWord(unit) { return unit }
    return endsInWord(end) ? at : end
  }

  /// Whether a letter or underscore follows, so that what ended is part of a word.
  private func endsInWord(_ at: Int) -> Bool { byte(at).isLetter || byte(at) == 0x5f }

  /// What begins with a digit at the start of a word: an address, identifier, date, time, or a
  /// number with a unit behind a space.
  func digitsAtWordStart(_ at: Int) -> Int {
    let rules = [
      address, uuid, hardwareAddress, date, time, hexadecimalNumber, measured, hexadecimal,
    ]
    for rule in rules {
      let end = rule(at)
      if end > at { return end }
    }
    return at
  }

  /// `10.0.0.1`, `10.0.0.1:80`
  private func address(_ at: Int) -> Int {
    var end = at
    for part in 0..<4 {
      let digits = run(end, max: 3) { $0.isDigit }
      if digits == end { return at }
      end = digits
      if part < 3 {
        guard byte(end) == 0x2e else { return at }
        end += 1
      }
    }
    if isWord(end) { return at }
    guard byte(end) == 0x3a, byte(end + 1).isDigit else { return end }
    return run(end + 1) { $0.isDigit }
  }

  private func uuid(_ at: Int) -> Int {
    var end = at
    for (part, length) in [8, 4, 4, 4, 12].enumerated() {
      if run(end, max: length, { $0.isHex }) != end + length { return at }
      end += length
      if part < 4 {
        guard byte(end) == 0x2d else { return at }
        end += 1
      }
    }
    return isWord(end) ? at : end
  }

  /// `00:1a:2b:3c:4d:5e`
  private func hardwareAddress(_ at: Int) -> Int {
    var end = at
    for part in 0..<6 {
      guard byte(end).isHex, byte(end + 1).isHex else { return at }
      end += 2
      if part < 5 {
        guard byte(end) == 0x3a else { return at }
        end += 1
      }
    }
    return isWord(end) ? at : end
  }

  /// `2026-03-01`, `2026/03/01 07:00:00.123Z`
  private func date(_ at: Int) -> Int {
    let separator = byte(at + 4)
    guard run(at, max: 4, { $0.isDigit }) == at + 4, separator == 0x2d || separator == 0x2f,
      byte(at + 5).isDigit, byte(at + 6).isDigit, byte(at + 7) == separator,
      byte(at + 8).isDigit, byte(at + 9).isDigit
    else { return at }
    let end = at + 10
    guard byte(end) == 0x54 || byte(end) == 0x20 else { return isWord(end) ? at : end }
    let clock = time(end + 1)
    guard clock > end + 1 else { return isWord(end) ? at : end }
    return byte(clock) == 0x5a ? clock + 1 : clock
  }

  /// `07:00`, `07:00:00,123`
  private func time(_ at: Int) -> Int {
    guard isPair(at), byte(at + 2) == 0x3a, isPair(at + 3) else { return at }
    var end = at + 5
    if byte(end) == 0x3a, isPair(end + 1) {
      end += 3
      if byte(end) == 0x2e || byte(end) == 0x2c, byte(end + 1).isDigit {
        end = run(end + 1) { $0.isDigit }
      }
    }
    return byte(end).isDigit ? at : end
  }

  private func isPair(_ at: Int) -> Bool { byte(at).isDigit && byte(at + 1).isDigit }

  /// `0x1f`
  private func hexadecimalNumber(_ at: Int) -> Int {
    guard byte(at) == 0x30, byte(at + 1) == 0x78 else { return at }
    let end = run(at + 2) { $0.isHex }
    return end > at + 2 && !isWord(end) ? end : at
  }

  /// `12.5 MB`, `300 seconds`
  private func measured(_ at: Int) -> Int {
    let end = fraction(at)
    guard byte(end) == 0x20 else { return at }
    let unit = byteUnit(end + 1)
    if unit > end + 1, !isWord(unit) { return unit }
    let word = run(end + 1) { $0.isLetter }
    let length = word - end - 1
    guard length > 1, !isWord(word) else { return at }
    let name = UnsafeRawBufferPointer(rebasing: line[(end + 1)..<word])
    return Self.units.contains { name.elementsEqual($0) } ? word : at
  }

  private static let units = ["ms", "sec", "seconds"].map { Array($0.utf8) }

  /// An identifier or UUID of hexadecimal digits: six or more, with a letter and a digit.
  func hexadecimal(_ at: Int) -> Int {
    let whole = uuid(at)
    if whole > at { return whole }
    let address = hardwareAddress(at)
    if address > at { return address }
    let end = run(at) { $0.isHex }
    guard end - at >= 6, !isWord(end) else { return at }
    let digits = line[at..<end]
    let isMixed = digits.contains { $0.isDigit } && digits.contains { $0.isLetter }
    return isMixed ? end : at
  }

  /// `blk_-1608999687919862906`, `attempt_201706_0024_m_000044`: a name, and behind underscores six
  /// digits or more.
  func numberedName(_ at: Int) -> Int {
    var end = run(at) { $0.isLetter }
    guard byte(end) == 0x5f else { return at }
    var digits = 0
    while isWord(end) || byte(end) == 0x2d && byte(end - 1) == 0x5f {
      if byte(end).isDigit { digits += 1 }
      end += 1
    }
    return digits >= 6 ? end : at
  }

  /// `Thu Jul 27 14:41:57 2006`, `Mar 1, 2026 07:00:00`
  func namedDate(_ at: Int) -> Int {
    var start = at
    if Self.days.contains(name(at)) {
      start += byte(at + 3) == 0x2c ? 4 : 3
      guard byte(start) == 0x20 else { return at }
      start += 1
    }
    guard Self.months.contains(name(start)) else { return at }
    let day = run(start + 3) { $0 == 0x20 }
    var end = run(day, max: 2) { $0.isDigit }
    guard day > start + 3, end > day else { return at }
    if byte(end) == 0x2c { end += 1 }
    guard byte(end) == 0x20 else { return at }
    if run(end + 1, max: 4, { $0.isDigit }) == end + 5, byte(end + 5) == 0x20 { end += 5 }
    let clock = time(end + 1)
    guard clock >= end + 9 else { return at }
    return year(behind: clock)
  }

  /// A zone and a year behind a time, where they are there.
  private func year(behind clock: Int) -> Int {
    var end = clock
    if byte(end) == 0x20 {
      let zone = run(end + 1, max: 4) { $0.isUpperLetter }
      if zone - end > 3, !isWord(zone) { end = zone }
    }
    guard byte(end) == 0x20, run(end + 1, max: 4, { $0.isDigit }) == end + 5, !isWord(end + 5)
    else { return end }
    return end + 5
  }

  /// Three letters as one number; 0 when a fourth follows.
  private func name(_ at: Int) -> Int {
    if byte(at + 3).isLetter { return 0 }
    return Int(byte(at)) << 16 | Int(byte(at + 1)) << 8 | Int(byte(at + 2))
  }

  private static func names(_ list: String) -> Set<Int> {
    Set(list.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | Int($1) } })
  }

  private static let months = names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
  private static let days = names("Mon Tue Wed Thu Fri Sat Sun")

  /// Digits, with a point and more digits where they follow.
  private func fraction(_ at: Int) -> Int {
    let end = run(at) { $0.isDigit }
    return byte(end) == 0x2e && byte(end + 1).isDigit ? run(end + 1) { $0.isDigit } : end
  }

  /// `KB`, `MiB`
  private func byteUnit(_ at: Int) -> Int {
    guard "KMGT".utf8.contains(byte(at)) else { return at }
    let end = byte(at + 1) == 0x69 ? at + 2 : at + 1
    return byte(end) == 0x42 ? end + 1 : at
  }

  /// A unit without a space before it.
  private func numberUnit(_ at: Int) -> Int {
    switch byte(at) {
    case 0x25, 0x42: return at + 1  // % B
    case 0x6b, 0x4b, 0x4d, 0x47, 0x54: return byte(at + 1) == 0x42 ? at + 2 : at  // kB KB MB GB TB
    case 0x6d: return byte(at + 1) == 0x73 ? at + 2 : at + 1  // ms m
    case 0x75, 0x6e: return byte(at + 1) == 0x73 ? at + 2 : at  // us ns
    case 0x73: return at + 1
    default: return at
    }
  }
}
