import Synchronization

/// What tools were asked to do, in order.
final class ToolCalls: Sendable {
  private let made = Mutex<[String]>([])
  private let stream: AsyncStream<String>
  private let feed: AsyncStream<String>.Continuation

  init() { (stream, feed) = AsyncStream.makeStream(of: String.self) }

  func add(_ call: String) {
    made.withLock { $0.append(call) }
    feed.yield(call)
  }

  var all: [String] { made.withLock { $0 } }

  /// Returns when so many calls were made, in all.
  func wait(for count: Int) async {
    var iterator = stream.makeAsyncIterator()
    while all.count < count, await iterator.next() != nil {}
  }
}
