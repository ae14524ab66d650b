import Accounts
import Foundation
import HTTPServer

/// The description of all endpoints: OpenAPI 3.1.
struct OpenAPI {
  let endpoints: [Endpoint]

  var document: JSONValue {
    var paths: [String: JSONValue] = [:]
    for endpoint in endpoints {
      let path = Endpoint.base + endpoint.path
      var item: [String: JSONValue] = [:]
      if case .object(let known)? = paths[path] { item = known }
      item[endpoint.method.rawValue.lowercased()] = Self.operation(endpoint)
      paths[path] = .object(item)
    }
    paths[Endpoint.base + "/files"] = ["post": Self.upload]
    let info: JSONValue = [
      "title": "Dropmill", "version": "1",
      "description": "Everything that the dashboard does, for programs.",
      "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
    ]
    let components: JSONValue = [
      "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      "schemas": ["Problem": Self.problem],
    ]
    return .object([
      "openapi": "3.1.0", "info": info, "servers": [["url": "/"]],
      "security": [["token": []]], "paths": .object(paths), "components": components,
    ])
  }

  /// The file is the body as it is.
  private static let upload: JSONValue = {
    // What holds is bytes: at four for a character these are always short enough.
    let part = #"[^./\u0000-\u001f\u007f][^/\u0000-\u001f\u007f]{0,60}"#
    let name: [JSONValue] = ["name", "to"].map { name in
      .object([
        "name": .text(name), "in": "query", "required": .flag(name == "name"),
        "description": name == "name" ? "Of the file." : "The folder below the inbox.",
        "schema": [
          "type": "string",
          "pattern": .text(name == "name" ? "^\(part)$" : "^(\(part)(/\(part)){0,3})?$"),
        ],
      ])
    }
    let content: JSONValue = ["application/octet-stream": [:]]
    let created: JSONValue = [
      "description": "It lies in the inbox.",
      "content": ["application/json": ["schema": Schema.object([.needed("origin", .line)]).json]],
    ]
    return .object([
      "summary": "Drops a file into the inbox.", "operationId": "postFiles", "tags": ["files"],
      "description": "Needs the role operator.", "parameters": .list(name),
      "requestBody": .object(["required": false, "content": content]),
      "responses": .object(["201": created, "default": fault]),
    ])
  }()

  private static let fault: JSONValue = [
    "description": "What went wrong: RFC 9457.",
    "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
  ]

  private static let problem = Schema.object([
    .needed("type", .line), .needed("title", .line), .needed("status", .integer(400...599)),
    .needed("detail", .line), .needed("instance", .line),
    .optional(
      "errors", .many(.object([.needed("pointer", .line), .needed("detail", .line)]))),
  ]).json

  private static func operation(_ endpoint: Endpoint) -> JSONValue {
    var success: [String: JSONValue] = ["description": "Done."]
    if let answer = endpoint.answer {
      success["content"] = ["application/json": ["schema": answer.json]]
    }
    var responses: [String: JSONValue] = [
      "\(endpoint.status)": .object(success), "default": fault,
    ]
    if endpoint.method == .get { responses["304"] = ["description": "It is as it was."] }
    var operation: [String: JSONValue] = [
      "summary": .text(endpoint.summary), "operationId": .text(name(of: endpoint)),
      "description": .text(
        "Needs the role \(endpoint.role.rawValue)"
          + (endpoint.isOfAll ? " for all businesses." : ".")),
    ]
    operation["tags"] = [.text(String(endpoint.path.split(separator: "/").first ?? "api"))]
    operation["parameters"] = .list(endpoint.parameters.map(parameter) + headers(endpoint))
    operation["responses"] = .object(responses)
    if let body = endpoint.body {
      operation["requestBody"] = [
        "required": true, "content": ["application/json": ["schema": body.json]],
      ]
    }
    return .object(operation)
  }

  private static func parameter(_ parameter: Endpoint.Parameter) -> JSONValue {
    let schema: JSONValue =
      parameter.isList
      ? Schema.list(parameter.schema, 0...Endpoint.listMax).json : parameter.schema.json
    return [
      "name": .text(parameter.name), "in": parameter.isInPath ? "path" : "query",
      "required": .flag(parameter.isInPath), "description": .text(parameter.summary),
      "schema": schema,
    ]
  }

  private static func headers(_ endpoint: Endpoint) -> [JSONValue] {
    if [.put, .patch, .delete].contains(endpoint.method) {
      return [
        [
          "name": "If-Match", "in": "header", "required": false,
          "description": "Only if it is still what was read with this ETag.",
          "schema": ["type": "string"],
        ]
      ]
    }
    guard endpoint.method == .post else { return [] }
    return [
      [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "The same key with the same request is carried out once.",
        "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
      ]
    ]
  }

  private static func name(of endpoint: Endpoint) -> String {
    let words = endpoint.path.split { !$0.isLetter }.map(\.capitalized)
    return endpoint.method.rawValue.lowercased() + words.joined()
  }
}
