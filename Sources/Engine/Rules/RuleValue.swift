/// An option of a rule, as it stands in the file.
///
/// Only `true` and `false` are flags, and only figures such as 12, -3 and 2.5 are numbers. Whatever
/// else is written stays text: `NO` is Norway, `01067` a postcode, `12E5` a reference.
package enum RuleValue: Sendable, Equatable, CustomStringConvertible {
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case list([RuleValue])

  /// For people, nearly as it is written: `“hot”`, `12`, `true`, `[“a”, 2]`.
  package var description: String {
    switch self {
    case .text(let text): "“\(text)”"
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .flag(let value): String(value)
    case .list(let values): "[\(values.map(\.description).joined(separator: ", "))]"
    }
  }

  /// The text, or the figures of a number; nil for a flag or a list.
  package var string: String? {
    switch self {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .flag, .list: nil
    }
  }

  /// The flag; nil for everything else, the texts “yes” and “no” included.
  package var bool: Bool? {
    guard case .flag(let value) = self else { return nil }
    return value
  }

  package var int: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The number, whole or not.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .text, .flag, .list: nil
    }
  }

  /// The texts of a list; one text counts as a list of one. Nil when anything in it is not text.
  package var strings: [String]? {
    guard case .list(let values) = self else { return string.map { [$0] } }
    let texts = values.compactMap(\.string)
    return texts.count == values.count ? texts : nil
  }
}
