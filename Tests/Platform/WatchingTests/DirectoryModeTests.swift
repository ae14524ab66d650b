import Testing

@testable import Watching

@Suite struct `A directory is observed` {
  private func name(_ mode: WatchMode, magic: UInt32, events: Bool = true) -> String {
    DirectoryMode.choose(mode, on: .of(magic: magic), eventsAvailable: events).name
  }

  @Test(
    arguments: [
      ("ext", 0xef53, "hybrid"), ("tmpfs", 0x0102_1994, "hybrid"), ("btrfs", 0x9123_683e, "hybrid"),
      ("nfs", 0x6969, "polling"), ("cifs", 0xff53_4d42, "polling"),
      ("smb2", 0xfe53_4d42, "polling"),
      ("fuse", 0x6573_5546, "polling"), ("9p", 0x0102_1997, "polling"),
      ("overlay", 0x794c_7630, "hybrid, polled"), ("unknown", 0x1234, "hybrid, polled"),
    ] as [(String, UInt32, String)])
  func `as its file system needs`(_ fileSystem: String, _ magic: UInt32, _ expected: String) {
    #expect(name(.auto, magic: magic) == expected, "\(fileSystem)")
    #expect(name(.auto, magic: magic, events: false) == "polling")
    #expect(name(.polling, magic: magic) == "polling")
    #expect(name(.reactive, magic: magic) == "reactive")
  }

  @Test func `with its own trust in clocks and leases`() {
    let local = FileSystemKind.of(magic: 0xef53)
    let remote = FileSystemKind.of(magic: 0x6969)
    for mode in WatchMode.allCases {
      #expect(DirectoryMode.choose(mode, on: local, eventsAvailable: true).isLocal)
      #expect(!DirectoryMode.choose(mode, on: remote, eventsAvailable: true).isLocal)
    }
  }
}

@Suite struct `A listing` {
  private func mark(
    _ changed: Int64, after earlier: ListingMark?, second: UInt64, age: Duration? = nil
  ) -> ListingMark {
    ListingMark(
      modified: changed, changed: changed, after: earlier, age: age,
      at: MonotonicTime(nanoseconds: second * 1_000_000_000))
  }

  @Test func `of a directory that just changed proves nothing`() {
    #expect(!mark(7, after: nil, second: 10).covers(modified: 7, changed: 7))
    let again = mark(7, after: mark(7, after: nil, second: 10), second: 12)
    #expect(!again.covers(modified: 7, changed: 7))
  }

  @Test func `proves that nothing is new when the times have been the same for long`() {
    let late = mark(7, after: mark(7, after: nil, second: 10), second: 13)
    #expect(late.covers(modified: 7, changed: 7))
    #expect(!late.covers(modified: 8, changed: 7))
    #expect(!late.covers(modified: 7, changed: 8))
    #expect(!mark(8, after: late, second: 20).covers(modified: 8, changed: 8))
  }

  @Test func `proves it at once where the clock says that the times are old`() {
    let old = mark(7, after: nil, second: 10, age: .seconds(60))
    #expect(old.covers(modified: 7, changed: 7))
  }
}
