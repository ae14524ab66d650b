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

  private var fields: [String: Any]? {
    // No JSON: the caller says so in words.
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
  }
}
