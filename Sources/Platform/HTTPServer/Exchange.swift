import CHTTP
import Synchronization

// One request and its answer. The library's thread and the handler's task meet here:
//
//   head complete ─► handed to the handler, connection suspended
//     handler asks for the body ─► resumed ─► parts wait here, at most `window` bytes ─► handler
//     handler answers           ─► resumed ─► the answer is queued
//
// A handler that answers without asking for the body refuses it: the connection ends then.

/// A request on its way through a handler.
final class Exchange: @unchecked Sendable {
  fileprivate struct State {
    /// Valid from the head until the end.
    var connection: Handle?
    var hasBegun = false
    /// Until the handler has it: its body leads back here.
    var request: Request?
    var isSuspended = false
    var isBodyBegun = false
    var isBodyWhole = false
    var parts: [[UInt8]] = []
    var partBytes = 0
    /// The handler, waiting for a part.
    var reader: CheckedContinuation<Void, Never>?
    var answer: (response: Response, outlet: Outlet?)?
    var isOver = false
  }

  let target: String
  // Written once, before the handler knows of it.
  private var hasBody = false
  // Guards everything else.
  private let state = Mutex(State())

  /// How much of a body waits for its handler.
  private static let window = 256 << 10

  init(target: String) { self.target = target }

  // MARK: The library's side

  /// What becomes of the connection.
  enum Advance {
    case goOn
    case answer(Response, Outlet?)
  }

  var isFresh: Bool { state.withLock { !$0.hasBegun } }

  /// Nothing more of the request is to come.
  var isComplete: Bool { state.withLock { $0.isBodyWhole } }

  /// The head is complete.
  func begin(_ request: Request, hasBody: Bool, on connection: Handle) {
    self.hasBody = hasBody
    state.withLock { state in
      state.hasBegun = true
      state.request = request
      state.connection = connection
      state.suspend()
    }
  }

  /// A suspended connection goes on, or its body is complete.
  func advance() -> Advance {
    state.withLock { state in
      if !state.isBodyBegun {
        if hasBody, let answer = state.answer { return .answer(answer.response, answer.outlet) }
        state.isBodyBegun = true
        return .goOn
      }
      state.isBodyWhole = true
      state.wakeReader()
      if let answer = state.answer { return .answer(answer.response, answer.outlet) }
      state.suspend()
      return .goOn
    }
  }

  /// A part of the body has come.
  ///
  /// - Returns: false when it must wait.
  func take(_ part: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      // Nobody reads any more: what still comes is let go.
      if state.answer != nil || state.isOver { return true }
      if state.partBytes > 0, state.partBytes + part.count > Self.window {
        state.suspend()
        return false
      }
      state.parts.append(Array(part))
      state.partBytes += part.count
      state.wakeReader()
      return true
    }
  }

  /// The connection has no use for this any more.
  func end() {
    let outlet = state.withLock { state in
      state.isOver = true
      state.connection = nil
      state.request = nil
      state.wakeReader()
      defer { state.answer = nil }
      return state.answer?.outlet
    }
    outlet?.close()
  }

  // MARK: The handler's side

  /// For the one who answers it.
  func takeRequest() -> Request? {
    state.withLock { state in
      defer { state.request = nil }
      return state.request
    }
  }

  func nextPart() async throws(RequestError) -> [UInt8]? {
    while true {
      let part = state.withLock { state -> Result<[UInt8]?, RequestError>? in
        if !state.parts.isEmpty {
          state.partBytes -= state.parts[0].count
          let part = state.parts.removeFirst()
          if state.isBodyBegun { state.resume() }
          return .success(part)
        }
        if state.isBodyWhole || !hasBody { return .success(nil) }
        if state.isOver { return .failure(.incomplete) }
        return nil
      }
      if let part { return try part.get() }
      await waitForPart()
    }
  }

  /// Says what the client is to be told. Ends when it has been handed on, part by part where it is
  /// a stream.
  func answer(_ response: Response) async {
    guard case .stream(let parts) = response.body else { return give(response, nil) }
    let outlet = Outlet()
    give(response, outlet)
    for await part in parts {
      if await !outlet.send(part) { break }
    }
    outlet.finish()
  }

  /// The server stops: no more of the body is waited for.
  func stopReading() {
    state.withLock { state in
      if !state.isBodyWhole, state.answer == nil, hasBody { state.isOver = true }
      state.wakeReader()
    }
  }

  private func give(_ response: Response, _ outlet: Outlet?) {
    let isGone = state.withLock { state in
      if state.answer != nil || state.connection == nil { return true }
      if let outlet { outlet.connect(state.connection) }
      state.answer = (response, outlet)
      state.parts = []
      state.resume()
      return false
    }
    if isGone { outlet?.close() }
  }

  private func waitForPart() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if !state.parts.isEmpty || state.isBodyWhole || state.isOver {
          return continuation.resume()
        }
        state.reader = continuation
        state.resume()
      }
    }
  }
}

extension Exchange.State {
  fileprivate mutating func suspend() {
    guard let connection, !isSuspended else { return }
    isSuspended = true
    http_suspend(connection.pointer)
  }

  fileprivate mutating func resume() {
    guard let connection, isSuspended else { return }
    isSuspended = false
    http_resume(connection.pointer)
  }

  fileprivate mutating func wakeReader() {
    reader?.resume()
    reader = nil
  }
}
