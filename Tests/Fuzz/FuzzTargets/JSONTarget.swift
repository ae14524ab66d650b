import Foundation
import Tables

/// What is written as JSON is JSON, and says what it said.
enum JSONTarget {
  static func run(_ bytes: [UInt8]) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("text")
    bytes.withUnsafeBytes { writer.value($0) }
    bytes.withUnsafeBytes { writer.key($0) }
    writer.value(bytes.count)
    writer.endObject()
    let text = String(decoding: bytes, as: UTF8.self)
    let written = Data(writer.takeBytes())
    let object = try? JSONSerialization.jsonObject(with: written) as? [String: Any]
    expect(object != nil, "it is no JSON: \(String(decoding: written, as: UTF8.self))")
    // A key that is `text` too stands twice: which of the two a reader takes is its own affair.
    // And how many signs stand for bytes that are no text, each decoder says for itself.
    if text != "text", text.utf8.elementsEqual(bytes) {
      expect(object?["text"] as? String == text, "the text is another")
    }
  }
}
