import Chats

/// What to do about a fault: try again, leave the model alone for a while, or leave it at that.
struct RetryPolicy: Sendable {
  enum Verdict: Sendable, Equatable {
    /// Ask the same again, after so many seconds.
    case again(after: Double)
    /// The next model; this one is not to be asked for so many seconds.
    case rest(seconds: Double)
    /// The next model; the next question may go to this one again.
    case skip
  }

  /// Requests for one question, the first included.
  var triesMax = 4
  var baseSeconds = 0.5
  var waitSecondsMax = 30.0

  /// - Parameters:
  ///   - tries: requests so far, this one included.
  ///   - secondsLeft: until the question's deadline.
  ///   - draw: between 0 and 1, for the jitter.
  func verdict(
    _ fault: ChatFault, tries: Int, secondsLeft: Double, draw: Double
  ) -> Verdict {
    switch fault.kind {
    case .quota: return .rest(seconds: fault.waitSeconds ?? 3600)
    case .credentials, .missing: return .rest(seconds: 600)
    case .tooLong, .invalid, .blocked: return .skip
    case .unreadable where tries >= 2: return .skip
    case .rateLimited, .overloaded, .server, .unreachable, .broken, .unreadable:
      let jitter = draw * min(waitSecondsMax, baseSeconds * Double(1 << min(tries - 1, 16)))
      let wait = max(fault.waitSeconds ?? 0, jitter)
      if tries < triesMax, wait < secondsLeft { return .again(after: wait) }
      if let asked = fault.waitSeconds, asked > 0 { return .rest(seconds: min(asked, 3600)) }
      return .skip
    }
  }
}
