import Files
import Logs
import Tables

/// The templates of logs, line by line, for those who score them: one message a line in, a JSON
/// object a line out, with the line's number, its template's number and its template.
enum TemplateLines {
  /// The hidden argument of ``dropmill-bench`` that asks for them.
  static let argument = "--templates"

  /// - Parameter arguments: pairs of a file to read and one to write.
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 2 else { throw BenchError("\(argument) IN OUT") }
    let log = try FileReader.contents(of: Path(arguments[0]), limit: 1 << 30)
    var miner = TemplateMiner()
    let groups = log.withUnsafeBytes { bytes in
      bytes.dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
        .map { miner.add(UnsafeRawBufferPointer(rebasing: $0)) }
    }
    let (templates, ofGroup) = miner.templates()
    var json = JSONWriter()
    for (index, group) in groups.enumerated() {
      json.beginObject()
      json.key("line")
      json.value(index + 1)
      json.key("cluster")
      json.value(ofGroup[group])
      json.key("template")
      json.value(templates[ofGroup[group]].text)
      json.endObject()
      json.endLine()
    }
    try FileWriter.write(json.takeBytes(), to: Path(arguments[1]))
  }
}
