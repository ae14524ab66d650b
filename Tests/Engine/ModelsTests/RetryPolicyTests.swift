import Chats
import Testing

@testable import Models

@Suite struct `The policy` {
  @Test(arguments: ChatFault.Kind.allCases)
  func `knows what may help`(_ kind: ChatFault.Kind) {
    let verdict = RetryPolicy().verdict(
      ChatFault(kind, ""), tries: 1, secondsLeft: 100, draw: 0.5)
    switch kind {
    case .rateLimited, .overloaded, .server, .unreachable, .broken, .unreadable:
      #expect(verdict == .again(after: 0.25))
    case .quota: #expect(verdict == .rest(seconds: 3600))
    case .credentials, .missing: #expect(verdict == .rest(seconds: 600))
    case .tooLong, .invalid, .blocked: #expect(verdict == .skip)
    }
  }

  @Test(arguments: [
    (1, nil, 100.0, RetryPolicy.Verdict.again(after: 0.5)), (3, nil, 100, .again(after: 2)),
    (4, nil, 100, .skip), (2, 9, 100, .again(after: 9)), (1, 200, 100, .rest(seconds: 200)),
    (4, 9, 100, .rest(seconds: 9)), (1, nil, 0.1, .skip), (1, 90_000, 100, .rest(seconds: 3600)),
  ])
  func `waits longer each time, and never past the deadline`(
    _ tries: Int, _ asked: Double?, _ left: Double, _ verdict: RetryPolicy.Verdict
  ) {
    let fault = ChatFault(.overloaded, "", waitSeconds: asked)
    #expect(
      RetryPolicy().verdict(fault, tries: tries, secondsLeft: left, draw: 1) == verdict)
  }

  @Test func `opens the circuit after five failures in a minute, and lets one try`() {
    var circuit = Circuit()
    func allows(_ seconds: [Double]) -> [Bool] { seconds.map { circuit.verdict(at: $0) != .waits } }
    for second in 0..<4 { circuit.failed(.server, at: Double(second)) }
    #expect(allows([5]) == [true])
    circuit.failed(.invalid, at: 5)
    #expect(allows([5]) == [true])
    circuit.failed(.unreachable, at: 6)
    #expect(allows([7, 35, 36, 36]) == [false, false, true, false])
    circuit.failed(.server, at: 37)
    #expect(allows([60, 67]) == [false, true])
    circuit.succeeded()
    #expect(allows([68, 68]) == [true, true])
  }

  @Test func `does not count failures that are long past`() {
    var circuit = Circuit()
    for minute in 0..<10 { circuit.failed(.server, at: Double(minute) * 20) }
    let verdict = circuit.verdict(at: 200)
    #expect(verdict == .goes)
  }

  @Test func `lets tokens out as they come in`() {
    var limit = RateLimit(requestsPerMinute: nil, tokensPerMinute: 600, at: 0)
    func wait(_ tokens: Int, _ now: Double) -> Double { limit.take(tokens: tokens, at: now) }
    #expect([wait(500, 0), wait(500, 0)] == [0, 40])
    limit.settle(estimated: 500, used: 100)
    // A question larger than a minute's goes alone.
    #expect([wait(500, 0), wait(9000, 60)] == [0, 0])
    limit = RateLimit(requestsPerMinute: 60, tokensPerMinute: nil, at: 0)
    limit.block(for: 5, at: 130)
    #expect([wait(1, 131), wait(1, 135)] == [4, 0])
  }
}
