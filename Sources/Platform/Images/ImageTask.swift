package import Files
package import Processes

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
  package var line: [UInt8] { JSONLine.text(of: self) }

  /// Nil when the line is no task.
  package init?(line: some Sequence<UInt8>) {
    guard let task = JSONLine.value(Self.self, of: line) else { return nil }
    self = task
  }
}
