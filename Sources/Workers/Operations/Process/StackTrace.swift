// What an exception is called and where it came from, in the traces of the usual languages:
//
//   Python   File "/srv/app/billing.py", line 12, in total        → billing.total
//   Java     at com.acme.Cart.total(Cart.java:12)                 → com.acme.Cart.total
//   Node     at renderList (/srv/dist/list.js:3:17)               → list.renderList
//   Swift    0 [ra] 0x1f Router.match(_:) + 5 in server at …      → Router.match(_:)
//   Go       main.(*Server).handle(0xc000…)                       → main.(*Server).handle
//   Rust     3: acme::cart::total                                 → acme::cart::total
//
// Numbers of lines, folders of releases and addresses change with each release, so they are left
// out.

/// The exception and the frames that a text tells of.
struct StackTrace: Equatable {
  enum Language: String {
    case python, java, node, swift, other
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
    var python: [String] = []
    var others: [String] = []
    for line in text.split(separator: "\n") {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if let frame = Self.pythonFrame(trimmed) {
        language = .python
        if let name = frame { python.append(name) }
      } else if let frame = frame(trimmed, isIndented: trimmed.count < line.count) {
        if !frame.isEmpty { others.append(frame) }
      } else {
        take(exceptionIn: trimmed)
      }
    }
    frames = Array((python.isEmpty ? others : python.reversed()).prefix(Self.framesMax))
    if language == .other, !exception.isEmpty {
      language = exception.hasPrefix("java") || exception.hasPrefix("javax") ? .java : .python
    }
  }

  /// Python tells the exception last, Java the cause last; others once.
  private mutating func take(exceptionIn line: Substring) {
    let isCause = line.hasPrefix("Caused by:")
    if !exception.isEmpty, !isCause, language != .python { return }
    for word in line.split(separator: " ").prefix(8) where word.hasSuffix(":") {
      let name = word.dropLast()
      guard Self.isException(name), let range = line.firstRange(of: word) else { continue }
      exception = String(name)
      message = String(line[range.upperBound...].drop { $0 == " " })
      return
    }
  }

  private static func isException(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7a,
      name.utf8.allSatisfy({ $0.isNamePart }), name.count > 5
    else { return false }
    let last = name.split(separator: ".").last ?? name
    return last.first?.isUppercase == true
      && ["Error", "Exception", "Expired", "Interrupt", "Failure"].contains { last.hasSuffix($0) }
  }

  /// - Returns: nil when it is no frame; inside, nil when it is a frame of somebody else's code.
  private static func pythonFrame(_ line: Substring) -> String?? {
    guard line.hasPrefix("File \"") else { return nil }
    let rest = line.dropFirst(6)
    guard let quote = rest.firstIndex(of: "\"") else { return nil }
    let path = rest[..<quote]
    let foreign = ["site-packages", "dist-packages", "/lib/python", "<frozen"]
    if foreign.contains(where: { path.contains($0) }) { return .some(nil) }
    let function = rest[quote...].split(separator: " ").last ?? ""
    return "\(module(path)).\(function)"
  }

  /// The name of a file without its folder and ending.
  private static func module(_ path: Substring) -> Substring {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? path
    return name.lastIndex(of: ".").map { name[..<$0] } ?? name
  }

  /// - Returns: nil when it is no frame; empty for somebody else's code.
  private mutating func frame(_ line: Substring, isIndented: Bool) -> String? {
    if line.hasPrefix("at "), isIndented { return dottedFrame(line.dropFirst(3)) }
    if let range = line.firstRange(of: "0x"), line.first?.isNumber == true,
      line[..<range.lowerBound].allSatisfy({ $0.isNumber || " []ra".contains($0) })
    {
      language = .swift
      let rest = line[range.upperBound...].drop { $0.isHexDigit }.drop { $0 == " " }
      let end = rest.firstRange(of: " + ")?.lowerBound ?? rest.endIndex
      return rest.contains("/usr/lib/swift") ? "" : String(rest[..<end])
    }
    return nil
  }

  /// Java's and Node's.
  private mutating func dottedFrame(_ line: Substring) -> String {
    guard let bracket = line.lastIndex(of: "(") else {
      language = .node
      return Self.isForeign(line) ? "" : String(Self.module(line.prefix { $0 != ":" }))
    }
    let place = line[line.index(after: bracket)...]
    let function = line[..<bracket].drop { $0 == " " }
    if place.contains(".java:") || place.contains(".kt:") || place.contains(".scala:")
      || place.hasPrefix("Native Method") || place.hasPrefix("Unknown Source")
    {
      language = .java
      return Self.isForeign(function) ? "" : String(function)
    }
    language = .node
    if Self.isForeign(place) { return "" }
    let name = function.split(separator: " ").last ?? ""
    return "\(Self.module(place.prefix { $0 != ":" && $0 != ")" })).\(name)"
  }

  private static func isForeign(_ name: Substring) -> Bool {
    foreign.contains { name.hasPrefix($0) } || name.contains("node_modules")
      || name.contains("node:")
  }

  /// What comes with the language or its frameworks.
  private static let foreign = [
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin.", "scala.", "org.springframework.",
    "org.apache.", "org.eclipse.", "org.hibernate.", "org.junit.", "io.netty.", "reactor.",
    "jakarta.", "internal/",
  ]
}

extension UInt8 {
  /// A letter, digit, underscore, point or dollar sign.
  fileprivate var isNamePart: Bool {
    self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 || self == 0x5f || self == 0x2e || self == 0x24
  }
}
