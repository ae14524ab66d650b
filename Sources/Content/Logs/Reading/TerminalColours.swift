/// Colours of a terminal, which say nothing: `ESC [ 31 m`.
enum TerminalColours {
  /// The line without them; nil when it has none.
  static func removed(from line: UnsafeRawBufferPointer) -> [UInt8]? {
    guard line.contains(0x1b) else { return nil }
    var text: [UInt8] = []
    var at = 0
    while at < line.count {
      if line[at] == 0x1b, at + 1 < line.count, line[at + 1] == 0x5b {
        at += 2
        while at < line.count, !line[at].isLetter { at += 1 }
        at += 1
      } else {
        text.append(line[at])
        at += 1
      }
    }
    return text
  }
}
