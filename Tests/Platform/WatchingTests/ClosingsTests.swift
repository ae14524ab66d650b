import Testing

@testable import Watching

@Suite struct `A closing that is not over` {
  private static func time(_ microseconds: UInt64) -> MonotonicTime {
    MonotonicTime(nanoseconds: microseconds * 1000)
  }

  @Test func `is asked again ever less often, and not for ever`() {
    var closings = Closings<String>()
    var (now, asked): (UInt64, [UInt64]) = (1000, [])
    let isAsked = closings.wait("a", .closed, after: nil, at: Self.time(now))
    #expect(isAsked)
    while closings.earliestDue != nil, asked.count < 100 {
      let early = closings.takeDue(at: Self.time(now))
      #expect(early.isEmpty)
      now = (closings.earliestDue?.nanoseconds ?? 0) / 1000
      asked.append(now - 1000)
      for closing in closings.takeDue(at: Self.time(now)) {
        #expect(closing.key == "a")
        _ = closings.wait("a", closing.evidence, after: closing, at: Self.time(now))
      }
    }
    #expect(asked == (0...14).map { 100 << $0 })
    #expect(closings.count == 0)
  }

  @Test func `is forgotten when it is over`() {
    var closings = Closings<String>()
    _ = closings.wait("a", .closed, after: nil, at: Self.time(0))
    closings.forget("a")
    let due = closings.takeDue(at: Self.time(1_000_000))
    #expect(due.isEmpty)
  }
}
