/// Makes TAR files.
///
/// Source: POSIX.1-2017, pax, “ustar Interchange Format”.
package enum TARFixture {
  /// - Parameter kind: `0` a file, `1` a hard link, `2` a symbolic link, `3` a device, `6` a FIFO.
  package static func entry(_ name: String, _ text: String = "", kind: Character = "0") -> [UInt8] {
    let content = Array(text.utf8)
    var header = [UInt8](repeating: 0, count: 512)
    put(name, at: 0, in: &header)
    put("0000644\0" + "0000000\0" + "0000000\0", at: 100, in: &header)
    put(octal(content.count, 11) + " " + octal(0, 11) + " ", at: 124, in: &header)
    put("        \(kind)", at: 148, in: &header)
    put("/etc/passwd", at: 157, in: &header)
    put("ustar\u{0}00", at: 257, in: &header)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148, in: &header)
    let padding = (512 - content.count % 512) % 512
    return header + content + [UInt8](repeating: 0, count: padding)
  }

  package static func file(_ entries: [[UInt8]]) -> [UInt8] {
    entries.flatMap(\.self) + [UInt8](repeating: 0, count: 1024)
  }

  private static func put(_ text: String, at offset: Int, in header: inout [UInt8]) {
    header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
  }

  private static func octal(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
