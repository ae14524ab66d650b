import Files
import Logs

// When two events are the same failure: the same class, the same exception, and the same way to it
// through the program's own code; without such a way, the same words but for what varies. An entry
// of the rules comes first (the class), then the trace, then the exception, then the message.
//
// Source: the order is that of Sentry's grouping, docs.sentry.io, “Issue Grouping”.

/// What is the same for the same failure, in every file, release and machine.
struct FailureFingerprint {
  /// Stored with each fingerprint, so that another way of counting never meets this one.
  static let version = "v1"

  private var miner = TemplateMiner()

  /// 16 hexadecimal digits.
  mutating func fingerprint(_ kind: String, _ trace: StackTrace, message: String) -> String {
    var parts = [Self.version, kind, trace.exception]
    if trace.frames.isEmpty {
      parts.append(
        shape(trace.exception.isEmpty || trace.message.isEmpty ? message : trace.message))
    } else {
      parts += trace.frames
    }
    let text = parts.joined(separator: "|")
    return String(Fingerprint(of: text.utf8).description.prefix(16))
  }

  /// A message without what varies: words with a digit, quoted text, what was taken out.
  mutating func shape(_ message: String) -> String {
    let masked = miner.masked(Self.withoutQuotes(message))
    let words = masked.split(separator: " ").map { word -> Substring in
      let varies = word.utf8.contains { (0x30...0x39).contains($0) || $0 == 0x3c || $0 == 0x40 }
      return varies ? "<*>" : word
    }
    return words.joined(separator: " ")
  }

  /// `'anything'` as `<*>`; an apostrophe within a word stays.
  private static func withoutQuotes(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let opens = bytes[at] == 0x27 && (at == 0 || !isLetter(bytes[at - 1]))
      if opens, let close = bytes[(at + 1)...].firstIndex(of: 0x27) {
        result += "<*>".utf8
        at = close + 1
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }
}
