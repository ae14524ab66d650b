import Foundation

// The parameters of a tool as a JSON schema (draft 2020-12), as interfaces and models want it.

extension Tool {
  /// One JSON object, its keys in order.
  package var schema: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers always have an encoding.
    guard let bytes = try? encoder.encode(ToolSchema(self)) else {
      preconditionFailure("the schema of \(name) cannot be written")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private struct ToolSchema: Encodable {
  struct Field: Encodable {
    var type: String
    var description: String
    var minimum: Int?
    var maximum: Int?
    var `enum`: [String]?
  }

  let type = "object"
  let description: String
  /// What JSON Schema calls the fields of an object.
  let fields: [String: Field]
  let required: [String]
  let additional = false

  enum CodingKeys: String, CodingKey {
    case type, description, required
    case fields = "properties"
    case additional = "additionalProperties"
  }

  init(_ tool: Tool) {
    description = tool.sentence
    required = tool.parameters.filter(\.isRequired).map(\.name)
    fields = Dictionary(uniqueKeysWithValues: tool.parameters.map { ($0.name, Field($0)) })
  }
}

extension ToolSchema.Field {
  init(_ parameter: ToolParameter) {
    description = parameter.sentence
    switch parameter.kind {
    case .text: type = "string"
    case .number: type = "number"
    case .flag: type = "boolean"
    case .integer(let range):
      type = "integer"
      minimum = range.lowerBound
      maximum = range.upperBound
    case .choice(let words):
      type = "string"
      `enum` = words
    }
  }
}
