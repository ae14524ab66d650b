import Files
import TestSupport
import Testing

@testable import Daemon

@Suite struct `Changed rule files` {
  /// Each time they have changed since the last look, there is one more.
  @Test(.timeLimit(.minutes(1))) func `are used when nobody writes them any more`() async throws {
    let place = try TemporaryDirectory()
    try place.write("10.yaml", "")
    let clock = ContinuousClock()
    try await withThrowingTaskGroup { group in
      group.addTask {
        for count in 1...6 {
          try await clock.sleep(for: .milliseconds(200))
          try place.write("10.yaml", String(repeating: "#", count: count))
        }
      }
      await RuleFiles.rest(in: place.path, pause: .seconds(4))
      let text = try FileReader.contents(of: place.path / "10.yaml")
      #expect(text.count == 6)
      try await group.waitForAll()
    }
  }
}
