/// Cuts written places into their parts.
enum Places {
  /// The parts between commas, and between dashes with blanks around them, in written order.
  static func parts(_ location: String) -> [String] { parts(location, cutsLongDashes: true) }

  /// - Parameter cutsLongDashes: otherwise `Lekki – Lagos` is one part.
  static func parts(_ location: String, cutsLongDashes: Bool) -> [String] {
    var parts: [String] = []
    let bytes = location.utf8
    var start = bytes.startIndex
    var index = start
    while index != bytes.endIndex {
      var next = bytes.index(after: index)
      let isLong = cutsLongDashes && isLongDash(bytes, at: index)
      if isLong { next = bytes.index(index, offsetBy: longDashBytes) }
      if isLong || isDivider(bytes[index]) || isLooseDash(bytes, at: index) {
        append(bytes[start..<index], to: &parts)
        start = next
      }
      index = next
    }
    append(bytes[start...], to: &parts)
    return withoutLooseNumbers(parts)
  }

  /// The number of a house belongs to the street behind it: `12, Mill Lane`.
  private static func withoutLooseNumbers(_ parts: [String]) -> [String] {
    guard parts.count > 1, StreetAddress.isHouseNumber(parts[0]) else { return parts }
    return ["\(parts[0]) \(parts[1])"] + parts[2...]
  }

  private static func isDivider(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x0a
  }

  private static func isLooseDash(_ bytes: String.UTF8View, at index: String.Index) -> Bool {
    guard bytes[index] == UInt8(ascii: "-"), index != bytes.startIndex else { return false }
    let next = bytes.index(after: index)
    return bytes[bytes.index(before: index)] == 0x20 && next != bytes.endIndex
      && bytes[next] == 0x20
  }

  /// Whether a text has a dash that ``parts(_:cutsLongDashes:)`` may cut at.
  static func hasLongDash(_ text: String) -> Bool {
    text.utf8.contains(0xe2) && text.utf8.indices.contains { isLongDash(text.utf8, at: $0) }
  }

  private static let longDashBytes = 3

  /// `–` or `—` with blanks around it.
  private static func isLongDash(_ bytes: String.UTF8View, at index: String.Index) -> Bool {
    guard bytes[index] == 0xe2, index != bytes.startIndex else { return false }
    let around = bytes[bytes.index(before: index)...].prefix(longDashBytes + 2)
    return around.elementsEqual([0x20, 0xe2, 0x80, 0x93, 0x20])
      || around.elementsEqual([0x20, 0xe2, 0x80, 0x94, 0x20])
  }

  private static func append(_ part: Substring.UTF8View, to parts: inout [String]) {
    var part = part.drop { $0 <= 0x20 }
    while let last = part.last, last <= 0x20 || last == UInt8(ascii: ".") { part.removeLast() }
    if let text = String(part), !text.isEmpty { parts.append(Spacing.single(text)) }
  }
}
