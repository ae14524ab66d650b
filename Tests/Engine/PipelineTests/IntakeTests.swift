import Files
import Glibc
import SQLiteStorage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `The intake` {
  @Test func `knows content that it has taken before`() async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/a.txt", "same\n")
    try await mill.work()
    try mill.drop("lines/acme/copy.txt", "same\n")
    #expect(
      try await mill.accept("lines/acme/copy.txt") == [.seenBefore(ItemID(2), first: ItemID(1))])
    try await mill.work()
    #expect(try mill.place(of: ItemID(2)) == .done)
    #expect(try mill.source(of: ItemID(2)) == "same\n")
    #expect(try await mill.row(ItemID(2)) == "done seen before")
    #expect(try await mill.job(ItemID(2)) == "none")
    #expect(Array(try mill.published().keys) == ["lines/acme/a.txt/lines.txt"])
  }

  @Test func `knows it in the same batch too`() async throws {
    let mill = try await Mill()
    for name in ["a", "b", "c"] { try mill.drop(Path("lines/acme/\(name).txt"), "same\n") }
    let accepted = try await mill.accept(
      "lines/acme/a.txt", "lines/acme/b.txt", "lines/acme/c.txt")
    #expect(
      accepted == [
        .accepted(ItemID(1)), .seenBefore(ItemID(2), first: ItemID(1)),
        .seenBefore(ItemID(3), first: ItemID(1)),
      ])
  }

  @Test func `takes the same content again for another business, and where a rule says so`()
    async throws
  {
    let mill = try await Mill()
    for path in ["lines/acme/a.txt", "lines/bolt/a.txt", "lines/acme/again/a.txt"] as [Path] {
      try await mill.submit(path, "same\n")
    }
    try await mill.submit("lines/acme/again/b.txt", "same\n")
    try await mill.work()
    #expect(mill.log.ends.count == 4)
  }

  @Test func `takes content again that has failed`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.reject([])))
    try await mill.submit("lines/acme/a.txt", "same\n")
    try await mill.work()
    #expect(try await mill.row(ItemID(1)) == "failed failed")
    let second = try await mill.submit("lines/acme/b.txt", "same\n")
    try await mill.work()
    #expect(try await mill.row(second) == "done published")
  }

  @Test func `leaves what no rule takes`() async throws {
    let mill = try await Mill()
    try mill.drop("elsewhere/a.txt", "one\n")
    guard case .left(let reason) = try await mill.accept("elsewhere/a.txt").first else {
      return #expect(Bool(false), "it was taken")
    }
    #expect(reason.contains("no rule"))
    #expect(try TreeListing.paths(below: mill.workspace.inbox) == ["elsewhere/a.txt"])
    #expect(try TreeListing.paths(below: mill.workspace.stages).isEmpty)
  }

  @Test(arguments: [
    ("link", "symbolic link"), ("hard", "second name"), ("fifo", "fifo"), ("folder", "directory"),
    ("way/file", "symbolic link"),
  ])
  func `leaves what is no plain file`(_ name: String, _ word: String) async throws {
    let mill = try await Mill()
    let secret = try mill.place.write("secret/file", "canary")
    let folder = mill.workspace.inbox / "lines/acme"
    try Directory.make(folder / "folder")
    #expect(symlink("\(secret)", "\(folder)/link") == 0)
    #expect(symlink("\(secret.parent)", "\(folder)/way") == 0)
    try Renaming.linkFile(secret, to: folder / "hard")
    #expect(mkfifo("\(folder)/fifo", 0o600) == 0)
    guard case .left(let reason) = try await mill.accept(Path("lines/acme") / name).first else {
      return #expect(Bool(false), "it was taken")
    }
    #expect(reason.contains(word))
    #expect(try TreeListing.paths(below: mill.workspace.stages).isEmpty)
    #expect(try FileReader.contents(of: secret) == Array("canary".utf8))
  }

  @Test func `leaves a bundle in which a file has a second name`() async throws {
    let mill = try await Mill()
    let secret = try mill.place.write("secret/file", "canary")
    try mill.drop("lines/acme/x.bundle/a.txt", "one\n")
    try Renaming.linkFile(secret, to: mill.workspace.inbox / "lines/acme/x.bundle/hard.txt")
    guard case .left(let reason) = try await mill.accept("lines/acme/x.bundle").first else {
      return #expect(Bool(false), "it was taken")
    }
    #expect(reason.contains("hard.txt") && reason.contains("second name"), "\(reason)")
    #expect(try TreeListing.paths(below: mill.workspace.stages).isEmpty)
  }

  @Test(arguments: ["../secret/file", "lines/../../secret/file"])
  func `leaves what lies outside the inbox`(_ path: String) async throws {
    let mill = try await Mill()
    try mill.place.write("secret/file", "canary")
    try Directory.make(mill.workspace.inbox / "lines")
    guard case .left = try await mill.accept(Path(path)).first else {
      return #expect(Bool(false), "it was taken")
    }
    #expect(try TreeListing.paths(below: mill.workspace.stages).isEmpty)
  }

  @Test func `leaves what is too large`() async throws {
    var configuration = Configuration()
    configuration.sourceBytesMax = 10
    configuration.bundleFilesMax = 2
    let mill = try await Mill(.replace, configuration)
    try mill.drop("lines/acme/a.txt", "12345678901")
    try mill.drop("lines/acme/b.txt", "1234567890")
    for name in ["1", "2", "3"] { try mill.drop(Path("lines/acme/c.bundle/\(name)"), name) }
    for name in ["1", "2"] { try mill.drop(Path("lines/acme/d.bundle/\(name)"), "123456") }
    let acceptances = try await mill.accept(
      "lines/acme/a.txt", "lines/acme/b.txt", "lines/acme/c.bundle", "lines/acme/d.bundle")
    let isLeft = acceptances.map { if case .left = $0 { true } else { false } }
    #expect(isLeft == [true, false, true, true])
  }

  @Test func `says how to give it what it may not take out of a folder`() throws {
    let error = FileError(.rename, "inbox/acme/a.csv", .noAccess)
    guard case .left(let reason) = try Intake.acceptance(of: error) else {
      Issue.record("it is not left where it is")
      return
    }
    #expect(reason.contains("chmod g+w inbox/acme`"))
  }

  @Test func `knows that a file is gone`() async throws {
    let mill = try await Mill()
    #expect(try await mill.accept("lines/acme/none.txt") == [.gone])
    #expect(try TreeListing.paths(below: mill.workspace.stages).isEmpty)
  }

  @Test(arguments: ["longer than it was\n", "sAme\n"])
  func `puts a file back that was replaced while it was looked at`(_ text: String) async throws {
    let mill = try await Mill()
    try mill.drop("lines/acme/a.txt", "same\n")
    let place = mill.place
    mill.log.beforeNextClaim {
      #expect(throws: Never.self) {
        let other = try place.write("other", text)
        try Renaming.move(other, to: place.path / "inbox/lines/acme/a.txt")
      }
    }
    #expect(try await mill.accept("lines/acme/a.txt") == [.gone])
    #expect(try TreeListing.paths(below: mill.workspace.stages).isEmpty)
    let back = try FileReader.contents(of: mill.workspace.inbox / "lines/acme/a.txt")
    #expect(back == Array(text.utf8))
    #expect(try await mill.accept("lines/acme/a.txt") == [.accepted(ItemID(2))])
  }

  @Test func `takes nothing when a file is gone at the last moment`() async throws {
    let mill = try await Mill()
    try mill.drop("lines/acme/a.txt", "one\n")
    try mill.drop("lines/acme/b.txt", "two\n")
    let file = mill.workspace.inbox / "lines/acme/a.txt"
    mill.log.beforeNextClaim { #expect(throws: Never.self) { try Directory.removeFile(file) } }
    let acceptances = try await mill.accept("lines/acme/a.txt", "lines/acme/b.txt")
    #expect(acceptances == [.gone, .accepted(ItemID(2))])
    try await mill.work()
    #expect(Array(try mill.published().values) == ["TWO!\n"])
  }

  /// What a producer may do to a file between the look at it and the claim.
  @Test(arguments: ["a link", "a FIFO", "a folder", "in no folder", "not readable"])
  func `takes the others when a file cannot be synced`(_ kind: String) async throws {
    let mill = try await Mill()
    let names = (1...20).map { "lines/acme/\($0).txt" }
    for name in names { try mill.drop(Path(name), "\(name)\n") }
    try mill.drop("lines/acme/in/a.txt", "one\n")
    let file = mill.workspace.inbox / "lines/acme/in/a.txt"
    mill.log.beforeNextClaim {
      #expect(throws: Never.self) {
        if kind == "not readable" { return #expect(chmod("\(file)", 0) == 0) }
        try Directory.remove(kind == "in no folder" ? file.parent : file)
        switch kind {
        case "a link": #expect(symlink("/etc/hostname", "\(file)") == 0)
        case "a FIFO": #expect(mkfifo("\(file)", 0o600) == 0)
        case "a folder": try Directory.make(file)
        default: try FileWriter.write([], to: file.parent)
        }
      }
    }
    let all = (["lines/acme/in/a.txt"] + names).map { Arrival(relative: Path($0), isBundle: false) }
    let acceptances = try await mill.intake.accept(all)
    #expect(Array(acceptances.dropFirst()) == (2...21).map { .accepted(ItemID($0)) })
    // Nothing is refused to root.
    if kind != "not readable" || !FileAccess.isRoot { #expect(acceptances.first == .gone) }
    let left = try Directory.entries(of: mill.workspace.directory(.ingest)).map(\.name)
    #expect(!left.contains { $0.starts(with: Claim.prefix.utf8) })
  }

  @Test(
    arguments: [
      Array("two\nlines.txt".utf8), [0x61, 0xff, 0xfe, 0x2e, 0x74], Array("-rf $(id) `x`".utf8),
      [UInt8](repeating: 0x78, count: 255), Array("\u{1b}[31m\u{202e}.txt".utf8), [0x20],
      Array("..%2f..%2fetc.txt".utf8), Array("report.html".utf8),
    ] as [[UInt8]])
  func `takes names as they are and shows them harmless`(_ name: [UInt8]) async throws {
    let mill = try await Mill()
    let path = Path("lines/acme").appending(name)
    let id = try await mill.submit(path, "one\n")
    try await mill.work()
    #expect(try mill.item(id).nameBytes == name)
    let kept = try Directory.entries(of: mill.directory(of: id) / "source").map(\.name)
    #expect(kept == [name])
    #expect(Array(try mill.published().values) == ["ONE!\n"])
    let shown = mill.log.text + (try mill.item(id).name) + (try mill.published().keys.joined())
    #expect(!shown.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
    #expect(mill.log.text.split(separator: "\n").allSatisfy { $0.hasPrefix("1970") })
  }

  @Test func `copies from an inbox on another file system, then removes there`() async throws {
    let mill = try await Mill()
    let shared = Path("/dev/shm") / "\(mill.place.path)".split(separator: "/").joined()
    defer { #expect(throws: Never.self) { try Directory.remove(shared) } }
    try Directory.make(shared / "lines/acme/b.bundle")
    try FileWriter.write(Array("one\n".utf8), to: shared / "lines/acme/a.txt")
    try FileWriter.write(Array("two\n".utf8), to: shared / "lines/acme/b.bundle/b.txt")
    try Directory.remove(mill.workspace.inbox)
    #expect(symlink("\(shared)", "\(mill.workspace.inbox)") == 0)
    let acceptances = try await mill.accept("lines/acme/a.txt", "lines/acme/b.bundle")
    #expect(acceptances == [.accepted(ItemID(1)), .accepted(ItemID(2))])
    #expect(try TreeListing.paths(below: shared).isEmpty)
    try await mill.work()
    #expect(Set(try mill.published().values) == ["ONE!\n", "TWO!\n"])
  }

  /// As the daemon leaves a file that it copies from another file system, when it ends before the
  /// copy is whole, or behind it.
  @Test(arguments: [false, true])
  func `gives a file its name again whose copy is not whole`(_ isWhole: Bool) async throws {
    let mill = try await Mill()
    let claim = mill.workspace.directory(.ingest) / ".new-000001"
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try Renaming.move(mill.directory(of: id), to: claim)
    try await mill.database.write { try ItemTable($0).forget(id) }
    try mill.drop("lines/acme/a.txt", "one\n")
    _ = try Aside(
      mill.workspace.inbox / "lines/acme/a.txt", for: id, isBundle: false, in: claim)
    #expect(try mill.inbox() == ["lines/acme/.dropmill-000001"])
    if !isWhole { try Directory.remove(claim / "source/a.txt") }
    try await mill.restart()
    #expect(try mill.inbox() == (isWhole ? [] : ["lines/acme/a.txt"]))
    try await mill.work()
    #expect(try mill.published().count == (isWhole ? 1 : 0))
    #expect(try FileStatus.ifPresent(claim) == nil)
  }

  @Test func `gives a file another name when its own was taken meanwhile`() async throws {
    let mill = try await Mill()
    let claim = mill.workspace.directory(.ingest) / ".new-000001"
    try Directory.make(claim)
    try mill.drop("lines/acme/a.txt", "old\n")
    let aside = try Aside(
      mill.workspace.inbox / "lines/acme/a.txt", for: ItemID(1), isBundle: false, in: claim)
    try mill.drop("lines/acme/a.txt", "new\n")
    try aside.putBack(ItemID(1))
    #expect(try mill.inbox() == ["lines/acme/a.txt", "lines/acme/returned-000001"])
  }

  @Test func `keeps the note of a hidden file while its disk is away`() async throws {
    let mill = try await Mill()
    let directory = mill.workspace.directory(.ingest) / "\(Claim.prefix)000007"
    try Directory.make(directory / "source")
    let hidden = mill.workspace.inbox / "lines/acme/.dropmill-000007"
    try mill.place.write("inbox/lines/acme/other.txt", "other")
    let note = hidden.bytes + [0] + (hidden.parent / "a.txt").bytes + [0] + "4711".utf8
    try FileWriter.write(note, to: directory / "aside")
    #expect(try await mill.restart().lastNumber == 7)
    #expect(mill.log.text.contains("claim waits item=000007"), "\(mill.log.text)")
    #expect(try FileStatus.ifPresent(directory / "aside") != nil)
    // On its own disk again, where it is no more.
    let device = try FileStatus.of(hidden.parent).device
    let right = hidden.bytes + [0] + (hidden.parent / "a.txt").bytes + [0] + "\(device)".utf8
    try FileWriter.write(right, to: directory / "aside")
    try await mill.restart()
    #expect(try FileStatus.ifPresent(directory) == nil)
  }

  /// As the watcher reports it; what was reported is not always what is there.
  private func arrival(_ mill: Mill, _ relative: Path) throws -> Arrival {
    let status = try FileStatus.of(mill.workspace.inbox / relative)
    return Arrival(
      relative: relative, isBundle: false, found: FileStatus.Mark(status), isLocal: true)
  }

  @Test func `leaves a file that is written once more behind its report`() async throws {
    let mill = try await Mill()
    let path = try mill.place.write("inbox/lines/acme/a.txt", "one\ntwo\n")
    let arrival = try arrival(mill, "lines/acme/a.txt")
    do {
      var writer = try FileWriter(path)
      try writer.write("on")
      try writer.flush()
      #expect(try await mill.intake.accept([arrival]) == [.gone])
      #expect(try mill.inbox() == ["lines/acme/a.txt"])
    }
    // It is whole again, whatever it is.
    #expect(try await isTakenWhenNobodyWrites(arrival, mill))
  }

  /// A program that another test starts has all open files between `fork` and `exec`: what this one
  /// closed may be open for a moment yet.
  private func isTakenWhenNobodyWrites(_ arrival: Arrival, _ mill: Mill) async throws -> Bool {
    var answers: [Acceptance] = []
    try await eventually("nobody writes \(arrival.relative)") {
      answers = try await mill.intake.accept([arrival])
      return answers != [.gone]
    }
    guard case .accepted = answers.first else { return false }
    return true
  }

  @Test func `leaves a file that somebody has open for writing where it is`() async throws {
    let mill = try await Mill()
    let path = try mill.place.write("inbox/lines/acme/a.txt", "one\n")
    let arrival = try arrival(mill, "lines/acme/a.txt")
    let descriptor = open("\(path)", O_WRONLY | O_APPEND | O_CLOEXEC)
    #expect(descriptor >= 0)
    #expect(try await mill.intake.accept([arrival]) == [.gone])
    #expect(try mill.inbox() == ["lines/acme/a.txt"])
    #expect(try Directory.entries(of: mill.workspace.directory(.ingest)).isEmpty)
    close(descriptor)
    #expect(try await isTakenWhenNobodyWrites(arrival, mill))
  }

  @Test func `leaves a bundle in which somebody writes where it is`() async throws {
    let mill = try await Mill()
    let path = try mill.place.write("inbox/lines/acme/c.bundle/a.txt", "one\n")
    let arrival = Arrival(relative: "lines/acme/c.bundle", isBundle: true, isLocal: true)
    let descriptor = open("\(path)", O_WRONLY | O_APPEND | O_CLOEXEC)
    #expect(descriptor >= 0)
    #expect(try await mill.intake.accept([arrival]) == [.gone])
    #expect(try mill.inbox() == ["lines/acme/c.bundle/a.txt"])
    close(descriptor)
    #expect(try await isTakenWhenNobodyWrites(arrival, mill))
  }

  @Test func `knows content of which nothing came as new`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.reject([])))
    try await mill.submit("lines/acme/a.txt", "one\n")
    try mill.drop("lines/acme/b.txt", "one\n")
    #expect(try await mill.accept("lines/acme/b.txt") == [.seenBefore(ItemID(2), first: ItemID(1))])
    try await mill.work()
    #expect(try mill.place(of: ItemID(1)) == .failed)
    try mill.drop("lines/acme/c.txt", "one\n")
    #expect(try await mill.accept("lines/acme/c.txt") == [.accepted(ItemID(3))])
  }

  @Test func `counts files with holes, however large`() async throws {
    let mill = try await Mill()
    for name in ["a", "b"] {
      let path = try mill.place.write(Path("inbox/lines/acme/c.bundle/\(name).txt"), "")
      guard truncate("\(path)", Int.max / 2 + 1) == 0 else { return }
    }
    guard case .left = try await mill.accept("lines/acme/c.bundle").first else {
      return #expect(Bool(false))
    }
  }

  @Test func `takes hundreds in one go, and is seen at work`() async throws {
    let mill = try await Mill()
    await mill.intake.answer()
    let before = mill.intake.workTime
    let paths = (1...300).map { Path("lines/acme/\($0).txt") }
    for path in paths { try mill.drop(path, "\(path)\n") }
    let acceptances = try await mill.intake.accept(
      paths.map { Arrival(relative: $0, isBundle: false) })
    #expect(acceptances == (1...300).map { .accepted(ItemID($0)) })
    #expect(mill.intake.workTime > before && before > .zero)
  }
}
