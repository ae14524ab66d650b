/// Returns when a condition holds that nobody can announce: what another process does, what lies in
/// a directory, what a database says.
///
/// This is the one place in the tests that looks again and again. Inside a process there is always
/// something to wait for, and a test awaits that; of a program that it started a test sees only
/// files and exit codes.
///
/// - Parameters:
///   - limit: generous, since it is only reached by a failure.
///   - what: what is waited for, for the message.
/// - Throws: ``NeverHappened`` when the time is over, and what the condition throws.
package func eventually(
  _ what: String, within limit: Duration = .seconds(120),
  clock: some Clock<Duration> = ContinuousClock(), _ condition: () async throws -> Bool
) async throws {
  let deadline = clock.now.advanced(by: limit)
  while try await !condition() {
    if clock.now >= deadline { throw NeverHappened(what: what, limit: limit) }
    try await clock.sleep(until: clock.now.advanced(by: .milliseconds(10)), tolerance: nil)
  }
}

/// A condition did not come true in time.
package struct NeverHappened: Error, CustomStringConvertible {
  let what: String
  let limit: Duration

  package var description: String { "waited \(limit) in vain for: \(what)" }
}
