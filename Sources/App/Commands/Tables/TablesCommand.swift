import Files
import Pipeline
import Tables

/// `dropmill tables inspect FILE…` and `dropmill tables convert FILE`
struct TablesCommand: Command {
  static let name = "tables"
  static let summary = "say how a table is written and what it holds, or write it plainly"
  static let operands = "inspect FILE… | convert FILE"
  static let verbs = [
    Verb("inspect", "what was found out about a file, and what each column holds", takes: .files),
    Verb("convert", "the table as RFC 4180 has it, or a JSON object a line", takes: .files),
  ]
  static let options = [
    Option.json, Option.dryRun,
    Option.value(
      "--output", "-o", of: "FILE", takes: .files, help: "write to a file, whole or not at all"),
    Option.value(
      "--rejects", of: "FILE", takes: .files, help: "convert: the rejected rows, as CSV"
    ).of("convert"),
    Option.choice("--header", of: ["yes", "no"], help: "whether the first row names the columns"),
    Option.value("--line", of: "N", help: "the line on which the table starts"),
    Option.value("--table", of: "N", help: "which table of a file that holds several"),
    Option.value("--encoding", of: "NAME", help: "the encoding, by its iconv name"),
    Option.value("--delimiter", of: "SIGN", help: "the delimiter: one sign, or tab"),
    Option.value("--quote", of: "SIGN", help: "the quotation mark, or none"),
  ]
  static let details = """
    convert writes UTF-8, commas, and one header line if there is one; with --json one object a
    line. What the options do not say is found out. A row that cannot be read is never guessed at:
    it is left out, counted, and told with its line and the reason.

      dropmill tables inspect march.csv
      dropmill tables convert march.csv -o clean.csv --rejects bad.csv
      dropmill tables convert export.txt --delimiter tab --json
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let verb = try Self.verb(arguments).0
    let files = arguments.paths.dropFirst()
    let pins = try Self.pins(arguments)
    if verb == "inspect" {
      if files.isEmpty { throw UsageError(message: "inspect which file?") }
      let paths = try files.map { try DropmillCommand.plainFile($0) }
      let output = try OutputFile("--output", arguments)
      try OutputFile.check(output.map { [$0] } ?? [], reading: paths)
      let inspections = try paths.map { try TableInspection($0, pins: pins) }
      try print(inspections, to: output, arguments, session.console)
      return .success
    }
    guard let file = files.first, files.count == 1 else {
      throw UsageError(message: "convert one file")
    }
    return try convert(try DropmillCommand.plainFile(file), pins, arguments, session.console)
  }

  // MARK: - What is done

  private func print(
    _ inspections: [TableInspection], to output: OutputFile?, _ arguments: Arguments,
    _ console: Console
  ) throws {
    if console.isJSON, output == nil { return try console.print(json: inspections) }
    let text =
      console.isJSON
      ? try JSONOutput.text(inspections)
      : inspections.map { $0.lines(console).joined(separator: "\n") }.joined(separator: "\n\n")
    guard let output else { return console.print(text) }
    if arguments.has(Option.dryRun.name) { return console.note("\(output.path) would be written") }
    try output.write(Array((console.plain(text) + "\n").utf8))
  }

  private func convert(
    _ file: Path, _ pins: TablePins, _ arguments: Arguments, _ console: Console
  ) throws -> ExitCode {
    let output = try OutputFile("--output", arguments)
    let rejects = try OutputFile("--rejects", arguments)
    let outputs = [output, rejects].compactMap(\.self)
    try OutputFile.check(outputs, reading: [file])
    if arguments.has(Option.dryRun.name) {
      for output in outputs { console.note("\(output.path) would be written") }
      return .success
    }
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
    pins.delimiter = try sign("--delimiter", or: ("tab", "\t"), values)
    pins.quote = try sign("--quote", or: ("none", ""), values)
    if let delimiter = pins.delimiter, delimiter == pins.quote {
      throw UsageError(message: "--delimiter and --quote cannot be the same")
    }
    pins.headerLine = try number(values["--line"], "--line")
    pins.table = try number(values["--table"], "--table")
    pins.hasHeader = values["--header"].map { $0 == "yes" }
    return pins
  }

  /// - Parameter word: a word that stands for a sign, and that sign.
  private static func sign(
    _ option: String, or word: (text: String, sign: String), _ values: [String: String]
  ) throws -> String? {
    guard let text = values[option] else { return nil }
    if text == word.text { return word.sign }
    guard text.utf8.count == 1 else {
      throw UsageError(
        message: "\(option) needs one sign of ASCII, or the word \(word.text), not “\(text)”")
    }
    return text
  }

  private static func number(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number >= 1 else {
      throw UsageError(message: "\(option) needs a number from 1, not \(text)")
    }
    return number
  }
}

/// Why a command could not read a table.
struct TableCommandError: Error, CustomStringConvertible {
  var file: Path
  var reason: TableError

  var description: String { "\(file): \(reason)" }
}
