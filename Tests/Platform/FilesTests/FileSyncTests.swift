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
    try await sync.sync([place.path / "none", try place.write("file", "text")])
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
}
