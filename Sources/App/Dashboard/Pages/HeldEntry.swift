import Pages
import Pipeline

/// One record that waits, with its reasons and what is in it.
struct HeldEntry: HTML {
  let record: ItemDetails.HeldRecord
  let context: PageContext

  func write(_ writer: inout HTMLWriter) {
    let words = context.words
    li(.id("held-\(record.number)")) {
      label(.class("pick")) {
        if context.mayDecide {
          input(.type("checkbox"), .name("record"), .value(String(record.number)))
        }
        strong { words("Record %1", words.number(record.number)) }
      }
      ul {
        ForEach(record.reasons) { reason in
          li {
            reason.message
            if let line = reason.line {
              " "
              small { words("line %1", words.number(line)) }
            }
          }
        }
      }
      if !record.fields.isEmpty {
        details(.id("record-\(record.number)")) {
          summary { words("What is in it") }
          FieldList(fields: record.fields)
        }
      }
    }.write(&writer)
  }
}

/// A record as names and values.
struct FieldList: HTML {
  let fields: [(name: String, value: String)]
  private static let valueMax = 2_000

  func write(_ writer: inout HTMLWriter) {
    dl(.class("facts")) {
      ForEach(fields.filter { !$0.value.isEmpty }) { field in
        div {
          dt { field.name }
          dd { Self.shown(String(field.value.prefix(Self.valueMax))) }
        }
      }
    }.write(&writer)
  }

  /// A list is kept with signs between its values that nobody can read.
  static func shown(_ value: String) -> String {
    value.split(separator: "\\x1f").map { entry in
      entry.split(separator: "\\x1e").joined(separator: " · ")
    }.joined(separator: "; ")
  }
}
