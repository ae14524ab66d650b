package import Files

/// Why a program could not be run, or was ended.
package enum ProgramError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It is not there, may not be run, or is no program.
  case notStarted(Path, Errno)
  /// The kernel cannot confine it, so it was not started.
  case unconfined(Errno)
  case timedOut(Duration)
  case tooMuchOutput(limit: Int)
  case tooManyFiles(limit: Int)
  /// In its directory, all files together.
  case tooManyBytes(limit: Int)
  /// It was ended by a signal, most often because a limit was reached.
  case killed(signal: CInt)
  case noChannel(Errno)

  package var description: String {
    switch self {
    case .notStarted(let path, let error): "\(path) could not be started: \(error)"
    case .unconfined(let error):
      "this kernel cannot confine programs (\(error)), so none is started: Landlock is needed,"
        + " Linux 5.13 or later"
    case .timedOut(let limit): "it did not end within \(limit): give it more with “timeout”"
    case .tooMuchOutput(let limit): "it wrote more than \(limit) bytes"
    case .tooManyFiles(let limit): "it made more than \(limit) files, or folders too deep to read"
    case .tooManyBytes(let limit): "its files came to more than \(limit) bytes"
    case .killed(let signal):
      "it was ended by signal \(signal): \(Self.meaning(of: signal))"
    case .noChannel(let error): "no channel to a program could be made: \(error)"
    }
  }

  private static func meaning(of signal: CInt) -> String {
    switch signal {
    case 9, 24: "a limit of time or memory was reached"
    case 25: "a file became too large"
    case 4, 6, 7, 8, 11: "it crashed; perhaps it needs more memory"
    default: "somebody or something ended it"
    }
  }
}
