import Files
import Glibc
import Synchronization
import Testing

@testable import Watching

extension `With real events` {
  @Suite struct `a watcher` {
    @Test func `polls the directories for which there is no watch, and says so`() async throws {
      try await withInbox { inbox in
        for number in 0..<10 { try inbox.make("\(number)") }
        try await inbox.watch(WatchConfiguration(watchesMax: 4)) { watch in
          let status = try await watch.quiesce()
          #expect(status.watches == 4)
          #expect(status.blindCount == 7)
          #expect(status.advice?.contains("fs.inotify.max_user_watches") == true)
          for number in 0..<10 { try inbox.drop("\(number)/file") }
          _ = try await watch.advance(.seconds(5))
          _ = try await watch.advance(.seconds(5))
          #expect(await watch.names(10) == (0..<10).map { "\($0)/file" })
        }
      }
    }

    @Test func `waits for a root that is missing, and comes back to it`() async throws {
      try await withInbox { inbox in
        try await inbox.watch(root: inbox.root / "inbox") { watch in
          #expect(try await watch.quiesce().isRootPresent == false)
          for round in 0..<3 {
            try inbox.make("inbox/sub")
            try inbox.drop("inbox/sub/\(round)")
            #expect(try await watch.advance(.seconds(1)).isRootPresent)
            _ = try await watch.advance(.seconds(2))
            #expect(await watch.names(1) == ["sub/\(round)"])
            try inbox.remove("inbox")
            #expect(try await watch.quiesce().isRootPresent == false)
          }
        }
      }
    }

    @Test func `notices that its root was replaced`() async throws {
      try await withInbox { inbox in
        try inbox.make("inbox")
        try inbox.make("other")
        try inbox.drop("other/new.csv")
        try await inbox.watch(root: inbox.root / "inbox") { watch in
          try inbox.rename("inbox", "away")
          try inbox.rename("other", "inbox")
          _ = try await watch.advance(.seconds(2))
          _ = try await watch.advance(.seconds(2))
          #expect(await watch.names(1) == ["new.csv"])
          try inbox.drop("inbox/later.csv")
          #expect(await watch.names(1) == ["later.csv"])
        }
      }
    }

    @Test func `finds files by polling alone`() async throws {
      try await withInbox { inbox in
        try inbox.make("a/b")
        try await inbox.watch(WatchConfiguration(mode: .polling)) { watch in
          #expect(try await watch.quiesce().watches == 0)
          _ = try await watch.advance(.seconds(60))
          try inbox.drop("a/b/one")
          try inbox.make("new/deep")
          try inbox.drop("new/deep/two")
          _ = try await watch.advance(.seconds(5))
          _ = try await watch.advance(.seconds(5))
          #expect(await watch.names(2) == ["a/b/one", "new/deep/two"])
          try inbox.drop("a/b/three")
          _ = try await watch.advance(.seconds(5))
          _ = try await watch.advance(.seconds(5))
          #expect(await watch.names(1) == ["a/b/three"])
          #expect(try await watch.quiesce().undelivered == 0)
        }
      }
    }

