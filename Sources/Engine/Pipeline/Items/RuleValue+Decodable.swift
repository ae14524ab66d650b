package import Rules

// An option in `item.json` looks as it does in the rule file.
extension RuleValue: Decodable {
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
}
