/// The head of an answer.
package struct HTTPHead: Sendable, Hashable {
  package let status: Int
  /// In the order in which they came; a name may come more than once.
  package let headers: [HTTPHeader]

  package init(status: Int, headers: [HTTPHeader]) {
    self.status = status
    self.headers = headers
  }

  /// The first value of a header.
  ///
  /// - Parameter name: in whatever case.
  package subscript(name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }

  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// A whole answer.
package struct HTTPResponse: Sendable {
  package let head: HTTPHead
  package let body: [UInt8]

  package var status: Int { head.status }
  package var isSuccess: Bool { head.isSuccess }

  /// The body as text; bytes that are not UTF-8 are replaced.
  package var text: String { String(decoding: body, as: UTF8.self) }
}

/// An answer whose body is still coming.
package struct HTTPStream: Sendable {
  package let head: HTTPHead
  /// The body in pieces, as they arrive. Throws ``HTTPError`` when it ends early. Letting go of it
  /// ends the transfer.
  package let body: AsyncThrowingStream<[UInt8], any Error>

  /// The whole body.
  ///
  /// - Throws: ``HTTPError`` when it ends early.
  package func gathered() async throws -> [UInt8] {
    try await body.reduce(into: []) { $0 += $1 }
  }
}
