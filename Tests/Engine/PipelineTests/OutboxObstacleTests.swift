import Files
import Glibc
import TestSupport
import Testing

@testable import Pipeline

/// What people do in the outbox meanwhile, and what a crash has left to do.
extension `A publication` {
  @Test func `takes away what somebody else has taken away, with its folder`() async throws {
    try await publish(["a/b/c.txt": "1", "a/b/d.txt": "2", "e.txt": "3"], mode: .update)
    try Directory.remove(target / "a/b")
    try await publish(["e.txt": "4"], removing: ["a/b/c.txt", "a/b/d.txt"], mode: .update)
    #expect(try texts() == ["e.txt": "4"])
    #expect(try FileStatus.ifPresent(target / "a") == nil)
  }

  /// A crash may have come behind the removal, before anybody knew of it.
  @Test func `takes away once more what it has taken away, with its folder`() async throws {
    try await publish(["a/b/c.txt": "1", "e.txt": "3"], mode: .update)
    try await publish(["e.txt": "4"], removing: ["a/b/c.txt"], mode: .update)
    #expect(try FileStatus.ifPresent(target / "a") == nil)
    try await mill.restart()
    #expect(!mill.log.text.contains("not visible"), "\(mill.log.text)")
    #expect(try texts() == ["e.txt": "4"])
  }

  @Test func `does not take the place of a folder that somebody has moved elsewhere`()
    async throws
  {
    try await publish(["photos/1.jpg": "1", "photos/2.jpg": "2", "a.txt": "3"], mode: .update)
    let elsewhere = mill.place.path / "elsewhere"
    try Renaming.move(target / "photos", to: elsewhere)
    guard symlink("\(elsewhere)", "\(target / "photos")") == 0 else { throw Errno.last }
    for (files, removals) in [(["photos/1.jpg": "4"], []), ([:], ["photos/2.jpg"])]
      as [([String: String], [Path])]
    {
      await #expect(throws: PublicationError(.occupied, target / "photos")) {
        try await publish(files, removing: removals, mode: .update)
      }
    }
    #expect(try Directory.entries(of: elsewhere).count == 2)
  }

  @Test func `waits for no name that somebody has put something else in the place of`()
    async throws
  {
    try await publish(["a.txt": "1"])
    let folder = mill.workspace.outbox / "lines/acme"
    try Directory.remove(folder)
    try FileWriter.write([], to: folder)
    let other = try await mill.submit("lines/other/b.txt", "two\n")
    try await mill.work()
    #expect(try await mill.row(other) == "done published")
    try await mill.outbox.settle()
    try await mill.restart()
  }

  @Test func `appears in an outbox that is a link`() async throws {
    let elsewhere = mill.place.path / "elsewhere"
    try Renaming.move(mill.workspace.outbox, to: elsewhere)
    guard symlink("\(elsewhere)", "\(mill.workspace.outbox)") == 0 else { throw Errno.last }
    for text in ["1", "2"] { try await publish(["a.txt": text]) }
    try await mill.outbox.settle()
    try await mill.restart()
    #expect(try texts() == ["a.txt": "2"])
  }

  @Test func `that is decided and cannot be seen is not taken for one behind it`() async throws {
    try await publish(["a.txt": "1"])
    _ = try await publishInVain("2")
    try await mill.submit("lines/acme/b.txt", "two\n")
    let second = try mill.item(ItemID(2))
    let writer = try await mill.outbox.begin(second)
    await writer.aim(at: "a.txt", .update, reportDirectory: "")
    try writer.write("b.txt", Array("3".utf8))
    let error = await #expect(throws: DecidedError.self) {
      try await mill.outbox.publish(writer, of: second)
    }
    #expect(error?.item == item.id)
    try await mill.outbox.discard(writer)
  }
}
