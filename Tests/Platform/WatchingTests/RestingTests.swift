import Files
import Testing

@testable import Watching

@Suite struct `A file that grows` {
  private static let second: UInt64 = 1_000_000_000

  /// The second in which it is at rest, when it is looked at in each and was changed in the first
  /// and in those given.
  private static func restSecond(
    changes: Set<Int> = [], hasAge: Bool, _ writer: Settling<String>.Writer
  ) -> Int? {
    var resting = Resting<String>()
    var stamp = FileStamp(device: 1, inode: 1, size: 0, modified: 0, changed: 0)
    var lastChange = 0
    for time in 0..<200 {
      if changes.contains(time) {
        stamp.size += 1
        lastChange = time
      }
      let isAtRest = resting.isAtRest(
        "app.log", stamp, age: hasAge ? .seconds(time - lastChange) : nil,
        at: MonotonicTime(nanoseconds: UInt64(7 + time) * second)
      ) { writer }
      if isAtRest { return time }
    }
    return nil
  }

  @Test(arguments: [true, false])
  func `is at rest when nobody writes it, or nobody is known for long enough`(_ hasAge: Bool) {
    #expect(Self.restSecond(hasAge: hasAge, .none) == 5)
    #expect(Self.restSecond(changes: [3, 7], hasAge: hasAge, .none) == 12)
    #expect(Self.restSecond(hasAge: hasAge, .unknown) == 60)
    #expect(Self.restSecond(changes: [30], hasAge: hasAge, .unknown) == 90)
    #expect(Self.restSecond(hasAge: hasAge, .open) == nil)
  }

  @Test func `is at rest when it was quiet for as long as its rule says`() {
    var resting = Resting<String>()
    let stamp = FileStamp(device: 1, inode: 1, size: 0, modified: 0, changed: 0)
    let isAtRest = [1, 20, 31].map { second in
      resting.isAtRest(
        "app.log", stamp, settle: .seconds(30), age: nil,
        at: MonotonicTime(nanoseconds: second * Self.second)
      ) { .none }
    }
    #expect(isAtRest == [false, false, true])
  }

  @Test func `is not remembered once it is forgotten`() {
    var resting = Resting<String>()
    let stamp = FileStamp(device: 1, inode: 1, size: 0, modified: 0, changed: 0)
    let now = MonotonicTime(nanoseconds: Self.second)
    _ = resting.isAtRest("app.log", stamp, age: nil, at: now) { .unknown }
    #expect(resting.count == 1)
    resting.forget("app.log")
    #expect(resting.count == 0)
  }
}
