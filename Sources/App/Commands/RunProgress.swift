import Files
import Pipeline
import Synchronization

/// Tells the person at the terminal what becomes of each file.
final class RunProgress: Sendable {
  private struct State {
    var underWay: [ItemID: Stage] = [:]
    /// Accepted and not yet at rest.
    var waiting: Set<ItemID> = []
    /// Where results of this run lie, each once.
    var results: Set<Path> = []
    var hasRested = false
    var drawn: ContinuousClock.Instant?
    var done = 0
    var failed = 0
    var held = 0
  }

  private let console: Console
  private let workspace: Workspace
  private let state = Mutex(State())

  init(_ console: Console, workspace: Workspace) {
    self.console = console
    self.workspace = workspace
  }

  var failedCount: Int { state.withLock { $0.failed } }

  /// - Parameter isShown: false when log lines tell the same.
  func note(_ event: ItemEvent, isShown: Bool) {
    if isShown { return show(event) }
    if case .ended(let item, _, let place, _) = event { count(item, place) }
  }

  private func show(_ event: ItemEvent) {
    switch event {
    case .accepted(let id, let origin):
      _ = state.withLock { $0.waiting.insert(id) }
      say("\(console.styled("·", .cyan)) \(id)  \(origin)")
    case .seenBefore(let id, let origin, let first):
      state.withLock { $0.done += 1 }
      say("\(console.styled("=", .dim)) \(id)  \(origin)  the same content as item \(first)")
    case .left(let origin, let reason):
      say("\(console.styled("!", .yellow)) \(origin) stays in the inbox: \(reason)")
    case .started(let id, let stage):
      let now = ContinuousClock.now
      let line = state.withLock { state -> String? in
        state.underWay[id] = stage
        // Ten times a second is enough for any eye.
        if let drawn = state.drawn, now - drawn < .milliseconds(100) { return nil }
        state.drawn = now
        return Self.line(state)
      }
      if let line { console.redraw(line) }
    case .attemptFailed(let item, let stage, let attempt, let reason, let seconds):
      say(
        "\(console.styled("!", .yellow)) \(item.id)  \(stage.rawValue), attempt \(attempt):"
          + " \(reason) (again in \(Int(seconds.rounded(.up))) s)")
    case .ended(let item, let outcome, let place, let detail):
      ended(item, outcome, place, detail)
    }
  }

  /// When the first files are worked off: where the results lie, and that it goes on.
  private func restIfIdle() {
    let results = state.withLock { state -> [Path]? in
      if state.hasRested || !state.waiting.isEmpty { return nil }
      state.hasRested = true
      return state.results.sorted()
    }
    guard let results else { return }
    say("")
    say(console.styled("All there is has been worked off. The results:", .bold))
    for result in results { say("    \(Self.front(of: result))") }
    say("Drop more files into \(workspace.inbox): it keeps watching until Ctrl-C.")
  }

  /// The page to open first, where there is one.
  private static func front(of directory: Path) -> Path {
    let pages = ["site/index.html", "profile.html", "report.html"].map { directory / $0 }
    // A page that cannot be looked at is not the one to open.
    return pages.first { (try? FileStatus.ifPresent($0)) != .some(nil) } ?? directory
  }

  /// The last line: what was done in this run.
  func finish() {
    let summary = state.withLock { state in
      "\(state.done) done, \(state.held) held, \(state.failed) failed"
    }
    console.redraw("")
    console.note("\(summary); results in \(workspace.outbox)")
  }

  private func ended(
    _ item: Item, _ outcome: String, _ place: Workspace.Place, _ detail: String
  ) {
    count(item, place)
    defer { restIfIdle() }
    let counts = "\(item.recordCount) records, \(item.rejectCount) left out"
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

  private func count(_ item: Item, _ place: Workspace.Place) {
    state.withLock { state in
      state.underWay[item.id] = nil
      state.waiting.remove(item.id)
      if let published = item.published { state.results.insert(workspace.outbox / published) }
      switch place {
      case .failed: state.failed += 1
      case .hold: state.held += 1
      default: state.done += 1
      }
    }
  }

  private func say(_ text: String) {
    console.redraw("")
    console.note(text)
  }

  private static func line(_ state: State) -> String {
    let stages = Stage.allCases.compactMap { stage in
      let count = state.underWay.values.count { $0 == stage }
      return count == 0 ? nil : "\(stage.rawValue) \(count)"
    }
    return "  \(stages.joined(separator: " · "))  (\(state.done) done)"
  }
}
