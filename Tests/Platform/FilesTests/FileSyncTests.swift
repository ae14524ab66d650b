import Files
import Glibc
import TestSupport
import Testing

@Suite struct `A sync of files` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test(arguments: [true, false])
  func `serves many callers at a time, directories and bundles of files too`(
    isAtHome: Bool
  ) async throws {
    let home = isAtHome ? place.path : nil
    var paths: [Path] = [place.path]
    for number in 0..<500 { paths.append(try place.write(Path("\(number)"), "text")) }
    let (all, sync) = (paths, try FileSync(home: home))
    try await withThrowingTaskGroup { group in
      for number in 0..<100 { group.addTask { try await sync.sync([all[0], all[number + 1]]) } }
      group.addTask { try await sync.sync(all) }
      try await group.waitForAll()
    }
    try await sync.sync([])
    sync.close()
  }

  @Test func `passes over what is no longer there`() async throws {
    let sync = try FileSync(home: place.path)
    try await sync.sync(
      [place.path / "none", try place.write("file", "text")], trees: [place.path / "no-tree"])
    sync.close()
  }

  @Test(arguments: [true, false])
  func `reaches all files of a tree`(isAtHome: Bool) async throws {
    for directory in ["tree", "tree/a", "tree/b"] {
      try Directory.make(place.path / Path(directory))
    }
    for number in 0..<900 { _ = try place.write(Path("tree/a/\(number)"), "text") }
    let sync = try FileSync(home: isAtHome ? place.path : nil)
    try await sync.sync([], trees: [place.path / "tree"])
    // One that cannot be opened shows that the last directory is looked into.
    let link = place.path / "tree/b/link"
    #expect(symlink("/etc/hostname", "\(link)") == 0)
    if !isAtHome {
      await #expect(throws: FileError(.open, link, .symbolicLink)) {
        try await sync.sync([], trees: [place.path / "tree"])
      }
    }
    sync.close()
  }

  @Test func `tells the caller whose file cannot be opened, and no other`() async throws {
    let sync = try FileSync(home: place.path)
    let link = place.path / "link"
    #expect(symlink("/etc/hostname", "\(link)") == 0)
    let good = try place.write("file", "text")
    async let other: Void = sync.sync([good])
    await #expect(throws: FileError(.open, link, .symbolicLink)) { try await sync.sync([link]) }
    try await other
    sync.close()
  }

  /// Few are synced one by one, many by one call.
  @Test(arguments: [2, 200])
  func `says of each of several groups what became of it`(_ count: Int) async throws {
    let sync = try FileSync(home: place.path)
    var groups = try (0..<count).map { [try place.write(Path("\($0)"), "text")] }
    let fifo = place.path / "fifo"
    #expect(mkfifo("\(fifo)", 0o600) == 0)
    groups.insert([groups[0][0], fifo], at: 1)
    let results = await sync.sync(each: groups)
    #expect(results.count == count + 1)
    for (index, result) in results.enumerated() {
      if index == 1 {
        #expect(throws: FileError(.sync, fifo, .invalid)) { try result.get() }
      } else {
        #expect(throws: Never.self) { try result.get() }
      }
    }
    #expect(await sync.sync(each: []).isEmpty)
    sync.close()
  }
}
