import Testing

@testable import Commands

@Suite struct `Progress` {
  @Test(arguments: [
    (Pace(done: 0, total: 40, elapsed: .seconds(3)), "0 of 40"),
    (Pace(done: 12, total: 40, elapsed: .seconds(4)), "12 of 40 · 3.0/s · 10 s left"),
    (Pace(done: 1, total: 3, elapsed: .seconds(30)), "1 of 3 · 2.0/min · 60 s left"),
    (Pace(done: 500, total: 100_000, elapsed: .seconds(10)), "500 of 100000 · 50/s · 33 min left"),
    (Pace(done: 40, total: 40, elapsed: .seconds(4)), "40 of 40 · 10/s"),
  ])
  func `tells count, rate and the time that is left`(_ pace: Pace, _ text: String) {
    #expect(pace.text == text)
  }

  @Test(arguments: [
    (0.0, "0 s"), (1.2, "2 s"), (99, "99 s"), (120, "2 min"), (7_800, "2 h 10 min"),
    (400_000, "4 days"),
  ])
  func `says times as people do`(_ seconds: Double, _ text: String) {
    #expect(Pace.span(seconds) == text)
  }

  @Test func `is drawn ten times a second and no more`() {
    let limit = RedrawLimit()
    let start = ContinuousClock.now
    let drawn = (0..<1000).filter { limit.mayDraw(at: start + .milliseconds($0)) }
    #expect(drawn == Array(stride(from: 0, to: 1000, by: 100)))
  }
}
