// Where a failure came from, in the traces of the usual languages:
//
//   Python   File "/srv/app/billing.py", line 12, in total        → billing.total
//   Java     at com.acme.Cart.total(Cart.java:12)                 → com.acme.Cart.total
//   Node     at renderList (/srv/dist/list.js:3:17)               → list.renderList
//   Swift    0 [ra] 0x1f Router.match(_:) + 5 in server at …      → Router.match(_:)
//   Go       main.(*Server).handle(0xc000…), its place below it   → main.(*Server).handle
//   Rust     3: acme::cart::total::h0123…, its place below it     → acme::cart::total
//
// Numbers of lines, folders of releases and addresses change with each release, so they are left
// out.

/// Reads the frames of a trace, line by line.
struct FrameReader {
  private(set) var language = StackTrace.Language.other
  /// As they are written; empty for somebody else's code.
  private var frames: [String] = []
  /// Of the exception that was caused by the one at hand.
  private var enclosing: [String] = []
  /// The line above, which may be what Go calls a frame.
  private var above: Substring = ""
  /// Go tells of all its threads, first of the one that failed.
  private var threads = 0

  /// Of the program's own code, the innermost first.
  var own: [String] {
    (language == .python ? frames.reversed() : frames).filter { !$0.isEmpty }
  }

  /// What follows are the frames of the cause. Those that it has in common with the exception that
  /// it caused may be left out below: `... 12 more`.
  mutating func beginCause() {
    enclosing = frames
    frames = []
  }

  /// - Returns: whether the line is of the trace's frames.
  mutating func take(_ line: Substring, isIndented: Bool) -> Bool {
    defer { above = isIndented ? "" : line }
    if line.hasPrefix("Traceback (most recent call last)") { beginCause() }
    if line.hasPrefix("goroutine ") { threads += 1 }
    if line.hasPrefix("... "), line.hasSuffix(" more"),
      let count = Int(line.dropFirst(4).dropLast(5))
    {
      frames += enclosing.suffix(max(0, count))
      return true
    }
    let frame = pythonFrame(line) ?? swiftFrame(line) ?? (isIndented ? indentedFrame(line) : nil)
    if let frame { frames.append(frame) }
    return frame != nil || isIndented && isPlaceOfRust(line)
  }

  private mutating func indentedFrame(_ line: Substring) -> String? {
    if let frame = goFrame(line) ?? rustFrame(line) { return frame }
    return line.hasPrefix("at ") && language != .rust ? dottedFrame(line.dropFirst(3)) : nil
  }

  private mutating func pythonFrame(_ line: Substring) -> String? {
    guard line.hasPrefix("File \"") else { return nil }
    let rest = line.dropFirst(6)
    guard let quote = rest.firstIndex(of: "\"") else { return nil }
    language = .python
    let path = rest[..<quote]
    let foreign = ["site-packages", "dist-packages", "/lib/python", "<frozen"]
    if foreign.contains(where: { path.contains($0) }) { return "" }
    let function = rest[quote...].split(separator: " ").last ?? ""
    return "\(Self.module(path)).\(function)"
  }

  /// The name of a file without its folder and ending.
  private static func module(_ path: Substring) -> Substring {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? path
    return name.lastIndex(of: ".").map { name[..<$0] } ?? name
  }

  private mutating func swiftFrame(_ line: Substring) -> String? {
    guard line.first?.isNumber == true, let range = line.firstRange(of: "0x"),
      line[..<range.lowerBound].allSatisfy({ $0.isNumber || " []ra".contains($0) })
    else { return nil }
    language = .swift
    let rest = line[range.upperBound...].drop { $0.isHexDigit }.drop { $0 == " " }
    let end = rest.firstRange(of: " + ")?.lowerBound ?? rest.endIndex
    return rest.contains("/usr/lib/swift") ? "" : String(rest[..<end])
  }

  // MARK: Java and Node

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

  // MARK: Go and Rust

  /// `/srv/x.go:12 +0x1b` below `main.f(0x1)`.
  private mutating func goFrame(_ line: Substring) -> String? {
    let path = line.prefix { $0 != ":" }
    guard path.hasSuffix(".go"), above.hasSuffix(")"), let bracket = above.lastIndex(of: "(") else {
      return nil
    }
    language = .go
    let name = above[..<bracket]
    let isForeign =
      name == "panic" || name.hasPrefix("runtime.") || path.hasPrefix("/usr/l")
      || path.contains("/pkg/mod/") || path.contains("/vendor/")
    return isForeign || threads > 1 ? "" : String(name)
  }

  /// `3: acme::cart::total::h0123456789abcdef`, with or without an address before the name.
  private mutating func rustFrame(_ line: Substring) -> String? {
    let number = line.prefix { $0.isNumber }
    guard !number.isEmpty, line[number.endIndex...].hasPrefix(":") else { return nil }
    var name = line[number.endIndex...].dropFirst().drop { $0 == " " }
    if name.hasPrefix("0x"), let dash = name.firstRange(of: " - ") {
      name = name[dash.upperBound...]
    }
    guard language == .rust || name.contains("::") || name.hasPrefix("rust_") else { return nil }
    language = .rust
    if name.dropLast(16).hasSuffix("::h") { name = name.dropLast(19) }
    let isForeign = Self.foreignRust.contains { name.hasPrefix($0) } || !name.contains("::")
    return isForeign ? "" : String(name)
  }

  private static let foreignRust = ["std::", "core::", "alloc::", "<core::", "<alloc::", "<std::"]

  /// `at /rustc/…/panicking.rs:665:5` below a frame: somebody else's code is told by its folder.
  private mutating func isPlaceOfRust(_ line: Substring) -> Bool {
    guard language == .rust, line.hasPrefix("at "), let last = frames.indices.last else {
      return false
    }
    let isForeign = ["/rustc/", "/.cargo/", "/.rustup/"].contains { line.contains($0) }
    if isForeign { frames[last] = "" }
    return true
  }
}
