import Foundation
import Pipeline

/// A record as programs know it: one JSON object on one line.
struct JSONRecord: StageValue, Equatable {
  let json: String

  static let fields = ["json"]

  init(_ json: String) { self.json = json }

  func write(to row: inout RowWriter) { row.put(json) }

  init(from row: inout RowReader) throws { json = try row.text() }

  /// A line that a program wrote.
  ///
  /// - Throws: ``ProgramFault`` when it is not one JSON object.
  init(line: [UInt8], number: Int) throws(ProgramFault) {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw ProgramFault("line \(number) of its output is not UTF-8")
    }
    json = text
    if fields == nil {
      throw ProgramFault("line \(number) of its output is no JSON object: \(text.prefix(80))")
    }
  }

  /// What the program says should happen to the record instead of going on: `"$reject"` or
  /// `"$hold"`, with the reason.
  func wish(_ key: String) -> String? {
    // Most records have none, and need not be read for it.
    guard json.contains(key), let value = fields?[key] else { return nil }
    return value as? String ?? "no reason was given"
  }

  /// Without a key of its own, all else byte for byte.
  func without(_ key: String) -> JSONRecord {
    let name = "\"\(key)\""
    let kept = members.filter { !$0.drop { $0 == " " || $0 == "\t" }.hasPrefix(name) }
    return JSONRecord("{\(kept.joined(separator: ","))}")
  }

  /// What stands between the commas of the object itself.
  private var members: [Substring] {
    var members: [Substring] = []
    var depth = 0
    var isInText = false
    var isEscaped = false
    var start = json.startIndex
    for index in json.indices {
      switch json[index] {
      case _ where isEscaped: isEscaped = false
      case "\\" where isInText: isEscaped = true
      case "\"": isInText.toggle()
      case _ where isInText: break
      case "{", "[":
        depth += 1
        if depth == 1 { start = json.index(after: index) }
      case "}", "]", ",":
        if depth == 1 { members.append(json[start..<index]) }
        if depth == 1 { start = json.index(after: index) }
        if json[index] != "," { depth -= 1 }
      default: break
      }
    }
    return members
  }

  private var fields: [String: Any]? {
    // No JSON: the caller says so in words.
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
  }
}
