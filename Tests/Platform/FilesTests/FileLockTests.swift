import Files
import TestSupport
import Testing

@Suite struct `A lock` {
  @Test func `is held by one at a time, and freed by its end`() throws {
    let place = try TemporaryDirectory()
    let path = place.path / "lock"
    do {
      let held = try FileLock(path)
      #expect(try isBusy(path))
      #expect(try FileLock.isHeld(path))
      withExtendedLifetime(held) {}
    }
    #expect(try !FileLock.isHeld(path))
    #expect(try !isBusy(path))
  }

  @Test func `needs a directory`() throws {
    #expect(throws: FileError.self) { _ = try isBusy("/nowhere/lock") }
  }

  private func isBusy(_ path: Path) throws -> Bool { try FileLock(path) == nil }
}
