import Files
import Pipeline
import Synchronization

/// Tells the person at the terminal, or the program behind the pipe, what becomes of each file.
final class RunProgress: Sendable {
  private struct State {
    var underWay: [ItemID: Stage] = [:]
    /// Accepted and not yet at rest.
    var waiting: Set<ItemID> = []
    var results = RunResults()
    var hasRested = false
    var latest = ""
    var first: ContinuousClock.Instant?
    var summary = RunSummary()
  }

  private let console: Console
  private let workspace: Workspace
  private let isShown: Bool
  private let isOnce: Bool
  private let start = ContinuousClock.now
  private let redraws = RedrawLimit()
  private let state = Mutex(State())

  /// - Parameters:
  ///   - isShown: false when log lines tell the same.
  ///   - isOnce: whether it ends when all is worked off.
  init(_ console: Console, workspace: Workspace, isShown: Bool, isOnce: Bool) {
    self.console = console
    self.workspace = workspace
    self.isShown = isShown
    self.isOnce = isOnce
  }

  var failedCount: Int { state.withLock { $0.summary.failed } }

  func note(_ event: ItemEvent) {
    count(event)
    if console.isJSON {
      // An event has nothing in it that JSON cannot say.
      try? console.line(json: RunEvent(event))
    } else if isShown {
      show(event)
    }
  }

  private func count(_ event: ItemEvent) {
    state.withLock { state in
      switch event {
      case .accepted(let id, let origin):
        state.first = state.first ?? ContinuousClock.now
        state.waiting.insert(id)
        state.latest = origin
      case .seenBefore, .left: state.summary.skipped += 1
      case .started(let id, let stage): state.underWay[id] = stage
      case .attemptFailed, .waits: break
      case .ended(let item, _, let place, _):
        state.underWay[item.id] = nil
        state.waiting.remove(item.id)
        if !state.hasRested, let published = item.published {
          state.results.add(workspace.outbox / published)
        }
        state.summary.count(place.rawValue)
      }
    }
  }

  private func show(_ event: ItemEvent) {
    switch event {
    case .accepted(let id, let origin): say("\(console.styled("·", .cyan)) \(id)  \(origin)")
    case .seenBefore(let id, let origin, let first):
      say("\(console.styled("=", .dim)) \(id)  \(origin)  the same content as item \(first)")
    case .left(let origin, let reason):
      say("\(console.styled("!", .yellow)) \(origin) stays in the inbox: \(reason)")
    case .waits(let origin, let reason):
      say("\(console.styled("…", .dim)) \(origin) waits in the inbox: \(reason)")
    case .started: draw()
    case .attemptFailed(let item, let stage, let attempt, let reason, let seconds):
      say(
        "\(console.styled("!", .yellow)) \(item.id)  \(stage.rawValue), attempt \(attempt):"
          + " \(reason) (again in \(Int(seconds.rounded(.up))) s)")
    case .ended(let item, _, let place, let detail):
      ended(item, place, detail)
      restIfIdle()
    }
  }

  private func draw() {
    guard console.showsProgress, redraws.mayDraw(at: .now) else { return }
    console.redraw(state.withLock { Self.line($0) })
  }

  /// When the first files are worked off: where the results lie, and that it goes on. A run that
  /// ends with them says so at its end: an item that is at rest does not mean that no more come.
  private func restIfIdle() {
    if isOnce { return }
    let rested = state.withLock { state -> RunResults? in
      if state.hasRested || !state.waiting.isEmpty { return nil }
      state.hasRested = true
      return state.results
    }
    guard let rested else { return }
    tell(rested, isAll: false)
    say("Drop more files into \(workspace.inbox): it keeps watching until Ctrl-C.")
  }

  private func tell(_ results: RunResults, isAll: Bool) {
    let lines = results.lines(in: workspace.outbox, isAll: isAll)
    say("")
    say(console.styled(lines[0], .bold))
    for line in lines.dropFirst() { say(line) }
  }

  /// The last line: what was done in this run.
  ///
  /// - Parameter rest: what lies in the inbox, of a run that has ended by itself.
  func finish(_ rest: InboxCount?) throws {
    let results = state.withLock(\.results)
    var summary = state.withLock(\.summary)
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    (summary.waiting, summary.staying) = (rest?.waiting, rest?.staying)
    console.redraw("")
    if console.isJSON {
      for file in rest?.first ?? [] {
        let reason = file.reason(in: workspace.inbox)
        let origin = file.relative.description
        try console.line(json: RunEvent(.waits(origin: origin, reason: reason)))
      }
      return try console.line(json: summary)
    }
    let hasEnded = summary.done + summary.held + summary.failed > 0
    if let rest, isShown {
      if hasEnded { tell(results, isAll: rest.waiting + rest.staying == 0) }
      tell(rest)
    }
    console.note("\(summary.text); results in \(workspace.outbox)")
  }

  private func tell(_ rest: InboxCount) {
    for file in rest.first {
      let reason = file.reason(in: workspace.inbox)
      say("\(console.styled("…", .dim)) \(file.relative) lies in the inbox still: \(reason)")
    }
    let more = rest.waiting - rest.first.count
    if more > 0 { say("  … and \(more) more \(more == 1 ? "waits" : "wait")") }
    if rest.staying > 0 {
      let verb = rest.staying == 1 ? "stays" : "stay"
      say("  \(rest.staying) \(verb) in the inbox: `dropmill rules explain FILE` says why")
    }
  }

  private func ended(_ item: Item, _ place: Workspace.Place, _ detail: String) {
    let counts = item.counts.text
    switch place {
    case .failed:
      say("\(console.styled("✗", .red)) \(item.id)  \(item.origin)  \(detail)")
      say("    the file is kept in \(workspace.directory(of: item.id, in: .failed))")
    case .hold:
      say("\(console.styled("!", .yellow)) \(item.id)  \(item.origin)  \(counts); \(detail)")
      if let published = item.published { say("    → \(workspace.outbox / published)") }
      say("    decide: dropmill release \(item.id), or dropmill reject \(item.id)")
    default:
      say("\(console.styled("✓", .green)) \(item.id)  \(item.origin)  \(counts)")
      if let published = item.published { say("    → \(workspace.outbox / published)") }
    }
  }

  private func say(_ text: String) {
    console.redraw("")
    console.note(text)
  }

  /// `  ingest 2 · qa 1  12 of 40 · 3.1/s · 9 s left · march.csv`
  private static func line(_ state: State) -> String {
    let stages = Stage.allCases.compactMap { stage in
      let count = state.underWay.values.count { $0 == stage }
      return count == 0 ? nil : "\(stage.rawValue) \(count)"
    }
    let ended = state.summary.done + state.summary.held + state.summary.failed
    let elapsed = state.first.map { ContinuousClock.now - $0 } ?? .zero
    let pace = Pace(done: ended, total: ended + state.waiting.count, elapsed: elapsed)
    return "  \(stages.joined(separator: " · "))  \(pace.text) · \(state.latest)"
  }
}
