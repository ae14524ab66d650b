import Processes

/// What `dropmill-images` answers, one line of JSON each.
package enum ImageAnswer: Codable, Equatable, Sendable {
  case inspected(facts: ImageFacts)
  case rendered(files: [RenderedImage])
  /// The picture is at fault.
  case refused(reason: ImageRefusal)
  /// The picture is not at fault.
  case failed(message: String)
}

extension ImageAnswer {
  package var line: [UInt8] { JSONLine.text(of: self) }

  /// Nil when the line is no answer.
  package init?(line: some Sequence<UInt8>) {
    guard let answer = JSONLine.value(Self.self, of: line) else { return nil }
    self = answer
  }
}
