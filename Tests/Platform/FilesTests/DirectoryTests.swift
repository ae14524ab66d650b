import Files
import Glibc
import TestSupport
import Testing

@Suite struct `A directory` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test func `is made with those above it, and twice`() throws {
    let path = place.path / "a/b/c"
    try Directory.make(path, mode: 0o700)
    try Directory.make(path)
    #expect(try FileStatus.of(path).mode & 0o777 == 0o700)
  }

  @Test func `is not made below a file`() throws {
    try place.write("file", "")
    #expect(throws: FileError.self) { try Directory.make(place.path / "file/a") }
  }

  @Test func `lists every name, whatever its bytes`() throws {
    let names: [[UInt8]] = [
      Array("two\nlines".utf8), [0xff, 0xfe], [UInt8](repeating: 0x78, count: 255),
      Array(".hidden".utf8), Array(" ".utf8),
    ]
    for name in names { try FileWriter.write([], to: place.path.appending(name)) }
    try Directory.make(place.path / "below")
    let entries = try Directory.entries(of: place.path)
    #expect(Set(entries.map(\.name)) == Set(names + [Array("below".utf8)]))
    #expect(entries.filter { $0.kind == .directory }.map(\.name) == [Array("below".utf8)])
  }

  @Test func `is removed with all it holds, and no link is followed`() throws {
    try place.write("kept/file", "stays")
    try place.write("tree/a/b/file", "goes")
    #expect(symlink("\(place.path)/kept", "\(place.path)/tree/a/link") == 0)
    #expect(mkfifo("\(place.path)/tree/fifo", 0o600) == 0)
    try Directory.remove(place.path / "tree")
    #expect(try FileStatus.ifPresent(place.path / "tree") == nil)
    #expect(try TreeListing.of(place.path / "kept") == ["file": Array("stays".utf8)])
  }

  @Test(arguments: [3, 9, 100]) func `is removed however deep it is`(_ depth: Int) throws {
    let name = String(repeating: "d", count: 255)
    try Directory.make(place.path / "tree" / "twin")
    for level in 0..<depth {
      try place.write(Path("tree/file-\(level)"), "text")
      try Directory.make(place.path / "above")
      try Renaming.move(place.path / "tree", to: place.path / "above" / Path(name))
      try Renaming.move(place.path / "above", to: place.path / "tree")
    }
    // A name that is taken by what is removed as well.
    try place.write("tree/.removed-1", "text")
    try Directory.remove(place.path / "tree")
    #expect(try Directory.entries(of: place.path).isEmpty)
  }

  @Test func `is removed though it is closed to its owner`() throws {
    try place.write("tree/closed/file", "text")
    chmod("\(place.path / "tree/closed")", 0)
    chmod("\(place.path / "tree")", 0o500)
    try Directory.remove(place.path / "tree")
    #expect(try Directory.entries(of: place.path).isEmpty)
  }

  @Test func `tells how much lies in it, up to a limit`() throws {
    try place.write("tree/a", "four")
    try place.write("tree/b/c", "seventeen letters")
    let tree = place.path / "tree"
    let use = try DirectoryUse(of: tree, filesMax: 10, bytesMax: 100)
    #expect(use.files == 3)
    #expect(use.bytes == 21)
    #expect(try DirectoryUse(of: tree, filesMax: 2, bytesMax: 100).files == 3)
    for _ in 0..<10 {
      try Directory.make(place.path / "above")
      let name = Path(String(repeating: "d", count: 255))
      try Renaming.move(tree, to: place.path / "above" / name)
      try Renaming.move(place.path / "above", to: tree)
    }
    #expect(try DirectoryUse(of: tree, filesMax: 20, bytesMax: 100).files == 21)
  }

  @Test func `that is a link is removed as a link`() throws {
    try place.write("kept/file", "stays")
    #expect(symlink("kept", "\(place.path)/link") == 0)
    try Directory.remove(place.path / "link")
    #expect(try TreeListing.paths(below: place.path) == ["kept/file"])
  }

  @Test func `may be removed when it is not there`() throws {
    try Directory.remove(place.path / "none")
    try Directory.removeFile(place.path / "none")
  }

  @Test func `is made durable`() throws {
    try Directory.sync(place.path)
    let error = #expect(throws: FileError.self) { try Directory.sync(place.path / "none") }
    #expect(error?.errno == .noSuchFile)
  }
}
