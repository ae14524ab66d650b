import Testing

@testable import Daemon

@Suite struct `A part of the daemon` {
  @Test func `is alive while it answers or works`() {
    var signs = LifeSigns()
    let steps: [(answers: Int, milliseconds: Int, isAlive: Bool)] = [
      (0, 0, true), (1, 0, true), (1, 0, false), (1, 1, true), (2, 1, true), (3, 9, true),
      (3, 9, false), (3, 9, false), (4, 9, true),
    ]
    for step in steps {
      #expect(
        signs.isAlive(answers: step.answers, workTime: .milliseconds(step.milliseconds))
          == step.isAlive, "\(step)")
    }
  }
}
