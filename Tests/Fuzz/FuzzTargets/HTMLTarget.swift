import Pages

/// Text in a page stays text.
enum HTMLTarget {
  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var writer = HTMLWriter()
    writer.text(text)
    let escaped = writer.string
    expect(
      !escaped.utf8.contains { "<>\"'".utf8.contains($0) }, "markup is left: \(escaped)")
    expect(
      !escaped.utf8.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D },
      "a control character is left")
    let name = slug(text)
    expect(
      (1...60).contains(name.utf8.count)
        && name.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }, "it is no slug: \(name)")
  }
}
