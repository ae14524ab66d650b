/// A word of a command line: bytes, as every name on Linux is.
struct Word: Equatable, ExpressibleByStringLiteral {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  init(_ text: String) { bytes = Array(text.utf8) }

  init(stringLiteral text: String) { self.init(text) }

  /// For what the program itself has names for, and for people: what is no UTF-8 is replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// An option and its value, where the word has both.
  var parts: (name: String, value: Word?) {
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else { return (text, nil) }
    return (
      String(decoding: bytes[..<sign], as: UTF8.self), Word(bytes: Array(bytes[(sign + 1)...]))
    )
  }

  /// Those that the process was started with, behind its name. `CommandLine.arguments` would have
  /// replaced what is no UTF-8, and named another file.
  static func ofProcess() -> [Word] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      guard let start = CommandLine.unsafeArgv[index] else { return nil }
      var bytes: [UInt8] = []
      while start[bytes.count] != 0 { bytes.append(UInt8(bitPattern: start[bytes.count])) }
      return Word(bytes: bytes)
    }
  }
}
