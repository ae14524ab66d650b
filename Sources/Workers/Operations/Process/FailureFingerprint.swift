import Files
import Logs

// When two events are the same failure: the same class, the same exception, and the same way to it
// through the program's own code; without such a way, the same words but for what varies. An entry
// of the rules comes first (the class), then the trace, then the exception, then the message. Of a
// module that cannot be loaded the message tells, and not who wanted it. Of a
// line of a web server's access log the request tells, all of which varies: method, first folder
// and status.
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
    if trace.frames.isEmpty || Self.isOfLoading(trace) {
      let isTold = trace.exception.isEmpty || trace.message.isEmpty
      parts.append(Self.request(message) ?? shape(isTold ? message : trace.message))
    } else {
      parts += trace.frames
    }
    let text = parts.joined(separator: "|")
    return String(Fingerprint(of: text.utf8).description.prefix(16))
  }

  /// A module that cannot be loaded fails wherever it is asked for.
  private static func isOfLoading(_ trace: StackTrace) -> Bool {
    trace.frames.first?.hasSuffix(".<module>") == true
      && ["ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError"]
        .contains(trace.exception)
  }

  /// `GET /cart 500` of `"GET /cart/17?a=b HTTP/1.1" 500 12`; nil when it is no such line.
  private static func request(_ message: String) -> String? {
    let parts = message.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty else { return nil }
    let words = parts[1].split(separator: " ")
    let status = parts[2].split(separator: " ").first ?? ""
    guard words.count == 3, words[2].hasPrefix("HTTP/"), status.count == 3, Int(status) != nil
    else {
      return nil
    }
    let path = words[1].prefix { $0 != "?" }
    let folder = path.split(separator: "/").first ?? ""
    let varies = folder.utf8.contains { (0x30...0x39).contains($0) }
    return "\(words[0]) /\(varies ? "<*>" : folder) \(status)"
  }

  /// A message without what varies: words with a digit, quoted text, what was taken out.
  mutating func shape(_ message: String) -> String {
    let masked = miner.masked(Self.withoutQuotes(Self.withoutRequest(message)))
    let words = masked.split(separator: " ").map { word -> Substring in
      let varies = word.utf8.contains { (0x30...0x39).contains($0) || $0 == 0x3c || $0 == 0x40 }
      return varies ? "<*>" : word
    }
    return words.joined(separator: " ")
  }

  /// What nginx says without whose request it was, which it writes behind.
  private static func withoutRequest(_ message: String) -> String {
    guard let client = message.firstRange(of: ", client: "),
      message[client.upperBound...].contains(", server: ")
    else { return message }
    return String(message[..<client.lowerBound])
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
