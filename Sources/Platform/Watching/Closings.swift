/// Files of which a closing was heard while somebody had them open for writing.
///
/// The kernel tells of a closing before it is over: for some microseconds, or until the thread that
/// closes is let run again, whoever closed still counts as a writer. So they are asked again, ever
/// less often, for a second; who writes on longer than that is really at work.
///
/// It counts real time, whatever clock the watch has: this is between the kernel and us.
struct Closings<Key: Hashable> {
  struct Closing {
    let key: Key
    let evidence: Evidence
    fileprivate let since: MonotonicTime
  }

  private var waiting: [Key: (closing: Closing, due: MonotonicTime)] = [:]

  private static var patience: Duration { .seconds(1) }
  private static var firstWait: Duration { .microseconds(100) }

  var count: Int { waiting.count }

  var earliestDue: MonotonicTime? { waiting.values.map(\.due).min() }

  /// Somebody writes the file of whose closing was heard.
  ///
  /// - Parameter earlier: when it was asked before; nil for what was heard just now.
  /// - Returns: whether it is asked again; false: it was for long enough.
  mutating func wait(
    _ key: Key, _ evidence: Evidence, after earlier: Closing?, at now: MonotonicTime
  ) -> Bool {
    let since = earlier?.since ?? now
    let passed = now - since
    if passed > Self.patience { return false }
    let closing = Closing(key: key, evidence: evidence, since: since)
    waiting[key] = (closing, now + max(passed, Self.firstWait))
    return true
  }

  mutating func forget(_ key: Key) { waiting[key] = nil }

  /// Those whose time has come; they wait no longer.
  mutating func takeDue(at now: MonotonicTime) -> [Closing] {
    if waiting.isEmpty { return [] }
    let due = waiting.values.filter { $0.due <= now }.map(\.closing)
    for closing in due { waiting[closing.key] = nil }
    return due
  }
}
