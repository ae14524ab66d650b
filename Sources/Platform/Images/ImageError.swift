package import Files

/// Why nothing came of a request about a picture.
package struct ImageError: Error, Equatable, Sendable {
  package enum Reason: Error, Equatable, Sendable {
    /// The picture is at fault: asking again gives the same answer.
    case refused(ImageRefusal)
    /// The process died of it. The picture is suspect, and the next request finds a new process.
    case crashed(signal: Int32)
    case timedOut(Duration)
    /// The process ended or answered in a way that it never should.
    case misbehaved
    /// Not the picture's fault: what the file system said when results were written.
    case failed(String)
    /// The program could not be started.
    case unavailable(Path, Errno)
  }

  package var reason: Reason
  /// The picture.
  package var path: Path

  package init(_ reason: Reason, _ path: Path) {
    self.reason = reason
    self.path = path
  }
}

extension ImageError: CustomStringConvertible {
  /// For people; names the picture without its directory.
  package var description: String {
    let name = "“\(Path.escaped(path.name))”"
    return switch reason {
    case .refused(let refusal): "\(name) \(refusal)"
    case .crashed(let signal): "\(name) \(Self.text(ofSignal: signal))"
    case .timedOut(let limit): "\(name) was not done within \(limit)"
    case .misbehaved: "\(name) got no proper answer from dropmill-images"
    case .failed(let text): "\(name) could not be rendered: \(text)"
    case .unavailable(let program, let error): "\(name) was not looked at: “\(program)”: \(error)"
    }
  }

  /// The numbers are those of signal(7) on all of Linux's usual machines.
  private static func text(ofSignal signal: Int32) -> String {
    switch signal {
    case 6: "made the decoder give up, most often for want of memory"
    case 9: "was being decoded when the decoder was killed from outside"
    case 24: "takes more processor time than is allowed"
    default: "crashed the decoder (signal \(signal))"
    }
  }
}
