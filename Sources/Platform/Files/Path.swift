import Glibc

/// A file system path as the kernel knows it: bytes, not text.
///
/// Names on Linux need not be UTF-8, and a `String` would silently replace what is not. A path has
/// no NUL, no empty component and no trailing slash; `.` and `..` are not resolved.
package struct Path: Hashable, Sendable, Comparable, ExpressibleByStringLiteral {
  package let bytes: [UInt8]

  package init(_ text: String) { self.init(bytes: text.utf8) }

  package init(stringLiteral value: String) { self.init(value) }

  package init(bytes: some Sequence<UInt8>) {
    var clean: [UInt8] = []
    for byte in bytes where byte != 0 {
      if byte == UInt8(ascii: "/"), clean.last == byte { continue }
      clean.append(byte)
    }
    if clean.count > 1, clean.last == UInt8(ascii: "/") { clean.removeLast() }
    self.bytes = clean
  }

  private init(trusted bytes: [UInt8]) { self.bytes = bytes }

  package static func / (path: Path, name: String) -> Path { path.appending(Array(name.utf8)) }

  package static func / (path: Path, other: Path) -> Path { path.appending(other.bytes) }

  /// The path with a name (or a relative path) below it. The name is taken as it is: no NUL.
  package func appending(_ name: [UInt8]) -> Path {
    if bytes.isEmpty || name.isEmpty { return Path(trusted: bytes + name) }
    var joined = bytes
    joined.reserveCapacity(bytes.count + 1 + name.count)
    if joined.last != UInt8(ascii: "/") { joined.append(UInt8(ascii: "/")) }
    joined.append(contentsOf: name)
    return Path(trusted: joined)
  }

  /// The last component; empty for the empty path.
  package var name: [UInt8] {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes }
    return Array(bytes[(slash + 1)...])
  }

  /// All but the last component; the empty path for a single name.
  package var parent: Path {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return Path(trusted: []) }
    return Path(trusted: slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash]))
  }

  package var isAbsolute: Bool { bytes.first == UInt8(ascii: "/") }

  package var isEmpty: Bool { bytes.isEmpty }

  /// The names between the slashes.
  package var components: [[UInt8]] { bytes.split(separator: UInt8(ascii: "/")).map(Array.init) }

  /// The path below `base`, or nil when it does not lie there.
  package func relative(to base: Path) -> Path? {
    if base.isEmpty { return self }
    guard bytes.starts(with: base.bytes) else { return nil }
    if bytes.count == base.bytes.count { return Path(trusted: []) }
    let slash = UInt8(ascii: "/")
    if base.bytes.last == slash { return Path(trusted: Array(bytes[base.bytes.count...])) }
    guard bytes[base.bytes.count] == slash else { return nil }
    return Path(trusted: Array(bytes[(base.bytes.count + 1)...]))
  }

  package static func < (left: Path, right: Path) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Calls `body` with the path as C wants it; an empty path becomes `.`.
  package func withCString<Result>(
    _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 2) { buffer in
      var end = 0
      for byte in bytes.isEmpty ? [UInt8(ascii: ".")] : bytes {
        buffer.initializeElement(at: end, to: CChar(bitPattern: byte))
        end += 1
      }
      buffer.initializeElement(at: end, to: 0)
      guard let start = buffer.baseAddress else { preconditionFailure("a path has room") }
      return try body(UnsafePointer(start))
    }
  }
}

extension Path: CustomStringConvertible {
  /// The path as a person may see it: control characters and what is no UTF-8 as `\xNN`, so that
  /// a file name can neither forge a line nor steer a terminal.
  package var description: String { Path.escaped(bytes) }

  /// One name or text, escaped as ``description`` says.
  package static func escaped(_ bytes: some Collection<UInt8>) -> String {
    // Most names, and asked of each in the inbox.
    if bytes.allSatisfy({ (0x20..<0x7f).contains($0) }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    if let text = String(validating: bytes, as: UTF8.self) {
      if !text.unicodeScalars.contains(where: isUnsafe) { return text }
      return text.unicodeScalars.reduce(into: "") { result, scalar in
        if isUnsafe(scalar) {
          result += String(scalar).utf8.reduce(into: "") { $0 += hex($1) }
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return bytes.reduce(into: "") { result, byte in
      result += (0x20..<0x7f).contains(byte) ? String(UnicodeScalar(byte)) : hex(byte)
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }

  /// Control characters, and the marks that turn the direction of text.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}
