import Chats

/// What a model's server answers, whole or streamed: the same whatever the pieces, and figures that
/// can be added up.
enum AnswerTarget {
  /// The first byte chooses the protocol and the size of the pieces.
  static func run(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    let dialects = ChatDialect.allCases
    let dialect = dialects[Int(choice) % dialects.count]
    let whole = StreamRead(body, dialect, pieceBytes: .max)
    expect(
      whole == StreamRead(body, dialect, pieceBytes: Int(choice) / 3 + 1),
      "the pieces change what is read")
    check(whole.answer?.usage)
    check((try? dialect.answer(in: body))?.usage)
    if let value = JSONValue(parsing: body) {
      expect(JSONValue(parsing: value.bytes) == value, "written again it is another value")
    }
  }

  private static func check(_ usage: ChatAnswer.Usage?) {
    guard let usage else { return }
    let limit = 1 << 40
    expect(
      [usage.input, usage.output, usage.cached].allSatisfy { (0..<limit).contains($0) },
      "so many tokens cannot be: \(usage)")
  }
}

/// Everything a stream gives.
private struct StreamRead: Equatable {
  var events: [ChatEvent] = []
  var answer: ChatAnswer?
  var fault = ""

  init(_ body: [UInt8], _ dialect: ChatDialect, pieceBytes: Int) {
    var stream = ChatStream(dialect)
    var rest = body[...]
    do {
      while !rest.isEmpty {
        events += try stream.take(rest.prefix(pieceBytes))
        rest = rest.dropFirst(pieceBytes)
      }
      answer = try stream.finish()
    } catch {
      // An event that cannot be read takes with it what came in the same piece.
      events = []
      fault = "\(error)"
    }
  }
}
