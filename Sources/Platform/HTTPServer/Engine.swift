import CHTTP
import Dispatch
import Synchronization

/// The library at work: its daemon, and what its callbacks do.
final class Engine: @unchecked Sendable {
  private struct State {
    var daemon: Handle?
    var isStopping = false
    /// Another one takes the connections.
    var isRetired = false
    var live: [ObjectIdentifier: Exchange] = [:]
    /// Nothing is waited for any more.
    var isGraceOver = false
    /// Waits for the last exchange.
    var idle: CheckedContinuation<Void, Never>?
  }

  let exchanges: AsyncStream<Exchange>
  private let arrivals: AsyncStream<Exchange>.Continuation
  private let configuration: HTTPConfiguration
  private let isSecure: Bool
  private let remark: @Sendable (String) -> Void
  private let peers = Peers()
  private let clock = ContinuousClock()
  private let requests = RequestNumbers()
  // Guards the daemon and the exchanges.
  private let state = Mutex(State())

  init(
    _ configuration: HTTPConfiguration, isSecure: Bool, remark: @escaping @Sendable (String) -> Void
  ) {
    self.configuration = configuration
    self.isSecure = isSecure
    self.remark = remark
    // One element at most for each connection, and those have a limit.
    (exchanges, arrivals) = AsyncStream.makeStream(of: Exchange.self)
  }

  /// - Parameters:
  ///   - certificate: PEM with a zero byte at its end; empty without TLS.
  ///   - key: likewise.
  func start(
    _ listener: CInt, certificate: [UInt8], key: [UInt8]
  ) throws(HTTPServerError) {
    var events = http_events()
    // Given back in `stop`, when the library calls no more.
    events.context = Unmanaged.passRetained(self).toOpaque()
    events.opened = engineOpened
    events.closed = engineClosed
    events.began = engineBegan
    events.advanced = engineAdvanced
    events.ended = engineEnded
    events.remarked = engineRemarked
    var options = http_options()
    options.listener = listener
    options.threads = UInt32(configuration.threads)
    options.connections_max = UInt32(configuration.connectionsMax)
    options.connections_per_address_max = UInt32(configuration.connectionsPerAddressMax ?? 0)
    options.idle_seconds = UInt32(configuration.idleSeconds)
    options.connection_memory = configuration.connectionMemory
    let daemon = certificate.withUnsafeBytes { certificate in
      key.withUnsafeBytes { key in
        if !key.isEmpty {
          options.certificate = certificate.baseAddress?.assumingMemoryBound(to: CChar.self)
          options.key = key.baseAddress?.assumingMemoryBound(to: CChar.self)
        }
        return http_start(&options, &events)
      }
    }
    guard let daemon else {
      Unmanaged.passUnretained(self).release()
      throw HTTPServerError(.other, "the web server cannot start: are certificate and key right?")
    }
    let handle = Handle(pointer: daemon)
    state.withLock { $0.daemon = handle }
  }

  /// Hangs up on who takes too long to ask, until cancelled.
  func dropLatePeers() async {
    var secondsRetired = 0
    do {
      while true {
        try await clock.sleep(for: .seconds(1))
        peers.dropLate(clock.now)
        if state.withLock(\.isRetired) { secondsRetired += 1 }
        if secondsRetired > configuration.idleSeconds { beginStopping() }
      }
    } catch {}  // Cancelled.
  }

  // MARK: The end

  /// Takes no more connections, answers what comes over those that there are, and stops a while
  /// later: most are idle and closed by then.
  func retire() {
    let daemon = state.withLock { state in
      defer { state.isRetired = true }
      return state.isStopping || state.isRetired ? nil : state.daemon
    }
    if let daemon { http_quiesce(daemon.pointer) }
  }

  /// Takes no more connections and requests.
  func beginStopping() {
    let (daemon, live) = state.withLock { state in
      let listens = !state.isStopping && !state.isRetired
      state.isStopping = true
      return (listens ? state.daemon : nil, Array(state.live.values))
    }
    if let daemon { http_quiesce(daemon.pointer) }
    for exchange in live { exchange.stopReading() }
    arrivals.finish()
  }

  /// Ends when all that was asked has been answered, or the time is over.
  func stop(within grace: Duration) async {
    beginStopping()
    // Those that no handler has seen.
    for exchange in state.withLock({ Array($0.live.values) }) {
      await exchange.answer(Self.stopping)
    }
    // A task that was cancelled, as the one that stops is, sleeps no more.
    let end = DispatchWorkItem { self.wakeIdle() }
    DispatchQueue.global().asyncAfter(deadline: .now() + grace / .seconds(1), execute: end)
    await waitUntilIdle()
    end.cancel()
    if let daemon = state.withLock({ $0.daemon }) { http_stop(daemon.pointer) }
    Unmanaged.passUnretained(self).release()
  }

