/// Sends requests over connections that are kept and used again.
///
/// ```swift
/// let session = HTTPSession()
/// defer { session.stop() }
/// let answer = try await session.send(HTTPRequest(.get, "https://example.org/"))
/// ```
///
/// libcurl does the work on a thread of its own (``TransferLoop``). TLS is always verified, nothing
/// is redirected or proxied unless asked for.
package final class HTTPSession: Sendable {
  private let loop: TransferLoop

  package init(_ configuration: HTTPConfiguration = HTTPConfiguration()) {
    loop = TransferLoop(configuration)
  }

  deinit { loop.stop() }

  /// Ends what is under way with ``HTTPError/Reason-swift.enum/stopped``, and the thread. Nothing
  /// can be sent afterwards.
  package func stop() { loop.stop() }

  /// Sends a request and collects the whole answer.
  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let stream = try await stream(request)
    let body: [UInt8]
    do {
      body = try await stream.gathered()
    } catch let error as HTTPError {
      throw error
    } catch {
      preconditionFailure("a transfer ends with an HTTPError, not with \(error)")
    }
    // A cancelled task sees the end of the body before its end came.
    if Task.isCancelled { throw HTTPError(.cancelled, request, "was cancelled", hasBegun: true) }
    return HTTPResponse(head: stream.head, body: body)
  }

  /// Sends a request and returns when the answer's head is there.
  package func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
    if let fault = RequestFault.of(request) { throw HTTPError(.malformed, request, fault) }
    let (body, sink) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let transfer = Transfer(request, body: sink)
    sink.onTermination = { [loop] ending in
      if case .cancelled = ending { loop.cancel(transfer) }
    }
    let head = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        transfer.waiter = waiter
        loop.start(transfer)
      }
    } onCancel: {
      loop.cancel(transfer)
    }
    return HTTPStream(head: try head.get(), body: body)
  }
}

/// What keeps a request from being sent at all.
private enum RequestFault {
  static func of(_ request: HTTPRequest) -> String? {
    let url = request.url
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      return "the address must begin with http:// or https://"
    }
    if !isPlain(url) { return "the address holds a control character" }
    for header in request.headers {
      if header.name.isEmpty || !header.name.utf8.allSatisfy(isNamePart) {
        return "“\(header.name)” is no name of a header"
      }
      if !isPlain(header.sent) { return "the header \(header.name) holds a control character" }
    }
    return nil
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
