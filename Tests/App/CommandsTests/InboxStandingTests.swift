import Files
import TestSupport
import Testing

@testable import Commands

@Suite struct `A file in the inbox` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test(arguments: [
    (FileKind.file, 1, nil), (.directory, 2, nil), (.file, 2, "a hard link"),
    (.fifo, 1, "it is a FIFO"), (.socket, 1, "it is a socket"),
    (.symbolicLink, 1, "copy the file itself"),
  ])
  func `is taken, or not, by its kind`(_ kind: FileKind, _ links: Int, _ part: String?) throws {
    let standing = try InboxLook(nil).standing(
      of: "a.csv", at: place.path / "a.csv", kind: kind, linkCount: links)
    guard let part else { return #expect(standing == .waits) }
    guard case .stays(let reason) = standing else {
      Issue.record("\(standing)")
      return
    }
    #expect(reason.contains(part), "\(reason)")
  }

  @Test func `is counted when it waits, and apart when it stays`() throws {
    let names = ["a.csv", "t/b.csv", "c.tmp", ".hidden", "d.part/e.csv", "hard.csv"]
    for name in names {
      try Directory.make((place.path / Path(name)).parent)
      try FileWriter.write([1], to: place.path / Path(name))
    }
    try Renaming.linkFile(place.path / "hard.csv", to: place.path / "second.csv")
    let count = try InboxCount(of: place.path, InboxLook(nil))
    #expect((count.waiting, count.staying) == (2, 4))
  }
}
