import Rules

/// Faults of files that people write, for people and for programs.
enum FaultOutput {
  private struct Fault: Encodable {
    var file: String
    var line: Int
    var column: Int
    var severity: String
    var message: String
    var hint: String?
  }

  static func show(_ faults: [RuleFault], _ console: Console) throws {
    if console.isJSON {
      return try console.print(
        json: faults.map {
          Fault(
            file: $0.folder + $0.file, line: $0.line, column: $0.column,
            severity: $0.severity.rawValue, message: $0.message, hint: $0.hint)
        })
    }
    for fault in faults { console.print(fault.description) }
  }
}
