import HTTPServer
import Web

// RFC 7578, RFC 2046 section 5.1.1. A part is over where CRLF, two hyphens and the boundary stand:
// as much as that could be is held back until the next bytes are there.

/// Takes a form with files apart: bytes in, parts and their bytes out.
struct MultipartParser {
  struct Part: Sendable, Equatable {
    let name: String
    /// Nil for a plain field; empty where no file was chosen.
    let fileName: String?
  }

  enum Step: Equatable {
    case part(Part)
    /// Some bytes of the part.
    case bytes([UInt8])
    case partEnded
    case formEnded
    case needsMore
  }

  private enum Place {
    case preamble, boundary, head, body, end
  }

  private let delimiter: [UInt8]
  private var buffer: [UInt8]
  private var place = Place.preamble

  private static let lineBytesMax = 1000
  private static let headBytesMax = 8 << 10
  private static let pieceBytes = 64 << 10

  /// - Parameter contentType: of the form, which names its boundary.
  init(contentType: String) throws(Problem) {
    let parameter = contentType.split(separator: ";").lazy.map { $0.drop { $0 == " " } }
      .first { $0.lowercased().hasPrefix("boundary=") }
    let boundary = (parameter?.dropFirst(9) ?? "").filter { $0 != "\"" }
    guard (1...70).contains(boundary.utf8.count) else {
      throw Problem.malformed("The form has no boundary.")
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // As if a part had ended before the first.
    buffer = Array("\r\n".utf8)
  }

  mutating func take(_ bytes: some Sequence<UInt8>) { buffer += bytes }

  /// What comes next, as far as the bytes say.
  mutating func next() throws(Problem) -> Step {
    while true {
      switch place {
      case .preamble:
        guard let range = buffer.firstRange(of: delimiter) else {
          if buffer.count > Self.headBytesMax { throw .malformed("The form has no parts.") }
          return .needsMore
        }
        buffer.removeFirst(range.upperBound)
        place = .boundary
      case .boundary:
        guard let line = takeLine(through: "\r\n") else {
          if buffer.count > Self.lineBytesMax { throw Self.cutOff }
          return .needsMore
        }
        place = line.starts(with: "--".utf8) ? .end : .head
      case .head:
        // The head may be empty: then its end begins with the line's.
        guard let head = takeLine(through: "\r\n\r\n") else {
          if buffer.count > Self.headBytesMax { throw Self.endlessHead }
          return .needsMore
        }
        place = .body
        return .part(try Self.part(String(decoding: head, as: UTF8.self)))
      case .body: return nextOfBody()
      case .end: return .formEnded
      }
    }
  }

  /// What it means that no more bytes come.
  var fault: any Error {
    switch place {
    case .preamble, .body, .end: RequestError.incomplete
    case .boundary: Self.cutOff
    case .head: Self.endlessHead
    }
  }

  private static let cutOff = Problem.malformed("The form ends in the middle.")
  private static let endlessHead = Problem.malformed("A part of the form has no end to its head.")

  private mutating func nextOfBody() -> Step {
    var from = 0
    while let range = buffer[from...].firstRange(of: delimiter) {
      let isKnown = range.upperBound + 2 <= buffer.count
      if isKnown, !isLineEnd(range.upperBound) {
        // A line of the file that only begins like the boundary.
        from = range.lowerBound + 1
        continue
      }
      if range.lowerBound > 0 { return .bytes(give(range.lowerBound)) }
      if !isKnown { return .needsMore }
      buffer.removeFirst(delimiter.count)
      place = .boundary
      return .partEnded
    }
    let safe = buffer.count - delimiter.count
    return safe > Self.pieceBytes ? .bytes(give(safe)) : .needsMore
  }

  /// Whether nothing but blanks follows in the line, or the sign that it is the last boundary:
  /// RFC 2046, 5.1.1.
  private func isLineEnd(_ start: Int) -> Bool {
    let next = buffer[start]
    return next == 0x20 || next == 0x09 || buffer[start...].starts(with: "\r\n".utf8)
      || buffer[start...].starts(with: "--".utf8)
  }

  private mutating func give(_ count: Int) -> [UInt8] {
    let bytes = Array(buffer[..<count])
    buffer.removeFirst(count)
    return bytes
  }

  private mutating func takeLine(through end: String) -> [UInt8]? {
    guard let range = buffer.firstRange(of: Array(end.utf8)) else { return nil }
    let bytes = Array(buffer[..<range.lowerBound])
    buffer.removeFirst(range.upperBound)
    return bytes
  }

  private static func part(_ head: String) throws(Problem) -> Part {
    let line = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let line, let name = value(of: "name", in: line) else {
      throw .malformed("A part of the form has no name.")
    }
    return Part(name: name, fileName: value(of: "filename", in: line))
  }

  /// Browsers write quotes as `%22` and line breaks as `%0D%0A`.
  private static func value(of name: String, in line: Substring) -> String? {
    guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound else { return nil }
    return String(line[start...].prefix { $0 != "\"" }).replacing("%22", with: "\"")
  }
}
