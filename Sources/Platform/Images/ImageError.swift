package import Files
package import Processes

/// Why nothing came of a request about a picture.
package struct ImageError: Error, Equatable, Sendable {
  package enum Reason: Error, Equatable, Sendable {
    /// The picture is at fault: asking again gives the same answer.
    case refused(ImageRefusal)
    /// The process gave no answer. When it died, the picture is suspect.
    case process(ProcessFailure)
    /// Not the picture's fault: what the file system said when results were written.
    case failed(String)
  }

  package var reason: Reason
  /// The picture.
  package var path: Path

  package init(_ reason: Reason, _ path: Path) {
    self.reason = reason
    self.path = path
  }
}

extension ImageError {
  /// Whether asking again would give the same answer: it was refused, or its decoder died of it.
  package var isFinal: Bool {
    switch reason {
    case .refused: true
    case .process(let failure): failure.isOfTheTask
    case .failed: false
    }
  }
}

extension ImageError: CustomStringConvertible {
  /// For people; names the picture without its directory.
  package var description: String {
    let name = "“\(Path.escaped(path.name))”"
    return switch reason {
    case .refused(let refusal): "\(name) \(refusal)"
    case .process(.crashed(let signal)): "\(name) \(ProcessFailure.text(ofSignal: signal))"
    case .process(.timedOut(let limit)): "\(name) was not done within \(limit)"
    case .process(.misbehaved): "\(name) got no proper answer from dropmill-images"
    case .failed(let text): "\(name) could not be rendered: \(text)"
    case .process(.unavailable(let program, let error)):
      "\(name) was not looked at: “\(program)”: \(error)"
    }
  }
}
