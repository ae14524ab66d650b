import Foundation

/// What is asked and answered: JSON without line breaks, keys in a fixed order.
package enum JSONLine {
  package static func text(of value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return Array(try encoder.encode(value))
    } catch {
      preconditionFailure("numbers and texts are JSON: \(error)")
    }
  }

  /// Nil when the line is something else: the other side is told so, and needs to know no more.
  package static func value<Value: Decodable>(
    _ type: Value.Type, of line: some Sequence<UInt8>
  ) -> Value? {
    // Whoever gets nil knows all that there is to know.
    try? JSONDecoder().decode(type, from: Data(line))
  }
}
