import CHTTP

/// What a request begins with, as the library has read it.
struct RequestHead {
  private(set) var headers = Headers()
  let method: String
  let remoteAddress: String

  init(_ method: String, of connection: OpaquePointer) {
    self.method = method
    var address = [CChar](repeating: 0, count: 64)
    let isKnown = http_address(connection, &address, address.count) == 0
    let text = address.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    remoteAddress = isKnown ? String(decoding: text, as: UTF8.self) : ""
    withUnsafeMutablePointer(to: &headers) { pointer in
      http_each_header(connection, pointer) { context, name, nameLength, value, valueLength in
        guard let context, let name, let value else { return }
        let nameBytes = UnsafeRawBufferPointer(start: name, count: nameLength)
        let valueBytes = UnsafeRawBufferPointer(start: value, count: valueLength)
        context.assumingMemoryBound(to: Headers.self).pointee.add(
          String(decoding: nameBytes, as: UTF8.self), String(decoding: valueBytes, as: UTF8.self))
      }
    }
  }

  var isChunked: Bool { headers["Transfer-Encoding"] != nil }

  /// - Throws: ``RequestError/malformed(_:)`` for a field that a proxy may take for another one,
  ///   such as `Content-Length` with a space behind it: RFC 9110, section 5; RFC 9112, section 3.2.
  func checkFields() throws(RequestError) {
    for field in headers.fields {
      guard field.name.utf8.allSatisfy(Self.isOfNames) else {
        throw .malformed("the name of a field is none")
      }
    }
    if headers.all("Host").count > 1 { throw .malformed("it names two hosts") }
  }

  /// Letters, digits, and the signs of a token.
  private static func isOfNames(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// - Throws: ``RequestError/malformed(_:)`` for what two readers may read differently:
  ///   RFC 9112, sections 6.1 and 6.3.
  func bodyLength() throws(RequestError) -> Int? {
    let lengths = headers.all("Content-Length")
    if lengths.count > 1 || (isChunked && !lengths.isEmpty) {
      throw .malformed("its length is given twice")
    }
    if isChunked, headers["Transfer-Encoding"]?.lowercased() != "chunked" {
      throw .malformed("its transfer encoding is not known")
    }
    guard let text = lengths.first else { return isChunked ? nil : 0 }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
      throw .malformed("its length is no number")
    }
    return length
  }
}
