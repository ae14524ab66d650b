import Chats
import Testing

@Suite struct `JSON` {
  @Test(arguments: [
    "null", "true", "[1,-2,3.5,\"a\"]", #"{"a":{"b":[]},"c":"\"\\\n\t"}"#, #""ä🏠\u0001""#, "0",
    "-0.5", "[]", "{}",
  ])
  func `is written as it was read`(_ text: String) throws {
    #expect(try #require(JSONValue(parsing: text.utf8)).written == text)
  }

  @Test func `has its escapes read`() {
    let text = #""\u00e4\ud83c\udfe0\/\ud83c""#
    #expect(JSONValue(parsing: text.utf8)?.text == "ä🏠/\u{fffd}")
    #expect(JSONValue(parsing: "1e3".utf8)?.integer == 1000)
    #expect(JSONValue(parsing: " [ 1 , 2 ] \n".utf8)?.list.count == 2)
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", ".5", "+1", "- 1", "\"\u{1}\"", "\"a",
    "nul", "[1] 2", "\"\\x\"", "\"\\u12\"", "1e999", "tru",
  ])
  func `that is none is not read`(_ text: String) {
    #expect(JSONValue(parsing: text.utf8) == nil)
  }

  @Test func `is read to a depth and no deeper`() {
    let nested = { (depth: Int) in
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(JSONValue(parsing: nested(60).utf8) != nil)
    #expect(JSONValue(parsing: nested(100_000).utf8) == nil)
    #expect(JSONValue(parsing: [0x22, 0xff, 0x22]) == nil)
  }
}

@Suite struct `A schema` {
  private static let schema = JSONSchema([
    "type": "object", "required": ["text", "count"], "additionalProperties": false,
    "properties": [
      "text": ["type": "string", "minLength": 2, "maxLength": 4],
      "count": ["type": "integer", "minimum": 1, "maximum": 9],
      "tags": ["type": "array", "items": ["type": "string", "enum": ["a", "b"]], "maxItems": 2],
      "note": ["type": ["string", "null"]],
    ],
  ])

  private static let cases: [(String, [String])] = [
    (#"{"text":"abc","count":3,"tags":["a"],"note":null}"#, []),
    (#"{"text":"abc","count":3.0}"#, []),
    (#"{"text":"abc"}"#, ["$.count: is missing"]),
    (#"{"text":1,"count":"3"}"#, ["$.text: must be string", "$.count: must be integer"]),
    (
      #"{"text":"abc","count":3,"tags":["a","c",1]}"#,
      [
        "$.tags: maxItems is 2.0", #"$.tags[1]: must be one of ["a","b"]"#,
        "$.tags[2]: must be string",
      ]
    ),
    (#"{"text":"abcde","count":0}"#, ["$.text: maxLength is 4.0", "$.count: minimum is 1.0"]),
    (
      #"{"text":"abc","count":3,"more":1,"note":2}"#,
      [
        "$.more: is not known", "$.note: must be string or null",
      ]
    ),
    ("[]", ["$: must be object"]),
  ]

  @Test(arguments: cases)
  func `says what is wrong, and where`(_ text: String, _ faults: [String]) throws {
    let value = try #require(JSONValue(parsing: text.utf8))
    #expect(Self.schema.faults(in: value) == faults)
  }

  @Test func `refuses a call of a tool for the model to read`() {
    let tool = ChatTool(name: "t", description: "", parameters: .texts(["place"]))
    let call = ToolCall(id: "1", name: "t", arguments: .text("{place"))
    #expect(tool.faults(in: call) == ["$: must be object"])
  }
}
