/// An address that is safe to put into a page.
///
/// Only `http`, `https`, `mailto`, `tel`, `geo` and relative addresses can become a link; a script,
/// a `data:` address, an address with control characters or one that names another host without a
/// scheme (`//host`) cannot. Characters that may not stand in an address are percent-encoded, so
/// the text is a valid URL in the sense of the WHATWG URL standard.
@usableFromInline package struct Link: Hashable, Sendable {
  /// The address, percent-encoded but not yet escaped for HTML.
  @usableFromInline let text: String
  /// The address begins at the top of the page's site, wherever in it the page is.
  @usableFromInline let isInSite: Bool

  /// The address, percent-encoded, to be put where ``HTMLWriter`` escapes it.
  package var address: String { text }

  /// The same in ASCII, for programs that know nothing else.
  package var asciiAddress: String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte < 0x80 { bytes.append(byte) } else { Link.appendEncoded(byte, to: &bytes) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// - Parameter address: As it came from a file; blanks around it are ignored.
  /// - Returns: `nil` when the address is empty or not of an allowed kind.
  package init?(_ address: String) {
    let bytes = Link.trimmed(address.utf8)
    guard !bytes.isEmpty, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    guard Link.isAllowed(bytes) else { return nil }
    text = Link.encoded(bytes)
    isInSite = false
  }

  /// A relative address written in the source code.
  package init(path: StaticString) {
    text = path.description
    isInSite = false
  }

  /// A file of the page's own site; ``HTMLWriter/root`` says how a page leads to it.
  ///
  /// - Parameter path: from the top of the site, of ASCII letters, digits and `-._/`.
  package init(inSite path: String) {
    precondition(path.utf8.allSatisfy(Link.isPlain), "“\(path)” is no path within a site")
    text = path
    isInSite = true
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  /// A place in the same page; what may not stand in a name becomes a hyphen.
  package init(fragment: String) {
    text = "#" + slug(fragment)
    isInSite = false
  }

  /// A telephone number; every character but digits and a leading `+` is dropped.
  ///
  /// - Returns: `nil` with fewer than three digits or more than fifteen, the most E.164 allows.
  package init?(telephone: String) {
    let digits = telephone.utf8.filter { (0x30...0x39).contains($0) }
    guard (3...15).contains(digits.count) else { return nil }
    let isInternational = Link.trimmed(telephone.utf8).first == 0x2B
    text = "tel:" + (isInternational ? "+" : "") + String(decoding: digits, as: UTF8.self)
    isInSite = false
  }

  private static func trimmed(_ bytes: String.UTF8View) -> [UInt8] {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    var slice = Array(bytes)[...]
    while let first = slice.first, isBlank(first) { slice.removeFirst() }
    while let last = slice.last, isBlank(last) { slice.removeLast() }
    return Array(slice)
  }

  private static func isAllowed(_ bytes: [UInt8]) -> Bool {
    let end =
      bytes.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 || $0 == 0x5C } ?? bytes.count
    guard let colon = bytes[..<end].firstIndex(of: 0x3A) else { return isRelative(bytes) }
    let rest = bytes[(colon + 1)...]
    switch String(decoding: bytes[..<colon], as: UTF8.self).lowercased() {
    case "http", "https": return hasHost(rest)
    case "mailto", "tel", "geo": return !rest.isEmpty
    default: return false
    }
  }

  private static func isRelative(_ bytes: [UInt8]) -> Bool {
    let isSlash = { (byte: UInt8) in byte == 0x2F || byte == 0x5C }
    if bytes[0] == 0x5C { return false }
    return !(bytes.count > 1 && isSlash(bytes[0]) && isSlash(bytes[1]))
  }

  /// Whether `//host` follows, with no user name in it: `https://bank@evil.example` deceives.
  private static func hasHost(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: [0x2F, 0x2F]) else { return false }
    let host = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
    guard let first = host.first, first != 0x3A, first != 0x2E else { return false }
    return host.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F, 0x80...: true
      default: false
      }
    }
  }

  private static func encoded(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var hasFragment = false
    for (index, byte) in bytes.enumerated() {
      let mayStand =
        switch byte {
        case 0x23: !hasFragment
        case 0x25: isEscape(bytes, at: index)
        case 0x20, 0x22, 0x3C, 0x3E, 0x5B...0x5E, 0x60, 0x7B...0x7D: false
        default: true
        }
      if byte == 0x23 { hasFragment = true }
      if mayStand { output.append(byte) } else { appendEncoded(byte, to: &output) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + 2 < bytes.count else { return false }
    return bytes[(index + 1)...(index + 2)].allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
    }
  }

  /// A text as a value within the query of an address.
  package static func queryValue(_ text: String) -> String {
    var value: [UInt8] = []
    value.reserveCapacity(text.utf8.count * 3 / 2)
    for byte in text.utf8 {
      switch byte {
      case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x7E: value.append(byte)
      default: appendEncoded(byte, to: &value)
      }
    }
    return String(decoding: value, as: UTF8.self)
  }

  private static func appendEncoded(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x25)
    bytes.append(hexadecimal(byte >> 4))
    bytes.append(hexadecimal(byte & 15))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? 0x30 + digit : 0x37 + digit
  }
}
