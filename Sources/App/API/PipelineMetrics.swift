package import Pipeline
import Synchronization
import Web

/// Counts what becomes of items, since the start.
package final class PipelineMetrics: Sendable {
  private struct State {
    /// By the stage that ran last, and where the item came to lie.
    var ended: [Stage: [Workspace.Place: Int]] = [:]
    var failedAttempts: [String: Int] = [:]
    var durations: [Stage: Histogram] = [:]
    var accepted = 0
    var seenBefore = 0
    var left = 0
    var bytes = 0
  }

  private let state = Mutex(State())
  private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 600]

  package init() {}

  package func note(_ event: ItemEvent) {
    state.withLock { state in
      switch event {
      case .accepted: state.accepted += 1
      case .seenBefore: state.seenBefore += 1
      case .left: state.left += 1
      case .started, .waits: break
      case .attemptFailed(_, let stage, _, _, _):
        state.failedAttempts[stage.rawValue, default: 0] += 1
      case .ended(let item, _, let place, _):
        // What fails before it was read has run no stage.
        let last = item.runs.last?.stage ?? .ingest
        state.ended[last, default: [:]][place, default: 0] += 1
        state.bytes += item.size
        for run in item.runs {
          state.durations[run.stage, default: Histogram(Self.bounds)]
            .add(run.milliseconds / 1000)
        }
      }
    }
  }

  func write(to text: inout MetricsText) {
    let state = state.withLock { $0 }
    text.family("items_accepted_total", .counter, "Files that became items.")
    text.sample("items_accepted_total", [:], Double(state.accepted))
    text.family("items_seen_before_total", .counter, "Files whose content was known.")
    text.sample("items_seen_before_total", [:], Double(state.seenBefore))
    text.family("files_left_total", .counter, "Files that stay in the inbox.")
    text.sample("files_left_total", [:], Double(state.left))
    text.family("jobs_total", .counter, "Items that came to a rest: behind which stage, and where.")
    for stage in Stage.allCases {
      for place in [Workspace.Place.done, .hold, .failed] {
        text.sample(
          "jobs_total", ["stage": stage.rawValue, "result": place.rawValue],
          Double(state.ended[stage]?[place] ?? 0))
      }
    }
    text.family("attempts_failed_total", .counter, "Attempts that failed and are made again.")
    for stage in Stage.allCases {
      text.sample(
        "attempts_failed_total", ["stage": stage.rawValue],
        Double(state.failedAttempts[stage.rawValue, default: 0]))
    }
    text.family("files_bytes_total", .counter, "Bytes of items that came to an end.")
    text.sample("files_bytes_total", [:], Double(state.bytes))
    text.family("stage_duration_seconds", .histogram, "How long stages ran.")
    for stage in Stage.allCases {
      let histogram = state.durations[stage, default: Histogram(Self.bounds)]
      text.histogram("stage_duration_seconds", ["stage": stage.rawValue], histogram)
    }
  }
}
