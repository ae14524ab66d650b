import Chats
import Testing

@Suite struct `A stream` {
  @Test(arguments: Transcript.all)
  func `gives its answer wherever it is cut in two`(_ transcript: Transcript) throws {
    for cut in 0...transcript.bytes.count {
      var stream = ChatStream(transcript.dialect)
      let events =
        try stream.take(transcript.bytes[..<cut]) + stream.take(transcript.bytes[cut...])
      #expect(try stream.finish() == transcript.answer, "cut at \(cut)")
      #expect(text(of: events) == transcript.answer.text, "cut at \(cut)")
    }
  }

  @Test(arguments: Transcript.all)
  func `gives its answer byte by byte`(_ transcript: Transcript) throws {
    var stream = ChatStream(transcript.dialect)
    var events: [ChatEvent] = []
    for byte in transcript.bytes { events += try stream.take([byte]) }
    #expect(try stream.finish() == transcript.answer)
    #expect(text(of: events) == transcript.answer.text)
  }

  @Test(arguments: Transcript.all)
  func `that ends before its mark is broken, at whatever byte`(_ transcript: Transcript) {
    let mark = Self.mark(of: transcript)
    for cut in 0..<mark {
      let fault = #expect(throws: ChatFault.self, "cut at \(cut)") {
        var stream = ChatStream(transcript.dialect)
        _ = try stream.take(transcript.bytes[..<cut])
        _ = try stream.finish()
      }
      #expect(fault?.kind == .broken)
    }
  }

  @Test(arguments: [
    (ChatDialect.openai, #"{"error":"the model ran away"}"#, ChatFault.Kind.server),
    (.openai, #"{"error":{"object":"error","message":"m","code":503}}"#, .overloaded),
    (
      .anthropic, #"{"type":"error","error":{"type":"overloaded_error","message":"m"}}"#,
      .overloaded
    ),
    (
      .anthropic, #"{"type":"error","error":{"type":"rate_limit_error","message":"m"}}"#,
      .rateLimited
    ),
    (.gemini, #"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}"#, .rateLimited),
    (.gemini, #"{"candidates": [{"#, .unreadable),
  ])
  func `that tells of an error is one`(
    _ dialect: ChatDialect, _ data: String, _ kind: ChatFault.Kind
  ) {
    let fault = #expect(throws: ChatFault.self) {
      var stream = ChatStream(dialect)
      _ = try stream.take(Array("data: \(data)\n\n".utf8))
    }
    #expect(fault?.kind == kind)
  }

  @Test func `without an end to its events is refused`() {
    #expect(throws: ChatFault.self) {
      var stream = ChatStream(.openai)
      for _ in 0..<80 { _ = try stream.take([UInt8](repeating: 0x61, count: 64 << 10)) }
    }
  }

  @Test(arguments: ["length", "content_filter"])
  func `says how it ended`(_ reason: String) throws {
    var stream = ChatStream(.openai)
    let data = #"{"choices":[{"delta":{"content":"a"},"finish_reason":"\#(reason)"}]}"#
    _ = try stream.take(Array("data: \(data)\n\n".utf8))
    #expect(try stream.finish().ending == (reason == "length" ? .length : .blocked(reason)))
  }

  private func text(of events: [ChatEvent]) -> String {
    events.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
  }

  /// Where the event that ends the answer is whole.
  private static func mark(of transcript: Transcript) -> Int {
    let sign =
      switch transcript.dialect {
      case .openai: "finish_reason"
      case .anthropic: "message_stop"
      case .gemini: "finishReason"
      }
    let text = String(decoding: transcript.bytes, as: UTF8.self)
    let start = text.range(of: sign)?.upperBound ?? text.endIndex
    let rest = text[start...].utf8
    // The first of the two line ends behind it: only the second closes the event.
    let end = rest.firstIndex { $0 == 0x0a || $0 == 0x0d } ?? rest.endIndex
    return text.utf8.distance(from: text.startIndex, to: end) + 1
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<Index>? { firstRange(of: part) }
}
