package import Foundation
package import Storage
package import Telemetry

// The one way in which a tool is run:
//
//   safe, or a dry run   it is run
//   moderate, high       it is run dry, and what it would do is put before a person (Approval);
//                        the scheduler carries out what is approved, as long as a dry run says
//                        the same: rules and tables may have changed while the question waited

/// Runs tools, and asks a person where one must be asked.
package struct ToolRunner: Sendable {
  package let toolbox: Toolbox
  private let places: ToolPlaces
  private let database: any Database
  private let now: @Sendable () -> Date
  private let logger: Logger

  package init(
    toolbox: Toolbox, places: ToolPlaces, database: any Database,
    now: @escaping @Sendable () -> Date, logger: Logger
  ) {
    self.toolbox = toolbox
    self.places = places
    self.database = database
    self.now = now
    self.logger = logger
  }

  /// Runs a tool, or asks for it.
  ///
  /// - Parameters:
  ///   - time: the time that the call is for; nil: now.
  ///   - why: for the person who is asked.
  /// - Throws: ``ToolError``, and what the tool throws.
  package func call(
    _ name: String, of worker: String, _ arguments: [String: ToolValue], isDryRun: Bool,
    by: String, at time: Date? = nil, why: String = ""
  ) async throws -> ToolAnswer {
    let tool = try toolbox.tool(name, of: worker)
    let asks = tool.risk.needsApproval && !isDryRun
    let call = try ToolCall(
      tool, arguments, isDryRun: isDryRun || asks, by: by, at: time ?? now())
    let answer = try await tool.perform(call, context(of: worker))
    return asks ? try await ask(tool, worker, call, answer, why) : answer
  }

  /// Does what a person has approved, and nothing else.
  ///
  /// - Throws: ``ToolError`` when it would do something else by now; what the tool throws.
  func carryOut(_ approval: Approval) async throws -> ToolAnswer {
    let tool = try toolbox.tool(approval.tool, of: approval.worker)
    func perform(isDryRun: Bool) async throws -> ToolAnswer {
      let call = try ToolCall(
        tool, approval.arguments, isDryRun: isDryRun, by: approval.decidedBy ?? "",
        at: approval.asked)
      return try await tool.perform(call, context(of: approval.worker))
    }
    let preview = try await perform(isDryRun: true).summary
    if preview != approval.preview {
      throw ToolError(
        .refused,
        "nothing was done: what was approved is “\(approval.preview)”, and by now it is "
          + "“\(preview)”; have \(tool.name) run again, which asks for that")
    }
    return try await perform(isDryRun: false)
  }

  private func ask(
    _ tool: Tool, _ worker: String, _ call: ToolCall, _ preview: ToolAnswer, _ why: String
  ) async throws -> ToolAnswer {
    let time = now()
    let question = Approval.Question(
      worker: worker, tool: tool.name, arguments: call.arguments, risk: tool.risk,
      why: why.isEmpty ? call.by : why, preview: preview.summary)
    let number = try await database.write { connection in
      try ApprovalTable(connection).ask(question, at: time)
    }
    logger.info("approval asked", ["approval": "\(number)", "tool": "\(worker)/\(tool.name)"])
    var answer = preview
    answer.summary = "waits for approval \(number): \(preview.summary)"
    return answer
  }

  /// What a worker's tools, and whoever asks a worker something, work with.
  package func context(of worker: String) -> ToolContext {
    ToolContext(
      worker: worker, places: places, now: now(), tables: database, logger: logger, runner: self)
  }
}
