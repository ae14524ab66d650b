import Files
import Testing

@testable import Watching

/// Plays the life of one file, one column per tenth of a second: `w` a write, `.` nothing, `x` a
/// write by somebody who keeps the file open, until the next `c`. The file is looked at in each
/// column, as a scan would.
private func settlingTenth(
  of life: String, settle: Int, compareClocks: Bool = false, leases: Bool = true
) -> Int? {
  var settling = Settling<String>()
  var stamp = FileStamp(device: 1, inode: 1, size: 0, modified: 0, changed: 0)
  var lastChange = 0
  var isOpen = false
  for (tenth, act) in life.enumerated() {
    if act == "w" || act == "x" {
      stamp.size += 1
      lastChange = tenth
    }
    isOpen = act == "x" || isOpen && act != "c"
    let writer: Settling<String>.Writer = leases ? (isOpen ? .open : .none) : .unknown
    let verdict = settling.examine(
      "file", stamp, settle: .milliseconds(settle * 100),
      age: compareClocks ? .milliseconds((tenth - lastChange) * 100) : nil,
      at: MonotonicTime(nanoseconds: 5_000_000_000 + UInt64(tenth) * 100_000_000)
    ) { writer }
    if verdict != .waiting { return tenth }
  }
  return nil
}

@Suite struct `A file that nobody vouched for` {
  @Test(arguments: [
    ("w.......", 3),
    ("........", 3),
    ("w.w.....", 5),
    ("w..w..w....", 9),
    ("wwwwwwww...", 10),
    ("w.w.w.w.w.w.", nil),
  ])
  func `settles when it was quiet for its time`(_ life: String, _ expected: Int?) {
    #expect(settlingTenth(of: life, settle: 3) == expected)
  }

  @Test(arguments: [
    ("x.......", nil),
    ("x......c..", 7),
    ("x..x..c....", 6),
  ])
  func `never settles while it is open for writing`(_ life: String, _ expected: Int?) {
    #expect(settlingTenth(of: life, settle: 3) == expected)
  }

  @Test func `settles by quiet alone where nobody knows the writers`() {
    #expect(settlingTenth(of: "x.......", settle: 3, leases: false) == 3)
  }

  @Test func `waits longer where it could be known who writes, and is not`() {
    var settling = Settling<String>()
    let stamp = FileStamp(device: 1, inode: 1, size: 9, modified: 0, changed: 0)
    func verdict(_ second: UInt64, age: Duration) -> Settling<String>.Verdict {
      settling.examine(
        "file", stamp, settle: .seconds(2), settleUnknown: .seconds(60), age: age,
        at: MonotonicTime(nanoseconds: second * 1_000_000_000)
      ) { .unknown }
    }
    #expect(verdict(10, age: .seconds(10)) == .waiting)
    #expect(verdict(13, age: .seconds(13)) == .waiting)
    // Perhaps it is known then.
    #expect(settling.earliestDue == MonotonicTime(nanoseconds: 15_000_000_000))
    #expect(verdict(60, age: .seconds(60)) != .waiting)
    // Its closing was heard, and then its time was set.
    settling.postpone(
      "file", stamp, settle: .seconds(2), isVouchedFor: true,
      at: MonotonicTime(nanoseconds: 80_000_000_000))
    #expect(verdict(82, age: .seconds(2)) != .waiting)
    // It lay there for long before anybody looked.
    #expect(verdict(100, age: .seconds(500)) == .waiting)
    #expect(verdict(102, age: .seconds(502)) != .waiting)
  }

  @Test func `counts from its last change where clocks can be compared`() {
    var settling = Settling<String>()
    let stamp = FileStamp(device: 1, inode: 1, size: 9, modified: 0, changed: 0)
    let now = MonotonicTime(nanoseconds: 1)
    let verdict = settling.examine(
      "old", stamp, settle: .seconds(2), age: .seconds(3600), at: now
    ) { .none }
    #expect(verdict == .settled(quiet: .seconds(3600), firstSeen: now))
  }

  @Test func `is not trusted for its age when its writers are unknown`() {
    var settling = Settling<String>()
    let stamp = FileStamp(device: 1, inode: 1, size: 9, modified: 0, changed: 0)
    let verdict = settling.examine(
      "old", stamp, settle: .seconds(2), age: .seconds(3600), at: MonotonicTime(nanoseconds: 1)
    ) { .unknown }
    #expect(verdict == .waiting)
    #expect(settling.earliestDue == MonotonicTime(nanoseconds: 2_000_000_001))
  }

  @Test func `is not held back by a steady stream of others`() {
    var settling = Settling<Int>()
    var settledAfter: [Int: Int] = [:]
    for tick in 0..<300 {
      let now = MonotonicTime(nanoseconds: UInt64(tick) * 10_000_000)
      var due: [Int] = tick < 200 ? [tick] : []
      while let key = settling.takeDue(at: now) { due.append(key) }
      for key in due {
        let stamp = FileStamp(device: 1, inode: UInt64(key), size: 1, modified: 0, changed: 0)
        let verdict = settling.examine(
          key, stamp, settle: .milliseconds(500), age: nil, at: now
        ) { .none }
        if verdict != .waiting { settledAfter[key] = tick - key }
      }
    }
    #expect(settledAfter.count == 200)
    #expect(settledAfter.values.allSatisfy { $0 == 50 })
    #expect(settling.count == 0)
  }

  @Test func `starts its quiet time again when it is touched`() {
    var settling = Settling<String>()
    let stamp = FileStamp(device: 1, inode: 1, size: 1, modified: 0, changed: 0)
    func look(at second: UInt64) -> Settling<String>.Verdict {
      settling.examine(
        "bundle", stamp, settle: .seconds(2), age: nil,
        at: MonotonicTime(nanoseconds: second * 1_000_000_000)
      ) { .none }
    }
    #expect(look(at: 10) == .waiting)
    settling.touch("bundle", at: MonotonicTime(nanoseconds: 11_500_000_000))
    #expect(look(at: 12) == .waiting)
    #expect(look(at: 13) == .waiting)
    #expect(
      look(at: 14)
        == .settled(
          quiet: .milliseconds(2500), firstSeen: MonotonicTime(nanoseconds: 10_000_000_000)))
  }
}

@Suite struct `The queue of what is due` {
  @Test(arguments: [1, 7, 20_251_121] as [UInt64])
  func `gives the earliest first`(_ seed: UInt64) {
    var state = seed
    var queue = DueQueue<Int>()
    var expected: [UInt64] = []
    for key in 0..<500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      expected.append(state >> 54)
      queue.insert(key, due: MonotonicTime(nanoseconds: state >> 54))
    }
    var dues: [UInt64] = []
    while let first = queue.first {
      dues.append(first.due.nanoseconds)
      let key = queue.removeFirst()
      #expect(key == first.key)
    }
    #expect(dues == expected.sorted())
  }
}
