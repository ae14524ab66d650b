import Pages
import Rules

/// What one text has and another has not, side by side, with a little of what is around it.
struct DifferenceView: HTML {
  private static let aroundMax = 2
  /// Texts of more lines than that are not compared: it takes the square of what differs.
  private static let linesMax = 3_000

  /// A line of either text, with its number in it.
  struct Line: Equatable {
    let number: Int
    let text: String
  }

  /// What stands side by side; nil where one text has no line to it.
  struct Row: Equatable {
    var old: Line?
    var new: Line?
    var isChanged: Bool
  }

  private let rows: [Row]
  private let words: Words

  init(from old: String, to new: String, _ words: Words) {
    self.words = words
    rows = Self.rows(from: old, to: new)
  }

  static func rows(from old: String, to new: String) -> [Row] {
    let (old, new) = (lines(old), lines(new))
    if max(old.count, new.count) > linesMax { return [] }
    var rows: [Row] = []
    var (oldNumber, newNumber) = (0, 0)
    /// The row behind the last one whose lines are paired: what comes stands beside what went.
    var open = 0
    for line in LineDifference.lines(old, new) {
      let text = String(line.dropFirst())
      switch line.first {
      case "-":
        oldNumber += 1
        rows.append(Row(old: Line(number: oldNumber, text: text), isChanged: true))
      case "+":
        newNumber += 1
        let line = Line(number: newNumber, text: text)
        if open < rows.count {
          rows[open].new = line
        } else {
          rows.append(Row(new: line, isChanged: true))
        }
        open += 1
      default:
        (oldNumber, newNumber) = (oldNumber + 1, newNumber + 1)
        rows.append(
          Row(
            old: Line(number: oldNumber, text: text), new: Line(number: newNumber, text: text),
            isChanged: false))
        open = rows.count
      }
    }
    return rows
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func write(_ writer: inout HTMLWriter) {
    let changed = rows.indices.filter { rows[$0].isChanged }
    if changed.isEmpty {
      p(.class("muted")) { words("Nothing differs that could be shown.") }.write(&writer)
      return
    }
    var shown: Set<Int> = []
    for index in changed {
      shown.formUnion(max(0, index - Self.aroundMax)...min(rows.count - 1, index + Self.aroundMax))
    }
    let kept = shown.sorted()
    div(.class("difference")) {
      ScrollTable(words("What differs")) {
        thead {
          tr {
            th(.scope("col"), .class("number")) { words("Line") }
            th(.scope("col")) { words("Before") }
            th(.scope("col"), .class("number")) { words("Line") }
            th(.scope("col")) { words("Afterwards") }
          }
        }
        tbody {
          ForEach(kept.indices) { place in
            let isGap = place > 0 && kept[place] != kept[place - 1] + 1
            if isGap { tr(.class("gap")) { td(.colspan(4)) { "⋮" } } }
            row(rows[kept[place]])
          }
        }
      }
    }.write(&writer)
  }

  private func row(_ row: Row) -> some HTML {
    tr(.class(row.isChanged ? "changed" : "same")) {
      td(.class("number")) { row.old.map { "\($0.number)" } ?? "" }
      if row.isChanged, let old = row.old {
        td(.class("went")) { del { "− " + old.text } }
      } else {
        td { row.old?.text ?? "" }
      }
      td(.class("number")) { row.new.map { "\($0.number)" } ?? "" }
      if row.isChanged, let new = row.new {
        td(.class("came")) { ins { "+ " + new.text } }
      } else {
        td { row.new?.text ?? "" }
      }
    }
  }
}

/// A text whose lines are numbered; what is copied of it has no numbers.
struct NumberedText: HTML {
  let text: String

  func write(_ writer: inout HTMLWriter) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // Behind the last line break there is no line.
    let shown = lines.last == "" ? lines.dropLast() : lines[...]
    pre(.class("code numbered")) {
      ForEach(shown) { line in span(.class("line")) { "\(line)\n" } }
    }.write(&writer)
  }
}
