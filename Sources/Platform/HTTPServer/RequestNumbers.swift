import Synchronization

/// Names requests: eight digits for this run of the server, eight for the request.
final class RequestNumbers: Sendable {
  private let run: UInt32
  private let last = Atomic<UInt32>(0)

  init() {
    // Hash values begin with a number that is drawn anew for each process.
    run = UInt32(truncatingIfNeeded: ContinuousClock.now.hashValue)
  }

  func next() -> String {
    let number = last.add(1, ordering: .relaxed).newValue
    return Self.digits(run) + Self.digits(number)
  }

  private static func digits(_ number: UInt32) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}
