package import Files
import Foundation

/// What `dropmill-images` is asked, one line of JSON each.
package enum ImageTask: Codable, Equatable, Sendable {
  case inspect(InspectRequest)
  case render(RenderRequest)

  package struct InspectRequest: Codable, Equatable, Sendable {
    @PercentEncoded package var source: Path
  }

  package static func inspect(source: Path) -> ImageTask {
    .inspect(InspectRequest(source: source))
  }
}

extension ImageTask {
  package var line: [UInt8] { jsonLine(self) }

  /// Nil when the line is no task.
  package init?(line: some Sequence<UInt8>) {
    // The other side is told that it is no task, and needs to know no more.
    guard let task = try? JSONDecoder().decode(Self.self, from: Data(line)) else { return nil }
    self = task
  }
}

/// JSON without line breaks, keys in a fixed order.
func jsonLine(_ value: some Encodable) -> [UInt8] {
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
