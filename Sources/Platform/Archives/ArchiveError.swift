package import Files
package import Processes

/// Why nothing came of unpacking an archive.
package struct ArchiveError: Error, Equatable, Sendable {
  package enum Reason: Error, Equatable, Sendable {
    /// The archive is at fault: asking again gives the same answer.
    case refused(ArchiveRefusal)
    /// The program that unpacks gave no answer.
    case process(ProcessFailure)
    /// Not the archive's fault: what the file system said when files were written.
    case failed(String)
  }

  package var reason: Reason
  /// The archive.
  package var path: Path

  package init(_ reason: Reason, _ path: Path) {
    self.reason = reason
    self.path = path
  }
}

extension ArchiveError {
  /// Whether asking again would give the same answer: it was refused, or its reader died of it.
  package var isFinal: Bool {
    switch reason {
    case .refused: true
    case .process(let failure): failure.isOfTheTask
    case .failed: false
    }
  }
}

extension ArchiveError: CustomStringConvertible {
  /// For people; names the archive without its directory.
  package var description: String {
    let name = "“\(Path.escaped(path.name))”"
    return switch reason {
    case .refused(let refusal): "\(name) \(refusal)"
    case .failed(let text): "\(name) could not be unpacked: \(text)"
    case .process(.crashed(let signal)): "\(name) \(ProcessFailure.text(ofSignal: signal))"
    case .process(.timedOut(let limit)): "\(name) was not unpacked within \(limit)"
    case .process(.misbehaved): "\(name) got no proper answer from dropmill-archive"
    case .process(.unavailable(let program, let error)):
      "\(name) was not looked at: “\(program)”: \(error)"
    }
  }
}
