import Files
import Pipeline
import Tables

/// `dropmill tables inspect FILE…` and `dropmill tables convert FILE`
struct TablesCommand: Command {
  static let name = "tables"
  static let summary = "say how a table is written and what it holds, or write it plainly"
  static let operands = "inspect FILE… | convert FILE"
  static let options = [
    Option.json,
    Option.value("--output", "-o", of: "FILE", help: "write to a file, whole or not at all"),
    Option.value("--rejects", of: "FILE", help: "convert: write the rejected rows to a CSV file"),
    Option.value("--header", of: "yes|no", help: "whether the first row names the columns"),
    Option.value("--line", of: "N", help: "the line on which the table starts"),
    Option.value("--table", of: "N", help: "which table of a file that holds several"),
    Option.value("--encoding", of: "NAME", help: "the encoding, by its iconv name"),
    Option.value("--delimiter", of: "SIGN", help: "the delimiter: one sign, or tab"),
    Option.value("--quote", of: "SIGN", help: "the quotation mark, or none"),
  ]
  static let details = """
    inspect  prints what was found out about a file, why, and what each column holds
    convert  writes the table as RFC 4180 has it: UTF-8, commas, one header line if there is one;
             with --json one object a line

      dropmill tables inspect march.csv
      dropmill tables convert march.csv -o clean.csv --rejects bad.csv
      dropmill tables convert export.txt --delimiter tab --json

    What the options do not say is found out. A row that cannot be read is never guessed at: it is
    left out, counted, and told with its line and the reason.
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let files = Array(arguments.operands.dropFirst())
    let pins = try Self.pins(arguments)
    switch arguments.operands.first {
    case "inspect":
      if files.isEmpty { throw UsageError(message: "inspect which file?") }
      let inspections = try files.map { try TableInspection(try Self.absolute($0), pins: pins) }
      try print(inspections, arguments, session.console)
      return .success
    case "convert":
      guard let file = files.first, files.count == 1 else {
        throw UsageError(message: "convert one file")
      }
      return try convert(try Self.absolute(file), pins, arguments, session.console)
    default:
      throw UsageError(message: "tables inspect FILE, or tables convert FILE")
    }
  }

  // MARK: - What is done

  private func print(
    _ inspections: [TableInspection], _ arguments: Arguments, _ console: Console
  ) throws {
    let text =
      arguments.has("--json")
      ? try JSONOutput.text(inspections)
      : inspections.map { $0.lines(console).joined(separator: "\n") }.joined(separator: "\n\n")
    guard let output = arguments.values["--output"] else { return console.print(text) }
    try FileWriter.replace(try Self.absolute(output), with: Array((text + "\n").utf8))
  }

  private func convert(
    _ file: Path, _ pins: TablePins, _ arguments: Arguments, _ console: Console
  ) throws -> ExitCode {
    let output = try arguments.values["--output"].map(Self.absolute)
    let rejects = try arguments.values["--rejects"].map(Self.absolute)
    var conversion = TableConversion(
      asJSON: arguments.has("--json"), output: output, rejects: rejects, console: console)
    do {
      try conversion.run(file, pins: pins)
    } catch let error as TableError {
      throw TableCommandError(file: file, reason: error)
    }
    return .success
  }

  // MARK: - What the options say

  private static func pins(_ arguments: Arguments) throws -> TablePins {
    let values = arguments.values
    var pins = TablePins()
    pins.encoding = values["--encoding"]
    pins.delimiter = values["--delimiter"].map { $0 == "tab" ? "\t" : $0 }
    pins.quote = values["--quote"].map { $0 == "none" ? "" : $0 }
    pins.headerLine = try number(values["--line"], "--line")
    pins.table = try number(values["--table"], "--table")
    pins.hasHeader = try values["--header"].map { word in
      guard let isYes = ["yes": true, "no": false][word] else {
        throw UsageError(message: "--header is yes or no, not \(word)")
      }
      return isYes
    }
    return pins
  }

  private static func number(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number >= 1 else {
      throw UsageError(message: "\(option) needs a number from 1, not \(text)")
    }
    return number
  }

  private static func absolute(_ file: String) throws -> Path {
    let path = Path(file)
    return path.isAbsolute ? path : try WorkingDirectory.path() / path
  }
}

/// Why a command could not read a table.
struct TableCommandError: Error, CustomStringConvertible {
  var file: Path
  var reason: TableError

  var description: String { "\(file): \(reason)" }
}
