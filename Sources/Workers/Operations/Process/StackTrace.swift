// What an exception is called and where it came from. A trace tells of the exception first and then
// of the frames, or the other way round; where one exception was caused by another, the cause is
// told, with the frames of the cause.

/// The exception and the frames that a text tells of.
struct StackTrace: Equatable {
  enum Language: String {
    case python, java, node, swift, go, rust, other
  }

  /// `KeyError`, `java.lang.NullPointerException`; empty when no exception is named.
  var exception = ""
  /// What stands behind the exception's name.
  var message = ""
  var language = Language.other
  /// Of the program's own code, the innermost first, at most five.
  var frames: [String] = []

  static let framesMax = 5

  init(_ text: String) {
    var frames = FrameReader()
    for line in text.split(separator: "\n") {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if frames.take(trimmed, isIndented: trimmed.count < line.count) { continue }
      if let cause = Self.cause(trimmed) {
        (exception, message) = cause
        frames.beginCause()
      } else if exception.isEmpty || frames.language == .python {
        take(exceptionIn: trimmed)
      }
    }
    language = frames.language
    self.frames = Array(frames.own.prefix(Self.framesMax))
    if language == .other, !exception.isEmpty {
      language = Self.javaPackages.contains { exception.hasPrefix($0) } ? .java : .python
    }
  }

  /// Python tells the exception last, Java the cause last; others once.
  private mutating func take(exceptionIn line: Substring) {
    for word in line.split(separator: " ").prefix(8) where word.hasSuffix(":") {
      let name = word.dropLast()
      guard Self.isException(name), let range = line.firstRange(of: word) else { continue }
      exception = String(name)
      message = String(line[range.upperBound...].drop { $0 == " " })
      return
    }
  }

  /// `Caused by: com.acme.CartError: y`; the message may be missing.
  private static func cause(_ line: Substring) -> (String, String)? {
    guard line.hasPrefix("Caused by: ") else { return nil }
    let rest = line.dropFirst("Caused by: ".count)
    let name = rest.prefix { $0 != ":" && $0 != " " }
    guard isException(name) || name.contains(".") && rest[name.endIndex...].hasPrefix(":") else {
      return nil
    }
    return (String(name), String(rest[name.endIndex...].drop { $0 == ":" || $0 == " " }))
  }

  /// What the names of Java's classes begin with: its own, and domains turned round.
  private static let javaPackages = [
    "java.", "javax.", "jakarta.", "kotlin.", "scala.", "org.", "com.", "net.",
  ]

  private static func isException(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7a,
      name.utf8.allSatisfy({ $0.isNamePart }), name.count > 5
    else { return false }
    let last = name.split(separator: ".").last ?? name
    return last.first?.isUppercase == true
      && ["Error", "Exception", "Expired", "Interrupt", "Failure"].contains { last.hasSuffix($0) }
  }
}

extension UInt8 {
  /// A letter, digit, underscore, point or dollar sign.
  fileprivate var isNamePart: Bool {
    self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 || self == 0x5f || self == 0x2e || self == 0x24
  }
}
