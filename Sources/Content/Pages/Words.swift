import Foundation

/// The words of pages in one language.
///
/// English is what stands in the code; other languages are tables from it. Who shows a part of a
/// page brings its own table along. What the pipeline itself says (reasons, findings, log lines) is
/// English everywhere.
package struct Words: Sendable {
  /// A BCP 47 tag.
  package let language: String
  /// From the English; the first that has a text wins.
  private let tables: [[String: String]]
  private let thousands: String

  package static let english = Words(language: "en", table: [:], thousands: ",")

  /// - Parameters:
  ///   - table: from the English that stands in the code.
  ///   - thousands: between groups of three digits.
  package init(language: String, table: [String: String], thousands: String) {
    self.init(language: language, tables: [table], thousands: thousands)
  }

  private init(language: String, tables: [[String: String]], thousands: String) {
    self.language = language
    self.tables = tables
    self.thousands = thousands
  }

  /// The same language with words of its own.
  ///
  /// - Parameter tables: by language.
  package func with(_ tables: [String: [String: String]]) -> Words {
    guard let own = tables[language] else { return self }
    return Words(language: language, tables: [own] + self.tables, thousands: thousands)
  }

  /// - Parameters:
  ///   - words: in English, with `%1`, `%2` for what is put in.
  package func callAsFunction(_ words: StaticString, _ values: String...) -> String {
    let english = words.description
    var text = tables.lazy.compactMap { $0[english] }.first ?? english
    for (index, value) in values.enumerated() {
      text = text.replacingOccurrences(of: "%\(index + 1)", with: value)
    }
    return text
  }

  /// A number of things: `1 item`, `12,431 items`.
  package func count(_ number: Int, _ one: StaticString, _ many: StaticString) -> String {
    number == 1 ? self(one) : self(many, self.number(number))
  }

  /// `12,431`.
  package func number(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += thousands }
      text.append(digit)
    }
    return number < 0 ? "−\(text)" : text
  }

  /// `4.2 MiB`.
  package func size(_ bytes: Int) -> String {
    if bytes < 1024 { return self("%1 bytes", number(bytes)) }
    var value = Double(bytes) / 1024
    var units = ["KiB", "MiB", "GiB", "TiB"][...]
    while value >= 1024, units.count > 1 {
      value /= 1024
      units = units.dropFirst()
    }
    return "\(decimal(value)) \(units.first ?? "")"
  }

  /// `< 1 ms`, `850 ms`, `4.2 s`, `12 min`, `3 h`, `2 days`; never negative.
  package func duration(seconds: Double) -> String {
    let seconds = max(0, seconds)
    switch seconds {
    case ..<0.0005: return "< 1 ms"
    case ..<0.9995: return "\(Int((seconds * 1000).rounded())) ms"
    case ..<90: return "\(decimal(seconds)) s"
    case ..<5_400: return "\(Int((seconds / 60).rounded())) min"
    case ..<129_600: return "\(Int((seconds / 3_600).rounded())) h"
    default: return self("%1 days", number(Int((seconds / 86_400).rounded())))
    }
  }

  /// One decimal below ten, none from there.
  package func decimal(_ value: Double) -> String {
    if value >= 9.95 { return number(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10)\(thousands == "," ? "." : ",")\(tenths % 10)"
  }
}
