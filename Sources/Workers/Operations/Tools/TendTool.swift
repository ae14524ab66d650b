import Agents
import Foundation
import Logs
import Storage

/// `tend` and `report`: what time brings, as a file for each business that it concerns.
enum TendTool {
  static func run(_ call: ToolCall, _ context: ToolContext) async throws -> ToolAnswer {
    let now = context.milliseconds
    let due = try await context.tables.read { try TaskClock($0).due(at: now) }
    for business in due where !call.isDryRun {
      // A business that cannot be tended is not asked for again at once, whatever becomes of it.
      try await context.tables.write { try TaskClock($0).dropped(business, at: now) }
      try drop(.tend, for: business, call, context)
    }
    return answer(due, call, "tended")
  }

  /// When time alone changes something.
  static func due(_ context: ToolContext) async throws -> Date? {
    let next = try await context.tables.read { try TaskClock($0).next() }
    return next.map { Date(timeIntervalSince1970: Double($0) / 1000) }
  }

  static func report(_ call: ToolCall, _ context: ToolContext) async throws -> ToolAnswer {
    let all = try await context.tables.read { try TaskClock($0).businesses() }
    for business in all where !call.isDryRun { try drop(.report, for: business, call, context) }
    return answer(all, call, "reported on")
  }

  private static func drop(
    _ order: TaskOrder, for business: String, _ call: ToolCall, _ context: ToolContext
  ) throws {
    var report = ReportFile()
    report.order = order.rawValue
    report.by = call.by
    report.at = Day.text(Int(call.time.timeIntervalSince1970 * 1000))
    try context.drop(report, for: business, named: order.rawValue)
  }

  private static func answer(
    _ businesses: [String], _ call: ToolCall, _ verb: String
  ) -> ToolAnswer {
    let names = businesses.joined(separator: ", ")
    let what = businesses.isEmpty ? "nothing is due" : "\(names): \(verb)"
    return ToolAnswer(
      call.isDryRun && !businesses.isEmpty ? "\(names) would be \(verb)" : what,
      columns: ["business"], rows: businesses.map { [.text($0)] })
  }
}
