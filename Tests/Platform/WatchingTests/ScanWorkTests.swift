import Files
import Synchronization
import TestSupport
import Testing

@testable import Watching

@Suite struct `The work of a watcher` {
  private static func id(_ number: UInt64) -> DirectoryID { DirectoryID(token: number) }

  @Test func `takes what is new before a scan, and a scan from its first directory to its last`() {
    var work = ScanWork()
    #expect(work.isEmpty)
    work.scan((0..<4).map { (Self.id($0), $0 == 1) })
    #expect(work.next() == .check(Self.id(0), force: false))
    work.add(.survey(Self.id(7)))
    work.add(.list(Self.id(8)))
    work.add(.check(Self.id(9), force: true))
    work.add(.discover(Self.id(10)))
    let rest = Array(sequence(state: work) { $0.next() })
    #expect(
      rest == [
        .discover(Self.id(10)), .check(Self.id(9), force: true), .list(Self.id(8)),
        .survey(Self.id(7)), .check(Self.id(1), force: true), .check(Self.id(2), force: false),
        .check(Self.id(3), force: false),
      ])
  }

  @Test func `is over when the last directory was handed out`() {
    var work = ScanWork()
    for round in 0..<3 as Range<UInt64> {
      work.scan([(Self.id(round), false), (Self.id(9), false)])
      _ = work.next()
      #expect(work.isScanning)
      _ = work.next()
      #expect(!work.isScanning && work.isEmpty && work.next() == nil)
    }
    work.scan([])
    #expect(work.isEmpty)
  }
}

extension `With real events` {
  @Suite struct `a scan that takes longer than the time between two` {
    /// A clock that goes on by a millisecond whenever it is read: a step takes one at least.
    private static var busyClock: WatchClock {
      let reads = Ticks()
      let start = WatchClock.system.now()
      return WatchClock(
        now: { start + .milliseconds(reads.next()) }, wall: WatchClock.system.wall)
    }

    private final class Ticks: Sendable {
      private let count = Mutex(0)

      func next() -> Int {
        count.withLock { count in
          count += 1
          return count
        }
      }
    }

    /// As many asks for a sweep as there are files, too, each before the last is over.
    @Test(arguments: [WatchMode.polling, .hybrid])
    func `looks into every directory, old and new`(_ mode: WatchMode) async throws {
      let count = 300
      try await withInbox { inbox in
        for number in 0..<count { try inbox.make("\(number)") }
        let configuration = WatchConfiguration(
          mode: mode, pollingInterval: .milliseconds(20), rescanInterval: .milliseconds(50),
          settle: .zero)
        let watcher = Watcher(
          root: inbox.root, configuration: configuration, completeness: { _ in Completeness() },
          events: mode == .polling ? nil : try EventSource(), clock: Self.busyClock)
        try await withThrowingTaskGroup { group in
          group.addTask { try await watcher.run() }
          var files = watcher.settledFiles.makeAsyncIterator()
          try await eventually("all are known") {
            await watcher.status().directories == count + 1
          }
          for number in 0..<count { try inbox.drop("\(number)/old") }
          try inbox.make("new/deep")
          try inbox.drop("new/deep/new")
          var found: Set<Path> = []
          while found.count <= count, let batch = await files.next() {
            found.formUnion(batch.map(\.relative))
            watcher.rescan()
          }
          #expect(found.contains("new/deep/new"))
          #expect(found.count == count + 1)
          group.cancelAll()
        }
      }
    }
  }
}
