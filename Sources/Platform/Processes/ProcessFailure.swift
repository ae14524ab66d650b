package import Files

/// Why a process gave no answer.
package enum ProcessFailure: Error, Equatable, Sendable {
  /// It died of the task. The next one finds a new process.
  case crashed(signal: Int32)
  case timedOut(Duration)
  /// It ended or answered in a way that it never should.
  case misbehaved
  /// The program could not be started.
  case unavailable(Path, Errno)
}

extension ProcessFailure {
  /// Whether it died of what it was asked, as far as one can tell: asking again would do the same.
  /// Killed from outside it was for want of memory, or because somebody wanted so.
  package var isOfTheTask: Bool {
    guard case .crashed(let signal) = self else { return false }
    return signal != 9
  }

  /// What a signal says of the work, in words that go on after its name. The numbers are those of
  /// signal(7) on all of Linux's usual machines.
  package static func text(ofSignal signal: Int32) -> String {
    switch signal {
    case 6: "made the decoder give up, most often for want of memory"
    case 9: "was being decoded when the decoder was killed from outside"
    case 24: "takes more processor time than is allowed"
    default: "crashed the decoder (signal \(signal))"
    }
  }
}
