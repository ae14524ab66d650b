import Foundation
import Pages
import Tables

/// What one column holds, on one card.
struct ColumnCard: HTML {
  let column: ColumnSummary

  func write(_ writer: inout HTMLWriter) { card.write(&writer) }

  @HTMLBuilder private var card: some HTML {
    article(.class("card")) {
      h3 {
        span { column.name }
        span(.class("badge")) { column.kind?.plural ?? "empty" }
      }
      chart
      dl(.class("facts")) {
        for fact in facts {
          div {
            dt { fact.0 }
            dd { fact.1 }
          }
        }
      }
      if !column.odd.isEmpty { oddValues }
    }
  }

  @HTMLBuilder private var chart: some HTML {
    if let spread = column.spread {
      Histogram(
        name: "How the values of \(column.name) spread", counts: spread.counts,
        lowest: lowest(spread.from), highest: highest(spread.to))
    } else if !column.top.isEmpty {
      BarChart(
        name: "Frequent values of \(column.name)",
        bars: column.top.map {
          BarChart.Bar(label: $0.text, amount: Double($0.count), value: String($0.count))
        })
    }
  }

  /// Few values that lie far out are counted in the first and the last bar.
  private func lowest(_ end: Double) -> String {
    Self.figure(end) + (column.least.map { $0 < end } == true ? " or less" : "")
  }

  private func highest(_ end: Double) -> String {
    Self.figure(end) + (column.greatest.map { $0 > end } == true ? " or more" : "")
  }

  private var oddValues: some HTML {
    details {
      summary { oddWords }
      ul(.class("entries")) {
        for odd in column.odd {
          li {
            span { "“\(odd.value)”" }
            span(.class("entry-note")) { " line \(odd.line)" }
          }
        }
      }
    }
  }

  private var oddWords: String {
    let words = Words.english.count(column.oddCount, "1 odd value", "%1 odd values")
    return column.odd.count < column.oddCount ? words + ", the first \(column.odd.count)" : words
  }

  private var facts: [(String, String)] {
    var facts = [
      ("missing", "\(column.missing)"),
      (
        "different values",
        column.isDistinctExact ? "\(column.distinct)" : "about \(column.distinct)"
      ),
    ]
    if let least = column.least, let greatest = column.greatest, let median = column.median {
      facts.append(("from", Self.figure(least)))
      facts.append(("to", Self.figure(greatest)))
      // Of more values than are kept it is an estimate.
      let middle = column.isDistinctExact ? Self.figure(median) : "about \(rounded(median))"
      facts.append(("median", middle))
    } else if column.present > 0 {
      facts.append(("length", "\(column.lengthMin) to \(column.lengthMax) bytes"))
    }
    return facts
  }

  private func rounded(_ median: Double) -> String {
    Self.figure(column.kind == .integer ? median.rounded() : median)
  }

  /// At most two digits behind the point, and none that say nothing; of what is less than a tenth
  /// the first three that say something.
  static func figure(_ number: Double) -> String {
    if number != 0, number.magnitude < 0.1 { return small(number) }
    if let whole = Int(exactly: number.rounded()), abs(number - Double(whole)) < 0.005 {
      return String(whole)
    }
    // So large a number has no hundredths.
    guard number.magnitude < 1e15 else { return "\(number)" }
    let hundredths = Int((number.magnitude * 100).rounded())
    let fraction = hundredths % 100
    return "\(number < 0 ? "-" : "")\(hundredths / 100).\(fraction / 10)\(fraction % 10)"
  }

  private static func small(_ number: Double) -> String {
    let places = 2 - Int(log10(number.magnitude).rounded(.down))
    // So small a number is written with an exponent.
    guard places <= 12 else { return "\(number)" }
    let scale = pow(10, Double(places))
    let digits = String(Int((number.magnitude * scale).rounded()))
    let padded = String(repeating: "0", count: places + 1 - digits.count) + digits
    let fraction = padded.suffix(places).reversed().drop { $0 == "0" }.reversed()
    return "\(number < 0 ? "-" : "")\(padded.dropLast(places)).\(String(fraction))"
  }
}
