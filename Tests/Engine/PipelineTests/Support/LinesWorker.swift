import Files
import Pipeline

/// A worker of a few lines: a file of text goes in, the same text in capitals comes out.
///
/// A file `x.split` is split: each line is the path of a part and its text. Of a file `x.files`
/// ingest keeps a copy, which publish publishes beside the lines.
///
/// A line `reject nlg` is left out by nlg, a line `hold qa` is held back by qa, of a line `cell qa`
/// qa does not read a cell, and so on.
struct LinesWorker: Worker {
  let name = "lines"
  let routes: [any Route]

  init(_ script: Script, _ mode: PublicationWriter.Mode) {
    routes = [LinesRoute(script: script, mode: mode)]
  }
}

/// Ingest reads, process makes capitals, nlg adds a mark, qa hands on, publish writes: in mode
/// replace one file of all lines, in mode update one file a line.
struct LinesRoute: Route {
  let name = "lines"
  let script: Script
  let mode: PublicationWriter.Mode

  var takesNewLines: Bool { true }
  var publishesWhole: Bool { mode == .replace }

  func ingest(
    _ source: SourceFile, to records: RecordWriter<Line>, in context: StageContext
  ) async throws -> Outcome {
    if source.name.hasSuffix(".split") { return try await split(source, in: context) }
    if source.name.hasSuffix(".files") {
      try FileCopy.file(source.path, to: context.makeFiles() / "copy.txt")
    }
    let files = source.isBundle ? try source.files() : [source]
    var number = 0
    for file in files {
      let bytes = try FileReader.contents(of: file.path)
      for text in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        number += 1
        try hand(on: Line(number: number, text: String(text)), to: records, in: context)
      }
    }
    return try await script.perform(context)
  }

  func process(
    _ records: RecordReader<Line>, to plans: RecordWriter<Line>, in context: StageContext
  ) async throws -> Outcome {
    while var line = try records.next() {
      if !Self.isCommand(line.text) { line.text = line.text.uppercased() }
      try hand(on: line, to: plans, in: context)
    }
    return try await script.perform(context)
  }

  func nlg(
    _ plans: RecordReader<Line>, to drafts: RecordWriter<Line>, in context: StageContext
  ) async throws -> Outcome {
    while var line = try plans.next() {
      if !Self.isCommand(line.text) { line.text += "!" }
      try hand(on: line, to: drafts, in: context)
    }
    return try await script.perform(context)
  }

  func qa(
    _ drafts: RecordReader<Line>, to approved: RecordWriter<Line>, in context: StageContext
  ) async throws -> Outcome {
    while let line = try drafts.next() { try hand(on: line, to: approved, in: context) }
    return try await script.perform(context)
  }

  func publish(
    _ drafts: RecordReader<Line>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    if mode == .update { await publication.aim(at: "all", .update, reportDirectory: "reports") }
    var text = ""
    while let line = try drafts.next() {
      text += line.text + "\n"
      if mode == .update {
        let file = Path("lines/\(context.item.id.number)-\(line.number).txt")
        try publication.write(file, Array("\(line.text)\n".utf8))
      }
    }
    if mode == .replace { try publication.write("lines.txt", Array(text.utf8)) }
    if context.source.name.hasSuffix(".files") {
      try publication.add("copy.txt", from: context.files / "copy.txt")
    }
    return try await script.perform(context)
  }

  private func split(_ source: SourceFile, in context: StageContext) async throws -> Outcome {
    let parts = try context.makeParts()
    let text = String(decoding: try FileReader.contents(of: source.path), as: UTF8.self)
    let lines = text.split(separator: "\n")
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 1)
      let path = parts / String(words[0])
      try Directory.make(path.parent)
      try FileWriter.write(Array(words[1].utf8), to: path)
    }
    let outcome = try await script.perform(context)
    return outcome == .next ? .split("\(lines.count) parts") : outcome
  }

  private func hand(
    on line: Line, to writer: RecordWriter<Line>, in context: StageContext
  ) throws {
    switch line.text {
    case "reject \(context.stage.rawValue)":
      try writer.reject(line: line.number, value: line.text, reason: "as it says")
    case "cell \(context.stage.rawValue)":
      try writer.reject(
        line: line.number, column: "text", value: line.text, reason: "as it says")
      try writer.append(line)
    case "hold \(context.stage.rawValue)":
      var released = line
      released.text = "released"
      let finding = Finding(.warning, "held", "as it says", line: line.number)
      try writer.hold(released, [finding])
    default: try writer.append(line)
    }
  }

  private static func isCommand(_ text: String) -> Bool {
    ["reject ", "hold ", "cell "].contains { text.hasPrefix($0) }
  }
}
