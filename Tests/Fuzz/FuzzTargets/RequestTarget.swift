import Foundation

@testable import API
@testable import HTTPServer

/// What a client sends: its address leads nowhere else, its query says what it says, its form is
/// the same whatever the pieces.
enum RequestTarget {
  /// The first byte is the size of the pieces.
  static func run(_ bytes: [UInt8]) {
    guard let size = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    let text = String(decoding: body, as: UTF8.self)
    readHead(text)
    readQuery(body)
    expect(
      FormRead(body, pieceBytes: .max) == FormRead(body, pieceBytes: Int(size) + 1),
      "the pieces change what is read")
  }

  private static func readHead(_ text: String) {
    if let request = try? Request(.get, text, headers: ["Cookie": text, "Content-Type": text]) {
      for segment in request.path {
        expect(
          !segment.isEmpty && segment != "." && segment != ".." && !segment.utf8.contains(0),
          "a path leads elsewhere: \(request.path)")
      }
      _ = (request.cookies, request.contentType, request.rawPath)
    }
    if let part = ByteRange(text) {
      for size in [0, 1, 10, Int.max] {
        let bounds = part.bounds(in: size)
        expect(
          bounds.lowerBound >= 0 && bounds.upperBound <= size, "a part lies outside: \(bounds)")
      }
    }
    if let address = ListenAddress(text) {
      expect(ListenAddress("\(address)") == address, "it is another address: \(address)")
    }
  }

  private static func readQuery(_ body: [UInt8]) {
    let fields = FormFields(decoding: body)
    let again = FormFields(decoding: fields.encoded.utf8)
    expect(again == fields, "written again it is another query: \(fields.encoded)")
  }
}

/// Everything a form with files gives.
private struct FormRead: Equatable {
  var parts: [MultipartParser.Part] = []
  var contents: [[UInt8]] = []
  var fault = ""

  init(_ body: [UInt8], pieceBytes: Int) {
    var rest = body[...]
    do {
      var parser = try MultipartParser(contentType: "multipart/form-data; boundary=x")
      while true {
        switch try parser.next() {
        case .part(let part):
          parts.append(part)
          contents.append([])
        case .bytes(let bytes): contents[contents.count - 1] += bytes
        case .partEnded: continue
        case .formEnded: return
        case .needsMore:
          if rest.isEmpty { throw parser.fault }
          parser.take(rest.prefix(pieceBytes))
          rest = rest.dropFirst(pieceBytes)
        }
      }
    } catch {
      fault = "\(error)"
    }
  }
}
