import Logs

// A private key stands in a block of lines. In a log whose lines have no times each of them is an
// event of its own, which shows nothing of what it is part of.

/// Takes the rest of a private key out of the events behind the one that it begins in: of each
/// program's, since others may speak meanwhile.
struct KeyBlocks {
  private var blocks: [String: KeyBlock] = [:]

  /// Of more programs in one log only those are remembered that are within a key.
  private static let streamsMax = 100

  /// - Parameters:
  ///   - text: of an event, all its lines.
  ///   - stream: what tells its program's events from those of others.
  /// - Returns: what may go on to the ``Redactor``, which takes out whole blocks.
  mutating func rest(of text: String, stream: String) -> String {
    if blocks.count > Self.streamsMax { blocks = blocks.filter(\.value.isInside) }
    return blocks[stream, default: KeyBlock()].rest(of: text)
  }
}

/// The events of one program.
private struct KeyBlock {
  private(set) var isInside = false
  private var lines = 0

  /// More than the lines of any key.
  private static let linesMax = 400
  private static let columnsMax = 80

  mutating func rest(of text: String) -> String {
    if !isInside, !Self.hasRule(text) { return text }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var hasTaken = false
    while isInside, let line = lines.first {
      let isEnd = line.contains(Self.end)
      self.lines += 1
      isInside = !isEnd && self.lines < Self.linesMax && Self.mayBeOfKey(line)
      if !isEnd, !isInside { break }
      lines.removeFirst()
      hasTaken = true
    }
    let rest = lines.joined(separator: "\n")
    if let begin = rest.ranges(of: Self.begin).last {
      let open = rest[begin.upperBound...]
      isInside = open.contains("KEY") && !open.contains(Self.end)
      self.lines = 0
    }
    if !hasTaken { return text }
    return lines.isEmpty ? Self.mark : "\(Self.mark)\n\(rest)"
  }

  /// Whether there are five hyphens in a row: nearly all events have none.
  private static func hasRule(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var hyphens = 0
      for byte in bytes {
        hyphens = byte == 0x2d ? hyphens + 1 : 0
        if hyphens == 5 { return true }
      }
      return false
    }
  }

  private static let begin = "-----BEGIN "
  private static let end = "-----END "
  private static let mark = "<secret>"

  /// Base64, and the lines at its head such as `DEK-Info: AES-128-CBC,…`.
  private static func mayBeOfKey(_ line: Substring) -> Bool {
    let text = line.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    if text.count > columnsMax { return false }
    let head = text.prefix { $0 != 0x3a }
    if head.count < text.count { return heads.contains { head.elementsEqual($0.utf8) } }
    return text.allSatisfy { byte in
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "+/=\r".utf8.contains(byte)
    }
  }

  private static let heads = ["Proc-Type", "DEK-Info", "Version", "Comment"]
}
