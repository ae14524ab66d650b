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
    let name = "\"\(key)\"".utf8
    let blanks: [UInt8] = [0x20, 0x09]
    let kept = members.filter { !$0.drop(while: blanks.contains).starts(with: name) }
    return JSONRecord("{\(kept.map { String(Substring($0)) }.joined(separator: ","))}")
  }

  /// What stands between the commas of the object itself.
  ///
  /// Read by bytes: a mark that a text begins with, a joiner or an accent, is one character with
  /// the quote before it.
  private var members: [Substring.UTF8View] {
    var members: [Substring.UTF8View] = []
    var depth = 0
    var isInText = false
    var isEscaped = false
    let bytes = json.utf8
    var start = bytes.startIndex
    for index in bytes.indices {
      switch bytes[index] {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isInText: isEscaped = true
      case UInt8(ascii: "\""): isInText.toggle()
      case _ where isInText: break
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { start = bytes.index(after: index) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
        if depth == 1 { members.append(bytes[start..<index]) }
        if depth == 1 { start = bytes.index(after: index) }
        if bytes[index] != UInt8(ascii: ",") { depth -= 1 }
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
