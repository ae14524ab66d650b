package import Accounts
package import HTTPServer
import Synchronization

// Changes are collected for a quarter of a second, written once, and sent to all who listen:
//
//   publish ─► pending ─(250 ms)─► message n ─► ring of the last messages
//                                            └► each listener whose scope has any of it
//
// A listener that comes back with the number of its last message gets what it missed from the ring,
// or is told to refresh everything. One that does not keep up is let go, and comes back.

/// Tells open pages what has changed: server-sent events.
package final class EventStream: Sendable {
  private struct Listener {
    let scope: BusinessScope
    let continuation: AsyncStream<[UInt8]>.Continuation
  }

  private struct State {
    var pending: Set<LiveChange> = []
    var order: [LiveChange] = []
    var messages: [(number: Int, changes: [LiveChange])] = []
    var lastNumber = 0
    var listeners: [Int: Listener] = [:]
    var lastListener = 0
  }

  private let state = Mutex(State())
  /// Names this run of the program in the messages' numbers.
  private let run: String
  private let clock: any Clock<Duration>
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  private static let changesPerMessageMax = 200
  private static let pendingMax = 10_000
  private static let messagesMax = 256
  private static let messagesPerListenerMax = 32
  private static let listenersMax = 1800

  package init(run: String, clock: any Clock<Duration> = ContinuousClock()) {
    self.run = run
    self.clock = clock
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// The message up to which a page that is drawn now knows everything: it says so when it listens.
  package var position: String { "\(run)-\(state.withLock(\.lastNumber))" }

  package var listenerCount: Int { state.withLock { $0.listeners.count } }

  /// Never waits.
  package func publish(_ change: LiveChange) {
    let isFirst = state.withLock { state in
      guard state.order.count < Self.pendingMax, state.pending.insert(change).inserted else {
        return false
      }
      state.order.append(change)
      return state.order.count == 1
    }
    if isFirst { wake.yield() }
  }

  /// Sends until cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.sendComments() }
      for await _ in wakes {
        do { try await clock.sleep(for: .milliseconds(250)) } catch { break }
        sendPending()
      }
      group.cancelAll()
    }
    for listener in state.withLock({ Array($0.listeners.values) }) {
      listener.continuation.finish()
    }
  }

  /// The answer to `GET /events`.
  ///
  /// - Throws: ``Problem`` (503) when too many listen.
  package func response(to request: Request, for viewer: Viewer) throws -> Response {
    let (stream, continuation) = AsyncStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.messagesPerListenerMax))
    // A browser that comes back by itself says what it heard last; a page when it was drawn.
    let last = request.headers["Last-Event-ID"] ?? request.query["after"]
    let id = state.withLock { state -> Int? in
      if state.listeners.count >= Self.listenersMax { return nil }
      state.lastListener += 1
      state.listeners[state.lastListener] = Listener(
        scope: viewer.scope, continuation: continuation)
      continuation.yield(Array("retry: 3000\n\n".utf8))
      for message in missed(since: last, viewer.scope, state) { continuation.yield(message) }
      return state.lastListener
    }
    guard let id else {
      throw Problem(503, "Too many listeners", "No more pages can be told of changes.")
    }
    continuation.onTermination = { [self] _ in
      state.withLock { _ = $0.listeners.removeValue(forKey: id) }
    }
    return Response(
      200,
      headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      ], body: .stream(stream))
  }

  /// So that a broken connection is found out, at both ends.
  private func sendComments() async {
    do {
      while true {
        try await clock.sleep(for: .seconds(15))
        send(to: state.withLock { Array($0.listeners.values) }) { _ in Array(":\n\n".utf8) }
      }
    } catch {}  // Cancelled.
  }

  private func sendPending() {
    while true {
      let next = state.withLock { state -> (Int, [LiveChange], [Listener])? in
        let changes = Array(state.order.prefix(Self.changesPerMessageMax))
        if changes.isEmpty { return nil }
        state.order.removeFirst(changes.count)
        state.pending.subtract(changes)
        state.lastNumber += 1
        state.messages.append((state.lastNumber, changes))
        if state.messages.count > Self.messagesMax { state.messages.removeFirst() }
        return (state.lastNumber, changes, Array(state.listeners.values))
      }
      guard let (number, changes, listeners) = next else { return }
      var whole: [UInt8]?
      send(to: listeners) { scope in
        if scope != .all { return self.message(number, changes, scope) }
        whole = whole ?? self.message(number, changes, .all)
        return whole
      }
    }
  }

  private func send(to listeners: [Listener], _ message: (BusinessScope) -> [UInt8]?) {
    for listener in listeners {
      guard let bytes = message(listener.scope) else { continue }
      if case .dropped = listener.continuation.yield(bytes) { listener.continuation.finish() }
    }
  }

  private func missed(
    since last: String?, _ scope: BusinessScope, _ state: borrowing State
  ) -> [[UInt8]] {
    guard let last else { return [] }
    let parts = last.split(separator: "-")
    let refresh = Array("id: \(run)-\(state.lastNumber)\nevent: refresh\ndata: {}\n\n".utf8)
    guard parts.count == 2, parts[0] == run, let number = Int(parts[1]) else { return [refresh] }
    if number >= state.lastNumber { return [] }
    let messages = state.messages.filter { $0.number > number }
    let isWhole = messages.first?.number == number + 1
    if !isWhole || messages.count >= Self.messagesPerListenerMax { return [refresh] }
    return messages.compactMap { message($0.number, $0.changes, scope) }
  }

  /// Nil when nothing in it is of this scope. Of what is of no business, only those who see all are
  /// told its name or number.
  private func message(
    _ number: Int, _ changes: [LiveChange], _ scope: BusinessScope
  ) -> [UInt8]? {
    let seen = changes.filter { $0.business == nil || scope.contains($0.business) }
    if seen.isEmpty { return nil }
    var told: Set<LiveChange> = []
    let list = seen.compactMap { change -> String? in
      let isNamed = scope == .all || change.business != nil
      let change = isNamed ? change : LiveChange(topic: change.topic, id: "")
      guard told.insert(change).inserted else { return nil }
      return "{\"topic\":\(JSONText.quoted(change.topic)),\"id\":\(JSONText.quoted(change.id))}"
    }
    return Array(
      "id: \(run)-\(number)\nevent: changes\ndata: [\(list.joined(separator: ","))]\n\n".utf8)
  }
}
