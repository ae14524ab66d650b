import Pipeline
import Synchronization

/// What the test's worker is to do besides its work, and what it was asked to do.
final class Script: Sendable {
  /// What one run of one stage does at its end.
  enum Act: Sendable {
    case say(Outcome)
    case fail(String)
    /// Does something, then goes on to the next stage.
    case run(@Sendable () async throws -> Void)
  }

  private struct State {
    var acts: [Stage: [Act]] = [:]
    var runs: [String] = []
  }

  private let state = Mutex(State())

  /// The next runs of a stage do this, one each; those behind them do their work.
  func plan(_ stage: Stage, _ acts: Act...) {
    state.withLock { $0.acts[stage, default: []] += acts }
  }

  /// Every stage that was run, as `ingest 1`, in order.
  var runs: [String] { state.withLock(\.runs) }

  func forgetRuns() { state.withLock { $0.runs = [] } }

  func perform(_ context: StageContext) async throws -> Outcome {
    let act = state.withLock { state in
      state.runs.append("\(context.stage.rawValue) \(context.item.id.number)")
      guard let acts = state.acts[context.stage], !acts.isEmpty else { return Act?.none }
      return state.acts[context.stage]?.removeFirst()
    }
    switch act {
    case .say(let outcome): return outcome
    case .fail(let text): throw ScriptedFailure(text: text)
    case .run(let body): try await body()
    case nil: break
    }
    return .next
  }
}

struct ScriptedFailure: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
