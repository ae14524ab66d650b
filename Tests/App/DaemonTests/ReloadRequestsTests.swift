import Testing

@testable import Daemon

@Suite struct `A request to read the settings again` {
  private func count(_ stream: AsyncStream<Void>) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      group.addTask { await stream.reduce(into: 0) { count, _ in count += 1 } }
      group.addTask {
        // What was asked is buffered: it comes before the end of a cancelled loop.
        try? await ContinuousClock().sleep(for: .milliseconds(50))
        return 0
      }
      _ = await group.next()
      group.cancelAll()
      return await group.reduce(0, max)
    }
  }

  @Test func `is heard by who listens later`() async {
    let requests = ReloadRequests()
    requests.ask()
    #expect(await count(requests.stream()) == 1)
    #expect(await count(requests.stream()) == 0)
  }

  @Test func `is heard once, however often it is made at a time`() async {
    let requests = ReloadRequests()
    let stream = requests.stream()
    for _ in 0..<5 { requests.ask() }
    #expect(await count(stream) == 1)
    requests.ask()
    #expect(await count(requests.stream()) == 1)
  }
}
