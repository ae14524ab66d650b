import Foundation

/// Data for programs: keys in order, dates as ISO 8601.
enum JSONOutput {
  /// One document.
  static func text(_ value: some Encodable) throws -> String {
    try text(value, [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
  }

  /// One object in one line.
  static func line(_ value: some Encodable) throws -> String {
    try text(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func text(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
