import Archives
import Files

/// Names of files lead nowhere but where they should, and can be shown.
enum NameTarget {
  static func run(_ bytes: [UInt8]) {
    let shown = Path.escaped(bytes)
    expect(
      !shown.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F },
      "a control character is shown")
    guard let name = try? EntryName(bytes) else { return }
    let parts = name.path.components
    expect(!parts.isEmpty && parts.count <= 16, "a name of \(parts.count) parts")
    for part in parts {
      expect(
        !part.isEmpty && part.count <= 255 && !part.contains(0) && !part.contains(0x2F)
          && !part.contains(0x5C) && !part.elementsEqual("..".utf8)
          && !part.elementsEqual(".".utf8),
        "a part leads away: \(shown)")
    }
  }
}
