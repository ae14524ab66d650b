/// What a JSON value must look like: the part of JSON Schema that the three protocols share.
///
/// Known are `type` (one, or a list), `properties`, `required`, `additionalProperties` as a flag,
/// `items`, `enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `minItems` and `maxItems`.
/// Other keywords are sent and not checked.
package struct JSONSchema: Sendable, Hashable {
  /// The schema itself.
  package let value: JSONValue

  package init(_ value: JSONValue) { self.value = value }

  /// A group of texts, all of which must be there.
  package static func texts(_ names: [String]) -> JSONSchema {
    let properties = names.map { JSONValue.Member(name: $0, value: ["type": "string"]) }
    return JSONSchema(
      .object([
        "type": "object", "properties": .object(properties), "required": .texts(names),
        "additionalProperties": false,
      ]))
  }

  /// All that is wrong with a value, each with its place: `$.tags[2]: must be a string`.
  package func faults(in value: JSONValue) -> [String] {
    Self.faults(in: value, by: self.value, at: "$", depth: 0)
  }

  private static func faults(
    in value: JSONValue, by schema: JSONValue, at place: String, depth: Int
  ) -> [String] {
    if depth > 64 { return ["\(place): too deep"] }
    if let types = types(of: schema), !types.contains(where: { isOf($0, value) }) {
      return ["\(place): must be \(types.joined(separator: " or "))"]
    }
    var faults: [String] = []
    if let choices = schema["enum"]?.list, !choices.contains(value) {
      faults.append("\(place): must be one of \(JSONValue.list(choices).written)")
    }
    faults += bounds(of: value, by: schema).map { "\(place): \($0)" }
    for (index, item) in value.list.enumerated() {
      guard let items = schema["items"] else { break }
      faults += Self.faults(in: item, by: items, at: "\(place)[\(index)]", depth: depth + 1)
    }
    if case .object(let members) = value {
      let properties = schema["properties"]
      for name in schema["required"]?.list.compactMap(\.text) ?? [] where value[name] == nil {
        faults.append("\(place).\(name): is missing")
      }
      for member in members {
        if let own = properties?[member.name] {
          faults += Self.faults(
            in: member.value, by: own, at: "\(place).\(member.name)", depth: depth + 1)
        } else if schema["additionalProperties"] == .flag(false) {
          faults.append("\(place).\(member.name): is not known")
        }
      }
    }
    return faults
  }

  private static func types(of schema: JSONValue) -> [String]? {
    guard let type = schema["type"] else { return nil }
    return (type.text.map { [$0] } ?? type.list.compactMap(\.text)).map { $0.lowercased() }
  }

  private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .flag), ("string", .text), ("array", .list),
      ("object", .object), ("number", .integer), ("number", .number):
      true
    case ("integer", _): value.integer != nil
    default: false
    }
  }

  private static func bounds(of value: JSONValue, by schema: JSONValue) -> [String] {
    var faults: [String] = []
    func check(_ count: Double?, _ least: String, _ most: String) {
      guard let count else { return }
      if let bound = schema[least]?.number, count < bound { faults.append("\(least) is \(bound)") }
      if let bound = schema[most]?.number, count > bound { faults.append("\(most) is \(bound)") }
    }
    check(value.number, "minimum", "maximum")
    check(value.text.map { Double($0.count) }, "minLength", "maxLength")
    if case .list(let list) = value { check(Double(list.count), "minItems", "maxItems") }
    return faults
  }
}
