import HTTPServer
import Web

/// The parts of a form with files, as they come.
actor MultipartReader {
  private let body: RequestBody
  private var parser: MultipartParser
  private var isInPart = false

  init(_ request: Request) throws {
    parser = try MultipartParser(contentType: request.headers["Content-Type"] ?? "")
    body = request.body
  }

  /// The next part; what is left of the one before is passed over.
  func nextPart() async throws -> MultipartParser.Part? {
    while true {
      switch try await nextStep() {
      case .part(let part):
        isInPart = true
        return part
      case .formEnded: return nil
      case .bytes, .partEnded, .needsMore: continue
      }
    }
  }

  /// Some bytes of the part; nil at its end.
  func nextBytes() async throws -> [UInt8]? {
    guard isInPart else { return nil }
    if case .bytes(let bytes) = try await nextStep() { return bytes }
    isInPart = false
    return nil
  }

  func collect(limit: Int) async throws -> [UInt8] {
    var all: [UInt8] = []
    while let bytes = try await nextBytes() {
      all += bytes
      if all.count > limit { throw RequestError.tooLarge(limit) }
    }
    return all
  }

  private func nextStep() async throws -> MultipartParser.Step {
    while true {
      let step = try parser.next()
      if step != .needsMore { return step }
      guard let part = try await body.next() else { throw parser.fault }
      parser.take(part)
    }
  }
}
