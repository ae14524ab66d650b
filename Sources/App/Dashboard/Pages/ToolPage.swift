import Agents
import Pages

/// One tool of a worker: what it wants to be told, and what it answered.
struct ToolPage: HTML {
  let worker: String
  let tool: Tool
  /// What stands in the fields.
  let values: [String: String]
  let result: Result?
  let context: PageContext

  struct Result: Sendable {
    let answer: ToolAnswer
    let isDryRun: Bool
  }

  static func link(_ worker: String, _ tool: Tool) -> Link? {
    Link("/tools/\(Address.encoded(worker))/\(Address.encoded(tool.name))")
  }

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle("\(worker)/\(tool.name)", tool.sentence) {
      RiskBadge(risk: tool.risk, words: words)
    }
    if let result { answer(result.answer, isDryRun: result.isDryRun) }
    PostForm("/tools/\(Address.encoded(worker))/\(Address.encoded(tool.name))", context) {
      NoEnter()
      div(.class("panel form-grid")) {
        ForEach(tool.parameters) { field($0) }
        div(.class("actions")) {
          button(.type("submit"), .name("do"), .value("run")) {
            tool.risk.needsApproval ? words("Ask for it") : words("Do it")
          }
          button(.type("submit"), .name("do"), .value("try"), .class("quiet")) {
            words("Rehearse")
          }
        }
      }
    }
    p { a(.href(Link("/agents"))) { words("All tools") } }
  }

  @HTMLBuilder private func answer(_ answer: ToolAnswer, isDryRun: Bool) -> some HTML {
    div(.class("note \(answer.isGood ? "good" : "attention")"), .role("status")) {
      Sign(answer.isGood ? "good" : "attention", words)
      div {
        p { answer.summary }
        if isDryRun { p { words("This is a rehearsal: nothing was changed.") } }
      }
    }
    ToolRows(name: words("What it says"), answer: answer)
  }

  private func field(_ parameter: ToolParameter) -> some HTML {
    let name = Self.fieldName(parameter)
    let value = values[parameter.name] ?? ""
    return div {
      label(.for(name)) { "\(parameter.name): \(parameter.sentence)" }
      switch parameter.kind {
      case .text:
        input(
          .id(name), .name(name), .type("text"), .value(value), .maxLength(1000),
          .required.when(parameter.isRequired))
      case .integer(let range):
        input(
          .id(name), .name(name), .type("number"), .value(value), .min("\(range.lowerBound)"),
          .max("\(range.upperBound)"), .required.when(parameter.isRequired))
      case .number:
        input(
          .id(name), .name(name), .type("text"), .value(value),
          .required.when(parameter.isRequired))
      case .flag:
        Options(name: name, options: ["", "true", "false"], chosen: value)
      case .choice(let options):
        Options(
          name: name, options: parameter.isRequired ? options : [""] + options, chosen: value)
      }
    }
  }

  /// Apart from the form's own names.
  static func fieldName(_ parameter: ToolParameter) -> String { "argument-\(parameter.name)" }
}

/// Words to choose from, as a tool names them.
private struct Options: HTML {
  let name: String
  let options: [String]
  let chosen: String

  func write(_ writer: inout HTMLWriter) {
    select(.id(name), .name(name)) {
      for entry in options {
        option(.value(entry), .selected.when(entry == chosen)) { entry.isEmpty ? "–" : entry }
      }
    }.write(&writer)
  }
}

/// The table of a tool's answer, where it has one.
struct ToolRows: HTML {
  let name: String
  let answer: ToolAnswer
  private static let rowsMax = 200

  func write(_ writer: inout HTMLWriter) {
    if answer.rows.isEmpty { return }
    ScrollTable(name) {
      thead { tr { ForEach(answer.columns) { column in th(.scope("col")) { column } } } }
      tbody {
        ForEach(answer.rows.prefix(Self.rowsMax)) { row in
          tr { ForEach(row) { value in td(.class("value")) { value.shown } } }
        }
      }
    }.write(&writer)
  }
}
