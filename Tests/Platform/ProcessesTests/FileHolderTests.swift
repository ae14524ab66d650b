import Files
import Glibc
import TestSupport
import Testing

@testable import Processes

@Suite struct `Who holds a file open` {
  @Test(arguments: [(O_RDONLY, false), (O_WRONLY, true), (O_RDWR | O_APPEND, true)])
  func `is who may write it`(_ flags: Int32, _ writes: Bool) throws {
    let place = try TemporaryDirectory()
    let file = place.path / "a folder/one.csv"
    try Directory.make(file.parent)
    try FileWriter.write(Array("id\n".utf8), to: file)
    #expect(try FileHolder.of(file).isEmpty)
    let open = try Descriptor.open(file, flags | O_CLOEXEC)
    #expect(try FileHolder.of(file).map(\.process) == (writes ? [getpid()] : []))
    // Of a folder, whoever writes in it; a name that only begins alike is another.
    #expect(try FileHolder.of(file.parent).count == (writes ? 1 : 0))
    try FileWriter.write([], to: place.path / "a fold")
    #expect(try FileHolder.of(place.path / "a fold").isEmpty)
    withExtendedLifetime(open) {}
  }
}
