package import Rules

// An option in `item.json` looks as it does in the rule file.
extension RuleValue: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {  // Not a flag: the next type is tried.
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {  // Not whole: the next is tried.
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {  // No number: the next is tried.
      self = .number(number)
    } else if let text = try? container.decode(String.self) {  // No text: it must be a list.
      self = .text(text)
    } else {
      self = .list(try container.decode([RuleValue].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try container.encode(flag)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let values): try container.encode(values)
    }
  }
}