    @Test(arguments: [["x.csv", "x.csv.done"], ["x.csv.done", "x.csv"]])
    func `waits for a marker, whichever comes first`(_ order: [String]) async throws {
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          let isMarked = path.name.ends(with: ".csv")
          return Completeness(markerSuffixes: isMarked ? [".done"] : [], needsMarker: isMarked)
        }) { watch in
          try inbox.drop(order[0])
          #expect(try await watch.advance(.seconds(3600)).undelivered == 0)
          try inbox.drop(order[1])
          let found = await watch.next(1)
          #expect(found.map(\.relative) == ["x.csv"])
          #expect(found.map(\.evidence) == [.marker])
          #expect(found.map(\.marker) == [inbox.root / "x.csv.done"])
          try inbox.drop("plain.done")
          #expect(await watch.names(1) == ["plain.done"])
        }
      }
    }

    @Test func `is told of a file without its marker, and once more with it`() async throws {
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          Completeness(markerSuffixes: path.name.ends(with: ".csv") ? [".done", ".ok"] : [])
        }) { watch in
          try inbox.drop("x.csv")
          #expect(await watch.next(1).map(\.marker) == [nil])
          #expect(try await watch.quiesce().undelivered == 0)
          try inbox.drop("x.csv.ok")
          let found = await watch.next(1)
          #expect(found.map(\.relative) == ["x.csv"])
          #expect(found.map(\.marker) == [inbox.root / "x.csv.ok"])
          #expect(try await watch.advance(.seconds(3600)).undelivered == 0)
        }
      }
    }

    /// It may be left from an earlier file of the name.
    @Test func `believes no marker while somebody writes`() async throws {
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          let isMarked = path.name.ends(with: ".csv")
          return Completeness(markerSuffixes: isMarked ? [".done"] : [], needsMarker: isMarked)
        }) { watch in
          try inbox.drop("x.csv.done")
          let file = try inbox.write("x.csv")
          #expect(try await watch.advance(.seconds(60)).undelivered == 0)
          try file.close()
          #expect(await watch.next(1).map(\.evidence) == [.marker])
        }
      }
    }

    @Test func `takes a bundle as one when all of it is quiet`() async throws {
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          Completeness(bundle: path.components.count == 1 && path.name.ends(with: ".bundle"))
        }) { watch in
          try inbox.make("house.bundle/images")
          try inbox.drop("house.bundle/house.csv", "12345")
          #expect(try await watch.advance(.seconds(1)).undelivered == 0)
          let image = try inbox.write("house.bundle/images/1.jpg", "123")
          #expect(try await watch.advance(.seconds(10)).undelivered == 0, "a file is open")
          try image.close()
          _ = try await watch.advance(.seconds(2))
          _ = try await watch.advance(.seconds(2))
          let found = await watch.next(1)
          #expect(found.map(\.relative) == ["house.bundle"])
          #expect(found.map(\.kind) == [.bundle])
          #expect(found.map(\.stamp.size) == [8])
          watch.watcher.rescan()
          #expect(try await watch.quiesce().undelivered == 0)
        }
      }
    }

    @Test func `says once what a bundle lacks, and waits for it no more until it has changed`()
      async throws
    {
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          Completeness(bundle: path.components.count == 1 && path.name.ends(with: ".bundle"))
        }) { watch in
          for name in ["empty", "link", "torn"] { try inbox.make("\(name).bundle/in") }
          try Errno.check {
            (inbox.root / "link.bundle/in/l.csv").withCString { symlink("/etc/passwd", $0) }
          }
          try inbox.drop("torn.bundle/r.csv", "12")
          let rest = try inbox.write("torn.bundle/in/r2.tmp", "3")
          #expect(try await watch.advance(.seconds(1)).pending == 3)
          _ = try await watch.advance(.seconds(2))
          let lacks = await watch.next(3).reduce(into: [:]) { $0["\($1.relative)"] = $1.kind }
          #expect(
            lacks == [
              "empty.bundle": .incomplete(.everything), "link.bundle": .incomplete(.files),
              "torn.bundle": .incomplete(.end(of: "in/r2.tmp")),
            ])
          #expect(try await watch.quiesce().pending == 0)
          try rest.write("456")
          watch.watcher.rescan()
          _ = try await watch.advance(.seconds(2))
          let status = try await watch.advance(.seconds(2))
          #expect(status.undelivered == 0, "it was said before")
          #expect(status.pending == 0)
          try rest.close()
          try inbox.rename("torn.bundle/in/r2.tmp", "torn.bundle/in/r2.csv")
          _ = try await watch.advance(.seconds(2))
          _ = try await watch.advance(.seconds(2))
          let whole = await watch.next(1)
          #expect(whole.map(\.relative) == ["torn.bundle"])
          #expect(whole.map(\.kind) == [.bundle])
          #expect(whole.map(\.stamp.size) == [6])
        }
      }
    }

    /// It is left for that; when the other name is gone no event tells of it.
    @Test(arguments: [Completeness(), Completeness(bundle: true)])
    func `sees that a file has no second name any more`(_ rule: Completeness) async throws {
      try await withInbox { inbox in
        try inbox.make("inbox")
        try await inbox.watch(completeness: { _ in rule }, root: inbox.root / "inbox") { watch in
          let name = rule.bundle ? "inbox/x/a.csv" : "inbox/a.csv"
          try inbox.drop("a.csv")
          if rule.bundle { try inbox.make("inbox/x") }
          try Renaming.linkFile(inbox.root / "a.csv", to: inbox.root / Path(name))
          _ = try await watch.advance(.seconds(3))
          #expect(await watch.next(1).count == 1)
          #expect(try await watch.advance(.seconds(20)).undelivered == 0)
          try inbox.remove("a.csv")
          let status = try await watch.advance(.seconds(6))
          #expect(status.scans == 1)
          try #require(status.undelivered == 1)
          #expect(await watch.next(1).map(\.relative.components.count) == [1])
          #expect(try await watch.advance(.seconds(20)).undelivered == 0)
        }
      }
    }

    @Test func `looks at a file that grows from time to time, and no more often`() async throws {
      let looks = Mutex(0)
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          looks.withLock { $0 += path == "app.log" ? 1 : 0 }
          return Completeness(settle: .zero, follows: path == "app.log")
        }) { watch in
          try inbox.drop("app.log", "unfinished")
          var released = 0
          for second in 0..<10 {
            let found = await watch.next(1)
            #expect(found.map(\.relative) == ["app.log"])
            if second > 5 { #expect(found.map(\.evidence) == [.grown(isAtRest: true)]) }
            watch.watcher.release(found)
            released = looks.withLock { $0 }
            #expect(try await watch.quiesce().scans == 1, "the file alone is looked at")
            #expect(looks.withLock { $0 } == released, "the clock stands still")
            _ = try await watch.advance(.seconds(1))
          }
          try inbox.remove("app.log")
          _ = try await watch.advance(.seconds(1))
          released = looks.withLock { $0 }
          _ = try await watch.advance(.seconds(9))
          #expect(looks.withLock { $0 } == released, "it is gone")
        }
      }
    }

    @Test func `leaves files where they are while its consumer is slow`() async throws {
      try await withInbox { inbox in
        let configuration = WatchConfiguration(undeliveredMax: 8, batchMax: 4)
        try await inbox.watch(configuration) { watch in
          for number in 0..<100 { try inbox.drop("\(number)") }
          #expect(try await watch.quiesce().undelivered <= 8)
          _ = try await watch.advance(.seconds(10))
          #expect(Set(await watch.names(100)).count == 100)
        }
      }
    }

    @Test func `neither reports nor enters what is ignored`() async throws {
      try await withInbox { inbox in
        try inbox.make(".git/objects")
        try inbox.make("done")
        try await inbox.watch(completeness: { Completeness(ignored: $0.name.ends(with: "done")) }) {
          watch in
          for name in [".git/x", "done/x", "x.tmp", "~$x.xlsx", "kept"] { try inbox.drop(name) }
          #expect(await watch.names(1) == ["kept"])
          let status = try await watch.advance(.seconds(61))
          #expect(status.undelivered == 0)
          #expect(status.directories == 1)
        }
      }
    }

    @Test func `ends its stream when it is cancelled`() async throws {
      try await withInbox { inbox in
        let watcher = Watcher(
          root: inbox.root, configuration: WatchConfiguration(),
          completeness: { _ in Completeness() }, events: try EventSource(), clock: .system)
        try await withThrowingTaskGroup { group in
          group.addTask { try await watcher.run() }
          group.addTask { for await _ in watcher.settledFiles {} }
          group.cancelAll()
          try await group.waitForAll()
        }
        #expect(await watcher.status().isRunning == false)
      }
    }

    @Test func `cannot be reactive without events`() async throws {
      let watcher = Watcher(
        root: "/nowhere", configuration: WatchConfiguration(mode: .reactive),
        completeness: { _ in Completeness() }, events: nil, clock: .system)
      await #expect(throws: WatchError.reactiveWithoutEvents) { try await watcher.run() }
    }

    @Test func `hints at changes in a flat directory`() async throws {
      try await withInbox { inbox in
        var hints = try EventSource().changes(in: inbox.root).makeAsyncIterator()
        await hints.next()
        try inbox.drop("new.rules")
        await hints.next()
        try inbox.remove("new.rules")
        #expect(await hints.next() != nil)
      }
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with suffix: String) -> Bool {
    self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
}
