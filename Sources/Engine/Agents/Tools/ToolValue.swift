/// A value that a tool is given, or answers with.
package enum ToolValue: Sendable, Equatable, Codable {
  case none
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)

  package init(_ text: String?) { self = text.map(ToolValue.text) ?? .none }
  package init(_ integer: Int?) { self = integer.map(ToolValue.integer) ?? .none }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let flag = try? container.decode(Bool.self) {  // Not a flag: another kind.
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {  // Not whole: another kind.
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {  // No number: it must be a text.
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }

  /// The value as a person reads it; empty for none.
  package var shown: String {
    switch self {
    case .none: ""
    case .flag(let flag): flag ? "yes" : "no"
    case .integer(let integer): String(integer)
    case .number(let number): String(number)
    case .text(let text): text
    }
  }
}
