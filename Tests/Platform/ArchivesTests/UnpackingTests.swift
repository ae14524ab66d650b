import Files
import Glibc
import TestSupport
import Testing

@testable import Archives
@testable import Processes

@Suite struct `An archive` {
  private typealias Entry = ZIPFixture.Entry

  @Test func `becomes the files in it`() async throws {
    let bench = try Bench()
    let zip = ZIPFixture.file([
      Entry("homes.csv", "a,b\n"), Entry("photos/"), Entry("photos/Küche 1.jpg", "jpeg"),
      Entry("photos\\2.jpg", "other"), .zeros("zeros.bin", matches: 10),
    ])
    let unpacked = try await bench.unpack(zip)
    #expect([unpacked.files, unpacked.bytes, unpacked.leftOutCount] == [4, 13 + 2581, 0])
    let files = try TreeListing.of(bench.directory)
    #expect(
      files.keys.sorted() == ["homes.csv", "photos/2.jpg", "photos/Küche 1.jpg", "zeros.bin"])
    #expect(files["homes.csv"] == Array("a,b\n".utf8))
    #expect(files["zeros.bin"] == [UInt8](repeating: 0, count: 2581))
    await bench.worker.close()
  }

  @Test func `may be a TAR`() async throws {
    let bench = try Bench()
    let tar = TARFixture.file([
      TARFixture.entry("a/b.txt", "text"), TARFixture.entry("link", kind: "2"),
      TARFixture.entry("hard", kind: "1"), TARFixture.entry("null", kind: "3"),
      TARFixture.entry("pipe", kind: "6"), TARFixture.entry("../up.txt", "text"),
    ])
    let unpacked = try await bench.unpack(tar, "a.tar")
    #expect(try TreeListing.paths(below: bench.directory) == ["a/b.txt"])
    #expect(unpacked.leftOut.map(\.name) == ["link", "hard", "null", "pipe", "../up.txt"])
    #expect(unpacked.leftOut.map(\.reason) == [.link, .link, .device, .device, .leadsOutside])
    await bench.worker.close()
  }

  @Test(
    arguments: [
      (Entry("../up.txt"), .leadsOutside), (Entry("a/../../up.txt"), .leadsOutside),
      (Entry("a\\..\\..\\up.txt"), .leadsOutside), (Entry("/etc/passwd"), .absoluteName),
      (Entry("C:\\up.txt"), .absoluteName), (Entry("\\\\host\\up.txt"), .absoluteName),
      (Entry(String(repeating: "x", count: 256)), .nameTooLong),
      (Entry(String(repeating: "x/", count: 17) + "y"), .nameTooLong), (Entry("./."), .noName),
      (Entry("link", "/etc/passwd").with { $0.mode = 0o120_777 }, .link),
      (Entry("good.txt", "second"), .nameTaken(by: "good.txt")),
      (Entry("GOOD.txt"), .nameTaken(by: "good.txt")),
      (Entry("caf\u{e9}.txt"), .nameTaken(by: "cafe\u{301}.txt")),
      (Entry("good.txt/below.txt"), .nameTaken(by: "good.txt")),
      (Entry("locked.txt").with { $0.flags |= 1 }, .encrypted),
    ] as [(ZIPFixture.Entry, EntryRefusal)])
  func `leaves out an entry that may do harm, and keeps the others`(
    _ entry: ZIPFixture.Entry, _ reason: EntryRefusal
  ) async throws {
    let bench = try Bench()
    let unpacked = try await bench.unpack(
      ZIPFixture.file([
        Entry("good.txt"), Entry("cafe\u{301}.txt"), entry, Entry("last.txt"),
      ]))
    #expect(unpacked.leftOut.map(\.reason) == [reason])
    #expect(unpacked.leftOut.map(\.number) == [3])
    let names = try TreeListing.paths(below: bench.directory).map(\.description)
    #expect(names == ["cafe\u{301}.txt", "good.txt", "last.txt"])
    #expect(
      try FileReader.contents(of: bench.directory / "good.txt") == Array("text".utf8))
    // Nothing beside the directory either.
    #expect(try Directory.entries(of: bench.place.path).count == 2)
    await bench.worker.close()
  }

  @Test func `tells of very many entries that it leaves out`() async throws {
    let bench = try Bench()
    let long = String(repeating: "кухня-", count: 20)
    let twins = (0..<1_100).map { _ in Entry("\(long).jpg") }
    let unpacked = try await bench.unpack(ZIPFixture.file(twins + [Entry("homes.csv", "a,b\n")]))
    #expect(unpacked.files == 2 && unpacked.leftOutCount == 1_099)
    #expect(unpacked.leftOut.count > 100)
    #expect(unpacked.leftOut.allSatisfy { $0.name.hasPrefix("кухня") })
    await bench.worker.close()
  }

  @Test func `leaves out an entry whose bytes are not those that were packed`() async throws {
    let bench = try Bench()
    let bad = Entry("bad.txt").with { $0.checksum = 7 }
    let unpacked = try await bench.unpack(ZIPFixture.file([bad, Entry("good.txt")]))
    guard case .damaged? = unpacked.leftOut.first?.reason else {
      Issue.record("\(unpacked)")
      return
    }
    #expect(try TreeListing.paths(below: bench.directory) == ["good.txt"])
    await bench.worker.close()
  }

  @Test(
    arguments: [
      ([], .empty), (Array("no archive".utf8), .notTaken),
      (ZIPFixture.file([]), .empty),
      (Array(ZIPFixture.file([Entry("a.txt")]).prefix(33)), .cutOff),
      (
        Array(
          TARFixture.file([TARFixture.entry("a", String(repeating: "x", count: 900))])
            .prefix(1000)),
        .cutOff
      ),
      // Behind its first entry, and behind a folder.
      (
        Array(
          TARFixture.file([TARFixture.entry("a", "text"), TARFixture.entry("b")]).prefix(1024)),
        .cutOff
      ),
      (Array(TARFixture.file([TARFixture.entry("a/", kind: "5")]).prefix(512)), .cutOff),
      (
        ZIPFixture.file((1...21).map { Entry("\($0)") }),
        .tooManyEntries(entriesMax: 20)
      ),
      // 5 kB that become 806 kB; 800 bytes that become 129 kB, twice.
      (ZIPFixture.file([.zeros("a", matches: 3125)]), .shrunkTooWell(ratioMax: 100)),
      (
        ZIPFixture.file([.zeros("a", matches: 500), .zeros("b", matches: 500)]),
        .shrunkTooWell(ratioMax: 100)
      ),
      (
        ZIPFixture.file([Entry(Array("a".utf8), [UInt8](repeating: 1, count: 1_500_000))]),
        .unpacksToTooMuch(bytesMax: 1_000_000)
      ),
      (
        ZIPFixture.file([Entry(Array("a".utf8), [UInt8](repeating: 1, count: 3_500_000))]),
        .tooLarge(bytes: 3_500_100, bytesMax: 3_000_000)
      ),
    ] as [([UInt8], ArchiveRefusal)])
  func `is refused whole when its size or its end is not right`(
    _ bytes: [UInt8], _ refusal: ArchiveRefusal
  ) async throws {
    var limits = ArchiveLimits()
    limits.entriesMax = 20
    limits.bytesMax = 1_000_000
    limits.sourceBytesMax = 3_000_000
    limits.ratioFrom = 100_000
    let bench = try Bench(limits)
    await #expect(throws: ArchiveError(.refused(refusal), bench.archive)) {
      try await bench.unpack(bytes)
    }
    await bench.worker.close()
  }

  @Test func `is no link`() async throws {
    let bench = try Bench()
    #expect(bench.archive.withCString { symlink("/etc/hostname", $0) } == 0)
    await #expect(
      throws: ArchiveError(
        .refused(.unreadable(detail: "Too many levels of symbolic links")), bench.archive)
    ) {
      try await bench.worker.unpack(bench.archive, into: bench.directory)
    }
    await bench.worker.close()
  }

  @Test func `is told when nobody is there to unpack it`() async throws {
    let bench = try Bench(executable: "/nowhere/dropmill-archive")
    let reason = ProcessFailure.unavailable("/nowhere/dropmill-archive", .noSuchFile)
    await #expect(throws: ArchiveError(.process(reason), bench.archive)) {
      try await bench.unpack(ZIPFixture.file([Entry("a")]))
    }
    await bench.worker.close()
  }
}

/// A directory for an archive and one for what is in it.
private struct Bench {
  let place: TemporaryDirectory
  let worker: ArchiveWorker
  let archive: Path
  let directory: Path

  init(
    _ limits: ArchiveLimits = ArchiveLimits(),
    executable: Path = .besideThisProgram("dropmill-archive")
  ) throws {
    place = try TemporaryDirectory()
    archive = place.path / "a.zip"
    directory = place.path / "parts"
    try Directory.make(directory)
    worker = ArchiveWorker(executable: executable, limits: limits)
  }

  func unpack(_ bytes: [UInt8], _ name: String = "a.zip") async throws -> Unpacked {
    let path = place.path / name
    try FileWriter.write(bytes, to: path)
    return try await worker.unpack(path, into: directory)
  }
}
