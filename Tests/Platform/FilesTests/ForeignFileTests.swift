import Glibc
import TestSupport
import Testing

@testable import Files

@Suite struct `A foreign file` {
  private let place: TemporaryDirectory
  private var inbox: Path { place.path / "inbox" }

  init() throws {
    place = try TemporaryDirectory()
    try place.write("secret", "canary")
    try place.write("inbox/acme/march.csv", "id\n1\n")
  }

  /// A sandbox may forbid the one call that does all of it.
  private func open(_ relative: Path, bySteps: Bool) throws(FileError) -> Descriptor {
    let root = try Descriptor.open(inbox, O_RDONLY | O_DIRECTORY)
    if !bySteps { return try Descriptor.openForeign(relative, beneath: root, root: inbox) }
    return try Descriptor.openForeign(
      relative, beneath: root, root: inbox, by: Descriptor.openBySteps)
  }

  @Test(arguments: [false, true])
  func `is opened below the directory`(_ bySteps: Bool) throws {
    let file = try open("acme/march.csv", bySteps: bySteps)
    let status = try file.status()
    #expect(status.kind == .file)
    #expect(status.size == 5)
  }

  @Test(arguments: [false, true])
  func `is not opened through a link, whether last or on the way`(_ bySteps: Bool) throws {
    #expect(symlink("../../secret", "\(inbox)/acme/link") == 0)
    #expect(symlink("march.csv", "\(inbox)/acme/inner") == 0)
    #expect(symlink("acme", "\(inbox)/way") == 0)
    for name in ["acme/link", "acme/inner", "way/march.csv"] {
      let error = try #require(throws: FileError.self) {
        _ = try open(Path(name), bySteps: bySteps)
      }
      #expect(error.errno == .symbolicLink)
      #expect(error.path == inbox / name)
    }
  }

  @Test(arguments: ["../secret", "acme/../../secret", "/etc/hostname"], [false, true])
  func `is not opened outside the directory`(_ name: String, _ bySteps: Bool) throws {
    let error = try #require(throws: FileError.self) {
      _ = try open(Path(name), bySteps: bySteps)
    }
    #expect(error.errno == .otherFileSystem)
  }

  @Test(arguments: [false, true])
  func `that is a FIFO is opened without waiting for a writer`(_ bySteps: Bool) throws {
    #expect(mkfifo("\(inbox)/pipe", 0o600) == 0)
    let kind = try open("pipe", bySteps: bySteps).status().kind
    #expect(kind == .fifo)
  }
}
