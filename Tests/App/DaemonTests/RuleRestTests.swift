import Files
import TestSupport
import Testing

@testable import Daemon

@Suite struct `Changed rule files` {
  /// Each time they have changed since the last look, there is one more.
  @Test(.timeLimit(.minutes(1))) func `are used when nobody writes them any more`() async throws {
    let place = try TemporaryDirectory()
    try place.write("10.yaml", "")
    // By a program of its own: here, busy tests would keep a writer from writing for seconds.
    let writer = try ChildProcess(
      "sh", ["-c", "for i in 1 2 3 4 5 6; do sleep 0.2; printf '#' >> 10.yaml; done"],
      workingDirectory: place.path)
    defer { writer.kill() }
    await RuleFiles.rest(in: place.path, pause: .seconds(2))
    let text = try FileReader.contents(of: place.path / "10.yaml")
    #expect(text.count == 6)
  }
}
