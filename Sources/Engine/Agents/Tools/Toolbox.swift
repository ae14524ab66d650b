/// The tools of all workers.
package struct Toolbox: Sendable {
  /// A tool and whose it is.
  package struct Entry: Sendable {
    package let worker: String
    package let tool: Tool
  }

  /// By worker, in the workers' order.
  package let all: [Entry]

  /// - Parameter tools: of each worker, by its name.
  package init(_ tools: [(worker: String, tools: [Tool])]) {
    all = tools.flatMap { worker, tools in tools.map { Entry(worker: worker, tool: $0) } }
    let names = all.map { "\($0.worker)/\($0.tool.name)" }
    precondition(Set(names).count == names.count, "two tools of a worker have one name")
  }

  package func tools(of worker: String) -> [Tool] {
    all.filter { $0.worker == worker }.map(\.tool)
  }

  /// - Throws: ``ToolError`` when there is none.
  package func tool(_ name: String, of worker: String) throws(ToolError) -> Tool {
    let tools = tools(of: worker)
    if let tool = tools.first(where: { $0.name == name }) { return tool }
    if tools.isEmpty { throw ToolError(.unknown, "“\(worker)” has no tools") }
    throw ToolError(
      .unknown,
      "\(worker) has no tool “\(name)”; its tools are: "
        + tools.map(\.name).joined(separator: ", "))
  }
}
