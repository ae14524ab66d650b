import Files
import Glibc
import TestSupport
import Testing

@Suite struct `A foreign file` {
  private let place: TemporaryDirectory
  private var inbox: Path { place.path / "inbox" }

  init() throws {
    place = try TemporaryDirectory()
    try place.write("secret", "canary")
    try place.write("inbox/acme/march.csv", "id\n1\n")
  }

  private func open(_ relative: Path) throws(FileError) -> Descriptor {
    let root = try Descriptor.open(inbox, O_RDONLY | O_DIRECTORY)
    return try Descriptor.openForeign(relative, beneath: root, root: inbox)
  }

  @Test func `is opened below the directory`() throws {
    let file = try open("acme/march.csv")
    let status = try file.status()
    #expect(status.kind == .file)
    #expect(status.size == 5)
  }

  @Test func `is not opened through a link, whether last or on the way`() throws {
    #expect(symlink("../../secret", "\(inbox)/acme/link") == 0)
    #expect(symlink("march.csv", "\(inbox)/acme/inner") == 0)
    #expect(symlink("acme", "\(inbox)/way") == 0)
    for name in ["acme/link", "acme/inner", "way/march.csv"] {
      let error = try #require(throws: FileError.self) { _ = try open(Path(name)) }
      #expect(error.errno == .symbolicLink)
      #expect(error.path == inbox / name)
    }
  }

  @Test(arguments: ["../secret", "acme/../../secret", "/etc/hostname"])
  func `is not opened outside the directory`(_ name: String) throws {
    let error = try #require(throws: FileError.self) { _ = try open(Path(name)) }
    #expect(error.errno == .otherFileSystem)
  }

  @Test func `that is a FIFO is opened without waiting for a writer`() throws {
    #expect(mkfifo("\(inbox)/pipe", 0o600) == 0)
    let kind = try open("pipe").status().kind
    #expect(kind == .fifo)
  }
}
