// Addresses of machines that are somebody's, told from versions, times and names by their shape:
//
//   203.0.113.9               four numbers below 256
//   2a00:1450:4001::200e      eight groups, or fewer with `::` in place of the rest
//
// Sources: the IANA registries of special-purpose addresses and of IPv6 global unicast addresses,
// all of which begin with 2 or 3; RFC 4291 for the shape.

/// Finds public network addresses in a text.
struct NetworkAddresses {
  private let text: [UInt8]
  private let lower: [UInt8]

  /// - Parameter lower: the text in lower case, byte by byte.
  init(_ text: [UInt8], lower: [UInt8]) {
    self.text = text
    self.lower = lower
  }

  // MARK: Four numbers

  /// The end of a public address of four numbers.
  func publicEnd(_ start: Int, _ end: Int) -> Int? {
    var parts: [Int] = []
    var number = 0
    var digits = 0
    var stop = start
    scan: while stop < end {
      switch text[stop] {
      case 0x30...0x39:
        number = number * 10 + Int(text[stop] - 0x30)
        digits += 1
        if digits > 3 { return nil }
      case 0x2e:
        if digits == 0 || parts.count == 3 { break scan }
        parts.append(number)
        number = 0
        digits = 0
      default: return nil
      }
      stop += 1
    }
    guard digits > 0, parts.count == 3 else { return nil }
    parts.append(number)
    return parts.allSatisfy { $0 < 256 } && Self.isPublic(parts) ? stop : nil
  }

  private static func isPublic(_ parts: [Int]) -> Bool {
    switch (parts[0], parts[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168), (100, 64...127), (172, 16...31),
      (224..., _):
      false
    default: true
    }
  }

  // MARK: Eight groups

  /// The end of an address of eight groups, if it is a public one, or one of a private network,
  /// whose groups are not to be taken for the beginning of another.
  func groupsEnd(_ start: Int) -> (end: Int, isPublic: Bool)? {
    let isPublic = lower[start] == 0x32 || lower[start] == 0x33
    guard isPublic || isPrivate(start), group(start) == 4 else { return nil }
    var groups = 1
    var at = start + 4
    var isShortened = false
    while groups < 8, at < text.count, text[at] == 0x3a {
      let isGap = !isShortened && at + 1 < text.count && text[at + 1] == 0x3a
      let next = at + (isGap ? 2 : 1)
      let digits = group(next)
      if digits == 0, !isGap || !isFree(next) { break }
      isShortened = isShortened || isGap
      groups += digits > 0 ? 1 : 0
      at = next + digits
      if digits == 0 { break }
    }
    let goesOn = at < text.count && text[at] == 0x3a && group(at + 1) > 0
    guard isShortened ? groups < 8 : groups == 8, !goesOn else { return nil }
    return (endOfNumbers(at), isPublic)
  }

  /// `fc00::/7` and `fe80::/10`.
  private func isPrivate(_ start: Int) -> Bool {
    guard lower[start] == 0x66, start + 2 < lower.count else { return false }
    return lower[start + 1] == 0x63 || lower[start + 1] == 0x64
      || lower[start + 1] == 0x65 && "89ab".utf8.contains(lower[start + 2])
  }

  /// How many digits a group has; 0 where none is.
  private func group(_ start: Int) -> Int {
    guard start < lower.count else { return 0 }
    let digits = lower[start...].prefix(5).prefix { $0.isDigit || $0 &- 0x61 < 6 }
    if digits.count > 4 { return 0 }
    let isWord = digits.endIndex < lower.count && lower[digits.endIndex].isOfWord
    return isWord ? 0 : digits.count
  }

  /// Whether an address may end with `::` here: no name follows.
  private func isFree(_ at: Int) -> Bool {
    at == text.count || " \t\n/,;)]\"'".utf8.contains(text[at])
  }

  /// Some end as the shorter addresses are written.
  private func endOfNumbers(_ start: Int) -> Int {
    var end = start
    while end + 1 < text.count, text[end] == 0x2e, text[end + 1].isDigit {
      end += 1
      while end < text.count, text[end].isDigit { end += 1 }
    }
    return end
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 0x30 < 10 }
  /// Of a text in lower case.
  fileprivate var isOfWord: Bool { isDigit || self &- 0x61 < 26 || self == 0x5f || self >= 0x80 }
}