  private func waitUntilIdle() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.live.isEmpty || state.isGraceOver { return true }
        state.idle = continuation
        return false
      }
      if isIdle { continuation.resume() }
    }
  }

  private func wakeIdle() {
    let waiting = state.withLock { state in
      defer { state.idle = nil }
      state.isGraceOver = true
      return state.idle
    }
    waiting?.resume()
  }

  private static let otherMethod = Response(
    405,
    headers: [
      "Allow": Method.allCases.map(\.rawValue).joined(separator: ", "), "Connection": "close",
    ])

  private static let stopping = Response(
    503, headers: ["Retry-After": "5", "Connection": "close"])

  // MARK: What the library says

  fileprivate func opened(_ socket: CInt) -> Peers.Peer {
    peers.opened(socket, deadline: clock.now + .seconds(configuration.headSeconds))
  }

  fileprivate func closed(_ peer: Peers.Peer) { peers.closed(peer) }

  fileprivate func began(_ target: String) -> Exchange {
    let exchange = Exchange(target: target)
    state.withLock { $0.live[ObjectIdentifier(exchange)] = exchange }
    return exchange
  }

  fileprivate func ended(_ exchange: Exchange, _ peer: Peers.Peer?) {
    exchange.end()
    // The next request may begin, and must be asked at one go.
    peers.expect(peer, by: clock.now + betweenRequests)
    let isIdle = state.withLock { state in
      state.live[ObjectIdentifier(exchange)] = nil
      return state.live.isEmpty && state.idle != nil
    }
    if isIdle { wakeIdle() }
  }

  fileprivate func remarked(_ text: String) { remark(text) }

  /// The head of a request is complete.
  fileprivate func begin(
    _ exchange: Exchange, _ peer: Peers.Peer?, method: String, isWhole: Bool,
    _ connection: Handle
  ) -> Exchange.Advance {
    if state.withLock({ $0.isStopping }) { return .answer(Self.stopping, nil) }
    let head = RequestHead(method, of: connection.pointer)
    do throws(RequestError) {
      guard isWhole else { throw .malformed("its first line holds a zero byte") }
      guard let method = Method(rawValue: method) else {
        return .answer(Self.otherMethod, nil)
      }
      try head.checkFields()
      let length = try head.bodyLength()
      let request = try Request(
        method, exchange.target, headers: head.headers, remoteAddress: head.remoteAddress,
        isSecure: isSecure, id: requests.next(), body: .from(exchange, length: length))
      peers.expect(peer, by: deadline(ofBody: length))
      exchange.begin(request, hasBody: length != 0, on: connection)
      arrivals.yield(exchange)
      return .goOn
    } catch {
      var response = Response.text("\(error)\n", status: 400)
      response.headers["Connection"] = "close"
      return .answer(response, nil)
    }
  }

  /// The body is there, and the answer may take its time.
  fileprivate func isBodyOver(_ peer: Peers.Peer?) { peers.expect(peer, by: nil) }

  /// The answer is on its way: who takes it too slowly is not waited for, and what has no end may
  /// take for ever.
  fileprivate func answers(_ peer: Peers.Peer?, with response: Response) {
    let time = response.body.size.map {
      betweenRequests + .seconds($0 / configuration.bodyBytesPerSecondMin)
    }
    peers.expect(peer, by: time.map { clock.now + $0 })
  }

  private var betweenRequests: Duration {
    .seconds(configuration.idleSeconds + configuration.headSeconds)
  }

  private func deadline(ofBody length: Int?) -> ContinuousClock.Instant? {
    if length == 0 { return nil }
    let bytes = length ?? (1 << 30)
    return clock.now
      + .seconds(configuration.bodySeconds + bytes / configuration.bodyBytesPerSecondMin)
  }
}

// MARK: Callbacks

/// Functions, since a closure would be taken to belong to whoever made it.

private func engine(_ context: UnsafeMutableRawPointer?) -> Engine? {
  context.map { Unmanaged<Engine>.fromOpaque($0).takeUnretainedValue() }
}

private func exchange(_ pointer: UnsafeMutableRawPointer?) -> Exchange? {
  pointer.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

private func engineOpened(
  _ context: UnsafeMutableRawPointer?, _ socket: CInt
) -> UnsafeMutableRawPointer? {
  engine(context).map { Unmanaged.passRetained($0.opened(socket)).toOpaque() }
}

private func engineClosed(
  _ context: UnsafeMutableRawPointer?, _ pointer: UnsafeMutableRawPointer?
) {
  guard let pointer else { return }
  engine(context)?.closed(Unmanaged<Peers.Peer>.fromOpaque(pointer).takeRetainedValue())
}

private func engineBegan(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?
) -> UnsafeMutableRawPointer? {
  guard let target else { return nil }
  return engine(context).map {
    Unmanaged.passRetained($0.began(String(cString: target))).toOpaque()
  }
}

private func engineEnded(
  _ context: UnsafeMutableRawPointer?, _ pointer: UnsafeMutableRawPointer?,
  _ peer: UnsafeMutableRawPointer?
) {
  guard let pointer else { return }
  let peer = peer.map { Unmanaged<Peers.Peer>.fromOpaque($0).takeUnretainedValue() }
  engine(context)?.ended(Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue(), peer)
}

private func engineRemarked(_ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?) {
  guard let text else { return }
  engine(context)?.remarked(String(cString: text))
}

private func engineAdvanced(
  _ context: UnsafeMutableRawPointer?, _ pointer: UnsafeMutableRawPointer?,
  _ peer: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ method: UnsafePointer<CChar>?, _ isWhole: CInt, _ data: UnsafePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?
) -> CInt {
  guard let engine = engine(context), let exchange = exchange(pointer), let connection, let method,
    let size
  else { return 0 }
  let peer = peer.map { Unmanaged<Peers.Peer>.fromOpaque($0).takeUnretainedValue() }
  let advance: Exchange.Advance
  if exchange.isFresh {
    advance = engine.begin(
      exchange, peer, method: String(cString: method), isWhole: isWhole != 0,
      Handle(pointer: connection))
  } else if size.pointee > 0 {
    if exchange.take(UnsafeRawBufferPointer(start: data, count: size.pointee)) { size.pointee = 0 }
    advance = .goOn
  } else {
    advance = exchange.advance()
    if exchange.isComplete { engine.isBodyOver(peer) }
  }
  switch advance {
  case .goOn: return 1
  case .answer(let response, let outlet):
    engine.answers(peer, with: response)
    return response.send(over: connection, from: outlet) ? 1 : 0
  }
}
