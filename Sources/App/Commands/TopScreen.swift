import Foundation
import Pipeline

/// What `top` draws, line by line.
struct TopScreen {
  private let status: WorkspaceStatus
  private let perMinute: Int?
  private let now: Date
  private let console: Console

  init(_ status: WorkspaceStatus, _ perMinute: Int?, _ now: Date, _ console: Console) {
    self.status = status
    self.perMinute = perMinute
    self.now = now
    self.console = console
  }

  var lines: [String] {
    [head, counts, ""] + stages + section("under way", underWay) + section("latest", latest)
  }

  private var head: String {
    let daemon =
      status.isRunning ? console.styled("running", .green) : console.styled("not running", .yellow)
    let time = now.formatted(.dateTime.hour().minute().second())
    return "\(console.styled("dropmill", .bold))  \(status.workspace)  daemon \(daemon)  \(time)"
  }

  private var counts: String {
    let rest = ["hold", "failed", "done"].map { "\($0) \(status.places[$0, default: 0])" }
    let pace = perMinute.map { ["\($0)/min"] } ?? []
    return (["inbox \(status.inbox)"] + rest + pace).joined(separator: " · ")
  }

  /// A bar for each stage, as long as its line of items.
  private var stages: [String] {
    Stage.allCases.map { stage in
      let count = status.places[stage.rawValue, default: 0]
      let bar = String(repeating: "█", count: min(count, 40))
      return "  \(Help.padded(stage.rawValue, 8)) \(console.styled(bar, .cyan)) \(count)"
    }
  }

  private var underWay: [String] {
    let stages = Set(Stage.allCases.map(\.rawValue))
    return status.items.filter { stages.contains($0.place) }.reversed().prefix(10).map { item in
      let age = Pace.span(now.timeIntervalSince(item.received))
      return
        "  \(ItemID(item.id))  \(Help.padded(item.place, 8)) \(Help.padded(age, 8)) \(item.origin)"
    }
  }

  private var latest: [String] {
    status.items.filter(\.isAtRest).prefix(10).map { "  " + StatusCommand.line($0, console) }
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", console.styled(title, .dim)] + lines
  }
}
