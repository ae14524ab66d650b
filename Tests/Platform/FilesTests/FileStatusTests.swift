import Files
import Glibc
import TestSupport
import Testing

@Suite struct `The status of a name` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test func `says what kind of thing it is, and follows no link`() throws {
    try place.write("file", "four")
    let links = ["link": "file", "dangling": "nowhere"]
    for (name, target) in links { #expect(symlink(target, "\(place.path)/\(name)") == 0) }
    #expect(mkfifo("\(place.path)/fifo", 0o600) == 0)
    let kinds: [(String, FileKind)] = [
      ("file", .file), ("link", .symbolicLink), ("dangling", .symbolicLink), ("fifo", .fifo),
      (".", .directory),
    ]
    for (name, kind) in kinds { #expect(try FileStatus.of(place.path / name).kind == kind) }
    #expect(try FileStatus.of("/dev/null").kind == .device)
    #expect(try FileStatus.of(place.path / "file").size == 4)
  }

  @Test func `is nil for what is not there, below a file too`() throws {
    try place.write("file", "")
    #expect(try FileStatus.ifPresent(place.path / "none") == nil)
    #expect(try FileStatus.ifPresent(place.path / "file/none") == nil)
    #expect(throws: FileError(.stat, place.path / "none", .noSuchFile)) {
      try FileStatus.of(place.path / "none")
    }
  }

  @Test func `tells a changed file and another file from the same one`() throws {
    let file = try place.write("a", "one")
    let before = try FileStatus.of(file)
    #expect(try FileStatus.of(file).isUnchanged(from: before))
    let other = try place.write("b", "one")
    try Renaming.move(other, to: file)
    #expect(try !FileStatus.of(file).isUnchanged(from: before))
    let second = try FileStatus.of(file)
    try place.write("a", "three")
    #expect(try !FileStatus.of(file).isUnchanged(from: second))
  }

  @Test(arguments: [-70_000_000_000, -1, 0, 20_000_000_000, 200_000_000_000])
  func `has a time that can be reckoned with, whatever date a file was given`(
    _ seconds: Int
  ) throws {
    let place = try TemporaryDirectory()
    let path = try place.write("a.txt", "a")
    let times = [timespec(tv_sec: seconds, tv_nsec: 1), timespec(tv_sec: seconds, tv_nsec: 1)]
    #expect(utimensat(AT_FDCWD, "\(path)", times, 0) == 0)
    let modified = try FileStatus.of(path).modified
    #expect(modified.subtractingReportingOverflow(Int64.max / 2).overflow == false)
    #expect(modified.addingReportingOverflow(Int64.max / 2).overflow == false)
    if abs(seconds) < 1000 { #expect(modified == Int64(seconds) * 1_000_000_000 + 1) }
  }

  @Test func `counts names`() throws {
    let file = try place.write("a", "one")
    try Renaming.linkFile(file, to: place.path / "b")
    #expect(try FileStatus.of(file).linkCount == 2)
  }
}
