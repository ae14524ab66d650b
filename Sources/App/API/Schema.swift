import Foundation
import Web

/// What a JSON value must be: checked where it is sent, and told in the OpenAPI document.
indirect enum Schema: Sendable {
  case any
  case flag
  case integer(ClosedRange<Int>)
  case number
  /// Of so many characters.
  case text(ClosedRange<Int>)
  /// As a regular expression of JSON Schema says, and a test that does the same.
  case pattern(String, @Sendable (String) -> Bool)
  /// A time as RFC 3339 writes it.
  case time
  case word([String])
  case list(Schema, ClosedRange<Int>)
  /// With these members and no others.
  case object([Member])
  case map(Schema)
  case nullable(Schema)

  struct Member: Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool

    static func needed(_ name: String, _ schema: Schema) -> Member {
      Member(name: name, schema: schema, isRequired: true)
    }

    static func optional(_ name: String, _ schema: Schema) -> Member {
      Member(name: name, schema: schema, isRequired: false)
    }
  }

  /// Counts and sizes, and what numbers them: exact in any reader of JSON.
  static let count = Schema.integer(0...(1 << 53))
  static let id = Schema.integer(1...(1 << 53))
  static let line = Schema.text(0...10_000_000)
  static func many(_ schema: Schema) -> Schema { .list(schema, 0...1_000_000) }

  /// In the words of JSON Schema 2020-12.
  var json: JSONValue {
    switch self {
    case .any: return [:]
    case .flag: return ["type": "boolean"]
    case .integer(let range):
      return [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .number: return ["type": "number"]
    case .text(let range):
      return [
        "type": "string", "minLength": .integer(range.lowerBound),
        "maxLength": .integer(range.upperBound),
      ]
    case .pattern(let pattern, _): return ["type": "string", "pattern": .text(pattern)]
    case .time: return ["type": "string", "format": "date-time"]
    case .word(let words): return ["type": "string", "enum": .list(words.map { .text($0) })]
    case .list(let schema, let range):
      return [
        "type": "array", "items": schema.json, "minItems": .integer(range.lowerBound),
        "maxItems": .integer(range.upperBound),
      ]
    case .object(let members):
      return [
        "type": "object", "additionalProperties": false,
        "properties": .object(
          Dictionary(members.map { ($0.name, $0.schema.json) }, uniquingKeysWith: { $1 })),
        "required": .list(members.filter(\.isRequired).map { .text($0.name) }),
      ]
    case .map(let schema): return ["type": "object", "additionalProperties": schema.json]
    case .nullable(let schema): return ["anyOf": [schema.json, ["type": "null"]]]
    }
  }

  /// What is wrong with a value.
  func faults(in value: JSONValue, at pointer: String = "") -> [Problem.Fault] {
    switch (self, value) {
    case (.any, _), (.flag, .flag), (.number, .number), (.number, .integer), (.nullable, .null):
      return []
    case (.integer(let range), .integer(let integer)) where range.contains(integer): return []
    case (.integer(let range), .number(let number))
    where number == number.rounded() && number >= Double(range.lowerBound)
      && number <= Double(range.upperBound):
      return []
    case (.text(let range), .text(let text)) where range.contains(text.unicodeScalars.count):
      return []
    case (.pattern(_, let fits), .text(let text)) where fits(text): return []
    case (.time, .text(let text)) where Self.isTime(text): return []
    case (.word(let words), .text(let text)) where words.contains(text): return []
    case (.nullable(let schema), _): return schema.faults(in: value, at: pointer)
    case (.list(let schema, let range), .list(let list)) where range.contains(list.count):
      return list.enumerated().flatMap { schema.faults(in: $1, at: "\(pointer)/\($0)") }
    case (.map(let schema), .object(let members)):
      return members.sorted { $0.key < $1.key }
        .flatMap { schema.faults(in: $1, at: "\(pointer)/\($0)") }
    case (.object(let members), .object(let values)):
      return faults(of: members, in: values, at: pointer)
    default: return [Problem.Fault(pointer: pointer, detail: "It must be \(words).")]
    }
  }

  private func faults(
    of members: [Member], in values: [String: JSONValue], at pointer: String
  ) -> [Problem.Fault] {
    let known = Set(members.map(\.name))
    let foreign = values.keys.filter { !known.contains($0) }.sorted()
    return members.flatMap { member -> [Problem.Fault] in
      let place = "\(pointer)/\(member.name)"
      if let value = values[member.name] { return member.schema.faults(in: value, at: place) }
      return member.isRequired ? [.init(pointer: place, detail: "It is missing.")] : []
    }
      + foreign.map { .init(pointer: "\(pointer)/\($0)", detail: "There is no such member.") }
  }

  private static func isTime(_ text: String) -> Bool {
    // What cannot be read is none.
    (try? Date(text, strategy: .iso8601)) != nil
  }

  /// For people.
  private var words: String {
    switch self {
    case .any: "anything"
    case .flag: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number"
    case .text(let range): "a text of \(range.lowerBound) to \(range.upperBound) characters"
    case .pattern(let pattern, _): "a text like \(pattern)"
    case .time: "a time as RFC 3339 writes it"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .list(_, let range): "a list of \(range.lowerBound) to \(range.upperBound)"
    case .object, .map: "an object"
    case .nullable(let schema): "\(schema.words), or null"
    }
  }

  /// Reads a parameter's text as this says; nil when it is something else.
  func value(of text: String) -> JSONValue? {
    let value: JSONValue? =
      switch self {
      case .integer: Int(text).map { .integer($0) }
      case .flag: ["true": JSONValue.flag(true), "false": .flag(false)][text]
      default: .text(text)
      }
    guard let value, faults(in: value).isEmpty else { return nil }
    return value
  }

  /// For people, of a parameter.
  var expectation: String { "It must be \(words)." }
}
