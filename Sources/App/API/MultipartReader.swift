import HTTPServer
import Web

// RFC 7578, RFC 2046 section 5.1.1. A part is over where CRLF, two hyphens and the boundary stand:
// as much as that could be is held back until the next bytes are there.

/// The parts of a form with files, as they come.
actor MultipartReader {
  struct Part: Sendable {
    let name: String
    /// Nil for a plain field; empty where no file was chosen.
    let fileName: String?
  }

  private let body: RequestBody
  private let delimiter: [UInt8]
  private var buffer: [UInt8]
  private var isInPart = false
  private var isOver = false

  private static let headBytesMax = 8 << 10
  private static let partBytes = 64 << 10

  init(_ request: Request) throws {
    let type = request.headers["Content-Type"] ?? ""
    let parameter = type.split(separator: ";").lazy.map { $0.drop { $0 == " " } }
      .first { $0.lowercased().hasPrefix("boundary=") }
    let boundary = (parameter?.dropFirst(9) ?? "").filter { $0 != "\"" }
    guard (1...70).contains(boundary.utf8.count) else {
      throw Problem.malformed("The form has no boundary.")
    }
    body = request.body
    delimiter = Array("\r\n--\(boundary)".utf8)
    // As if a part had ended before the first.
    buffer = Array("\r\n".utf8)
  }

  /// The next part; what is left of the one before is passed over.
  func nextPart() async throws -> Part? {
    while try await nextBytes() != nil {}
    if isOver { return nil }
    if !isInPart { try await skipToDelimiter() }
    guard let line = try await take(through: "\r\n", limit: 1000) else {
      throw Problem.malformed("The form ends in the middle.")
    }
    if line.starts(with: "--".utf8) {
      isOver = true
      return nil
    }
    guard let head = try await take(through: "\r\n\r\n", limit: Self.headBytesMax) else {
      throw Problem.malformed("A part of the form has no end to its head.")
    }
    isInPart = true
    return try Self.part(String(decoding: head, as: UTF8.self))
  }

  /// Some bytes of the part; nil at its end.
  func nextBytes() async throws -> [UInt8]? {
    guard isInPart else { return nil }
    while true {
      if let end = buffer.firstRange(of: delimiter)?.lowerBound {
        if end == 0 {
          buffer.removeFirst(delimiter.count)
          isInPart = false
          return nil
        }
        return give(end)
      }
      let safe = buffer.count - delimiter.count
      if safe > Self.partBytes { return give(safe) }
      if try await !more() { throw RequestError.incomplete }
    }
  }

  func collect(limit: Int) async throws -> [UInt8] {
    var all: [UInt8] = []
    while let bytes = try await nextBytes() {
      all += bytes
      if all.count > limit { throw RequestError.tooLarge(limit) }
    }
    return all
  }

  private var hasBegun = false

  private func skipToDelimiter() async throws {
    if hasBegun { return }
    hasBegun = true
    while true {
      if let range = buffer.firstRange(of: delimiter) {
        buffer.removeFirst(range.upperBound)
        return
      }
      if buffer.count > Self.headBytesMax { throw Problem.malformed("The form has no parts.") }
      if try await !more() { throw RequestError.incomplete }
    }
  }

  private func give(_ count: Int) -> [UInt8] {
    let bytes = Array(buffer[..<count])
    buffer.removeFirst(count)
    return bytes
  }

  /// Up to and with an end; nil when that is not within the limit.
  private func take(through end: String, limit: Int) async throws -> [UInt8]? {
    let mark = Array(end.utf8)
    while true {
      // The head may be empty: then its end begins with the line's.
      if let range = buffer.firstRange(of: mark) {
        let bytes = Array(buffer[..<range.lowerBound])
        buffer.removeFirst(range.upperBound)
        return bytes
      }
      if buffer.count > limit { return nil }
      if try await !more() { return nil }
    }
  }

  private func more() async throws -> Bool {
    guard let part = try await body.next() else { return false }
    buffer += part
    return true
  }

  private static func part(_ head: String) throws -> Part {
    let line = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let line, let name = value(of: "name", in: line) else {
      throw Problem.malformed("A part of the form has no name.")
    }
    return Part(name: name, fileName: value(of: "filename", in: line))
  }

  /// Browsers write quotes as `%22` and line breaks as `%0D%0A`.
  private static func value(of name: String, in line: Substring) -> String? {
    guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound else { return nil }
    return String(line[start...].prefix { $0 != "\"" }).replacing("%22", with: "\"")
  }
}
