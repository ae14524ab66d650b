import Files
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Watching

/// Real events in real directories. Serialised, because the thread is one and the event queue too.
@Suite(.serialized, .timeLimit(.minutes(5)))
enum `With real events` {}

extension `With real events` {
  @Suite struct `an inbox` {
    @Test func `has events through our stand-in for inotify_init`() throws {
      _ = try EventSource()
      #expect(Inotify.libraryDescriptor >= 0)
    }

    @Test func `reports a closed file and one renamed in at once`() async throws {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          try inbox.drop("a.csv")
          let closed = await watch.next(1)
          #expect(closed.map(\.relative) == ["a.csv"])
          #expect(closed.map(\.evidence) == [.closed])
          #expect(closed.map(\.path) == [inbox.root / "a.csv"])
          try inbox.drop("b.csv.part")
          try inbox.rename("b.csv.part", "b.csv")
          let moved = await watch.next(1)
          #expect(moved.map(\.relative) == ["b.csv"])
          #expect(moved.map(\.evidence) == [.movedIn])
        }
      }
    }

    @Test(arguments: ["touched", "renamed in"])
    func `waits for who writes a file, whoever else closes it`(_ way: String) async throws {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          let slow = try inbox.write(way == "touched" ? "a.csv" : "a.csv.part")
          if way == "touched" { try inbox.drop("a.csv") }
          if way == "renamed in" { try inbox.rename("a.csv.part", "a.csv") }
          try inbox.drop("b.csv")
          #expect(await watch.next(1).map(\.relative) == ["b.csv"])
          #expect(try await watch.quiesce().undelivered == 0)
          try slow.write("more")
          try slow.close()
          let whole = await watch.next(1)
          #expect(whole.map(\.relative) == ["a.csv"])
          #expect(whole.map(\.evidence) == [.closed])
        }
      }
    }

    @Test func `takes a folder that lies there as the rules are now`() async throws {
      let isBundle = Mutex(false)
      try await withInbox { inbox in
        try inbox.make("job")
        try inbox.drop("job/a.csv")
        try await inbox.watch(
          WatchConfiguration(settle: .seconds(1)),
          completeness: { path in
            Completeness(bundle: path == "job" && isBundle.withLock { $0 })
          }
        ) { watch in
          for isOne in [false, true, false] {
            isBundle.withLock { $0 = isOne }
            watch.watcher.release(watch.files)
            watch.watcher.rescan()
            _ = try await watch.advance(.seconds(2))
            #expect(await watch.next(1).map(\.relative) == [isOne ? "job" : "job/a.csv"])
          }
        }
      }
    }

    /// Who asks whether anything is pending would wait for ever.
    @Test(arguments: ["a folder", "a marker"])
    func `waits for no file that is none by now`(_ kind: String) async throws {
      let hasMarkers = Mutex(false)
      try await withInbox { inbox in
        try await inbox.watch(completeness: { path in
          let isMarked = path == "a.csv" && hasMarkers.withLock { $0 }
          return Completeness(markerSuffixes: isMarked ? [".done"] : [], needsMarker: isMarked)
        }) { watch in
          let file = try inbox.write("a.csv.done")
          defer { #expect(throws: Never.self) { try file.close() } }
          #expect(try await watch.advance(.seconds(3)).pending == 1)
          hasMarkers.withLock { $0 = kind == "a marker" }
          if kind == "a folder" {
            try inbox.remove("a.csv.done")
            try inbox.make("a.csv.done")
          }
          #expect(try await watch.advance(.seconds(3)).pending == 0)
          #expect(try await watch.quiesce().undelivered == 0)
        }
      }
    }

    @Test(arguments: ["in one directory", "over new directories", "renamed in"])
    func `loses no file of a burst`(_ kind: String) async throws {
      try await withInbox { inbox in
        try inbox.make("inbox")
        try await inbox.watch(root: inbox.root / "inbox") { watch in
          for number in 0..<2_000 {
            switch kind {
            case "in one directory": try inbox.drop("inbox/\(number)")
            case "over new directories":
              try inbox.make("inbox/\(number % 40)")
              try inbox.drop("inbox/\(number % 40)/\(number)")
            default:
              try inbox.drop("\(number)")
              try inbox.rename("\(number)", "inbox/\(number)")
            }
          }
          #expect(Set(await watch.names(2_000)).count == 2_000)
          #expect(try await watch.quiesce().undelivered == 0)
        }
      }
    }

    @Test func `sees a file in directories that were made at the same moment`() async throws {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          for number in 0..<300 {
            try inbox.make("\(number)/deep/deeper")
            try inbox.drop("\(number)/deep/deeper/file")
          }
          let expected = (0..<300).map { "\($0)/deep/deeper/file" }.sorted()
          #expect(await watch.names(300) == expected)
        }
      }
    }

    @Test func `follows a renamed directory with all below it`() async throws {
      try await withInbox { inbox in
        for number in 0..<100 { try inbox.make("old/\(number)/inner") }
        try await inbox.watch { watch in
          #expect(try await watch.quiesce().watches == 202)
          try inbox.rename("old", "new")
          #expect(try await watch.quiesce().watches == 202)
          for number in 0..<100 { try inbox.drop("new/\(number)/inner/file") }
          let expected = (0..<100).map { "new/\($0)/inner/file" }.sorted()
          #expect(await watch.names(100) == expected)
        }
      }
    }

    @Test func `takes what lies in a directory that is renamed in or out`() async throws {
      try await withInbox { inbox in
        try inbox.make("inbox")
        try inbox.make("outside/inner")
        try inbox.drop("outside/inner/file")
        try await inbox.watch(root: inbox.root / "inbox") { watch in
          try inbox.rename("outside", "inbox/delivery")
          let found = await watch.next(1)
          #expect(found.map(\.relative) == ["delivery/inner/file"])
          #expect(found.map(\.evidence) == [.unwritten])
          try inbox.rename("inbox/delivery", "outside")
          #expect(try await watch.quiesce().watches == 1)
        }
      }
    }

    @Test func `gives back the watches of deleted directories`() async throws {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          for number in 0..<200 {
            try inbox.make("\(number)")
            try inbox.remove("\(number)")
          }
          let status = try await watch.quiesce()
          #expect(status.watches == 1)
          #expect(status.directories == 1)
          #expect(status.problems == [])
        }
      }
    }

    /// More events than one turn handles, so that the library keeps some that it has read already:
    /// the kernel has nothing more to say of them.
    @Test(.timeLimit(.minutes(1))) func `takes what one turn left behind, and no event follows`()
      async throws
    {
      let gate = Gate()
      try await withInbox { inbox in
        try await inbox.watch { watch in
          _ = try await watch.quiesce()
          gate.close()
          defer { gate.open() }
          try EventSource().loop.perform { _ in gate.pass() }
          // The library reads 682 events of such names at a time, and a turn ends at 4,096.
          let count = 2_300
          let name = String(repeating: "n", count: 68)
          for number in 0..<count { try inbox.drop("\(name) \(number)") }
          gate.open()
          #expect(Set(await watch.names(count)).count == count)
          #expect(try await watch.quiesce().overflows == 0)
        }
      }
    }

    /// What is lost may have told that a watch has ended.
    @Test func `finds every file after the event queue has overflowed`() async throws {
      let gate = Gate()
      try await withInbox { inbox in
        try inbox.make("sub")
        try await inbox.watch(completeness: { _ in
          gate.pass()
          return Completeness()
        }) { watch in
          try inbox.drop("first")
          _ = await watch.next(1)
          gate.close()
          // Else a drop that fails would leave the watcher there for ever.
          defer { gate.open() }
          // Two events each. The kernel keeps 16,384 by default, the library has read some.
          let text = try String(
            contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
          let count = (Int(text.filter(\.isNumber)) ?? 16_384) / 2 + 4_000
          for number in 0..<count { try inbox.drop("\(number)") }
          try inbox.endWatch(of: "sub")
          gate.open()
          let status = try await watch.quiesce()
          #expect(status.overflows >= 1)
          #expect(status.watches == 2)
          _ = try await watch.advance(.seconds(2))
          #expect(Set(await watch.names(count)).count == count)
          try inbox.drop("sub/late")
          try await eventually("it has heard of it") {
            await watch.watcher.status().undelivered == 1
          }
        }
      }
    }

    @Test func `finds what came while nobody watched, and what is old at once`() async throws {
      try await withInbox { inbox in
        try inbox.make("sub")
        try inbox.drop("sub/one.csv")
        try inbox.drop("two.csv")
        try await inbox.watch { watch in
          #expect(try await watch.quiesce().pending == 2)
          _ = try await watch.advance(.seconds(2))
          #expect(await watch.names(2) == ["sub/one.csv", "two.csv"])
        }
      }
    }

    @Test func `reports an unchanged file once, and again when it is released or changed`()
      async throws
    {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          try inbox.drop("a.csv")
          let first = await watch.next(1)
          watch.watcher.rescan()
          #expect(try await watch.quiesce().undelivered == 0)
          watch.watcher.release(first)
          watch.watcher.rescan()
          _ = try await watch.advance(.seconds(2))
          #expect(await watch.names(1) == ["a.csv"])
          watch.watcher.reportAgain()
          _ = try await watch.advance(.seconds(2))
          #expect(await watch.names(1) == ["a.csv"])
          try inbox.drop("a.csv", "more")
          #expect(await watch.next(1).map(\.stamp.size) == [4])
        }
      }
    }

    /// A tool sets the time of a file behind its closing, and who takes it sees that it changes: no
    /// event tells of that.
    @Test(arguments: [WatchMode.auto, .reactive], [Completeness(), Completeness(bundle: true)])
    func `reports a file again that changed while it was taken`(
      _ mode: WatchMode, _ rule: Completeness
    ) async throws {
      try await withInbox { inbox in
        let configuration = WatchConfiguration(mode: mode)
        try await inbox.watch(configuration, completeness: { _ in rule }) { watch in
          for name in ["a.csv", "b.csv"] {
            if rule.bundle { try inbox.make(name) }
            try inbox.drop(rule.bundle ? "\(name)/x" : name)
          }
          _ = try await watch.advance(.seconds(3))
          let first = await watch.next(2)
          try inbox.remove("b.csv")
          let time = timeval(tv_sec: 9, tv_usec: 0)
          #expect(utimes("\(inbox.root)/a.csv", [time, time]) == 0)
          #expect(try await watch.quiesce().pending == 0)
          watch.watcher.release(first, looking: .whenQuiet)
          let status = try await watch.quiesce()
          #expect(status.pending == 1, "what is gone is not waited for")
          #expect(status.undelivered == 0)
          #expect(try await watch.advance(.seconds(3)).scans == 1)
          #expect(await watch.names(1) == ["a.csv"])
          #expect(try await watch.quiesce().pending == 0)
        }
      }
    }

    @Test func `reports a file again that the machine did not let be taken, in a while`()
      async throws
    {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          try inbox.drop("a.csv")
          for _ in 0..<3 {
            watch.watcher.release(await watch.next(1), looking: .inAWhile)
            #expect(try await watch.advance(.seconds(4)).undelivered == 0)
            #expect(try await watch.advance(.seconds(1)).scans == 1)
          }
          #expect(await watch.names(1) == ["a.csv"])
          #expect(try await watch.advance(.seconds(10)).undelivered == 0)
        }
      }
    }

    @Test(arguments: [WatchMode.auto, .reactive, .polling, .hybrid])
    func `never takes a file from a slow writer`(_ mode: WatchMode) async throws {
      try await withInbox { inbox in
        try await inbox.watch(WatchConfiguration(mode: mode)) { watch in
          let file = try inbox.write("slow.csv", "first half")
          for _ in 0..<5 {
            let status = try await watch.advance(.seconds(61))
            #expect(status.undelivered == 0)
          }
          let held = await watch.watcher.heldOpenFiles()
          #expect(held.map(\.relative) == ["slow.csv"])
          #expect(held.allSatisfy { $0.waited >= .seconds(4 * 61) })
          try file.write(", second half")
          try file.close()
          _ = try await watch.advance(.seconds(6))
          _ = try await watch.advance(.seconds(6))
          #expect(await watch.next(1).map(\.stamp.size) == [23])
          #expect(await watch.watcher.heldOpenFiles().isEmpty)
        }
      }
    }

    @Test func `refuses what is no plain file, once and unopened`() async throws {
      try await withInbox { inbox in
        try await inbox.watch { watch in
          try Errno.check { (inbox.root / "link").withCString { symlink("/etc/passwd", $0) } }
          try Errno.check { (inbox.root / "pipe").withCString { mkfifo($0, 0o644) } }
          try inbox.drop("file")
          let found = await watch.next(3).reduce(into: [:]) { $0["\($1.relative)"] = $1.kind }
          #expect(
            found == ["link": .refused(.symbolicLink), "pipe": .refused(.fifo), "file": .file])
          watch.watcher.rescan()
          #expect(try await watch.quiesce().undelivered == 0)
        }
      }
    }

    @Test func `passes names through as bytes`() async throws {
      let names: [[UInt8]] = [
        [0xff, 0xfe, 0x61], Array("new\nline.csv".utf8), Array("\"quotes' $(rm) `x`.csv".utf8),
        Array("-rf".utf8), Array(repeating: 0x61, count: 255), Array(" spaced ".utf8),
      ]
      try await withInbox { inbox in
        try await inbox.watch { watch in
          for name in names {
            let file = try OpenFile(inbox.root.appending(name))
            try file.close()
          }
          let found = await watch.next(names.count).map(\.relative.bytes)
          #expect(Set(found) == Set(names))
        }
      }
    }
  }
}
