package import Files

/// Why a decoder, a program of ours, refuses a file: the file is at fault.
package protocol DecoderRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// The program that is asked.
  static var program: String { get }
  /// What it does with a file, as in “could not be unpacked”.
  static var deed: String { get }
}

/// Why nothing came of asking a decoder about a file.
package struct DecoderError<Refusal: DecoderRefusal>: Error, Equatable, Sendable {
  package enum Reason: Error, Equatable, Sendable {
    /// The file is at fault: asking again gives the same answer.
    case refused(Refusal)
    /// The program gave no answer. When it died, the file is suspect.
    case process(ProcessFailure)
    /// Not the file's fault: what the file system said when results were written.
    case failed(String)
  }

  package var reason: Reason
  /// The file.
  package var path: Path

  package init(_ reason: Reason, _ path: Path) {
    self.reason = reason
    self.path = path
  }

  /// Whether asking again would give the same answer: it was refused, or the program died of it.
  package var isFinal: Bool {
    switch reason {
    case .refused: true
    case .process(let failure): failure.isOfTheTask
    case .failed: false
    }
  }
}

extension DecoderError: CustomStringConvertible {
  /// For people; names the file without its directory.
  package var description: String {
    let name = "“\(Path.escaped(path.name))”"
    return switch reason {
    case .refused(let refusal): "\(name) \(refusal)"
    case .failed(let text): "\(name) could not be \(Refusal.deed): \(text)"
    case .process(.crashed(let signal)): "\(name) \(ProcessFailure.text(ofSignal: signal))"
    case .process(.timedOut(let limit)): "\(name) was not \(Refusal.deed) within \(limit)"
    case .process(.misbehaved): "\(name) got no proper answer from \(Refusal.program)"
    case .process(.unavailable(let program, let error)):
      "\(name) was not looked at: “\(program)”: \(error)"
    }
  }
}
