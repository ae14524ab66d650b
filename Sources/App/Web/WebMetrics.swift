import HTTPServer
import Synchronization

/// Counts answers by route and status, and how long they took.
package final class WebMetrics: Sendable {
  private struct Key: Hashable {
    let route: String
    let code: Int
  }

  private struct State {
    var counts: [Key: Int] = [:]
    var durations = Histogram([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5])
  }

  private let state = Mutex(State())

  package init() {}

  /// - Parameter route: the pattern, of which there are few; never the path.
  func note(_ route: String, _ status: Int, _ duration: Duration) {
    let seconds = duration / .seconds(1)
    state.withLock { state in
      state.counts[Key(route: route, code: status), default: 0] += 1
      state.durations.add(seconds)
    }
  }

  package func write(to text: inout MetricsText) {
    let state = state.withLock { $0 }
    text.family("http_requests_total", .counter, "Answers by route and status.")
    for (key, count) in state.counts.sorted(by: {
      ($0.key.route, $0.key.code) < ($1.key.route, $1.key.code)
    }) {
      text.sample(
        "http_requests_total", ["route": key.route, "code": "\(key.code)"], Double(count))
    }
    text.family("http_request_duration_seconds", .histogram, "Time to an answer.")
    text.histogram("http_request_duration_seconds", [:], state.durations)
  }
}
