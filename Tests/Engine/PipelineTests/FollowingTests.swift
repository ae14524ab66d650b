import Files
import Glibc
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite(.serialized) struct `A file that grows` {

  @Test func `gives its new lines, and stays where it is`() async throws {
    let field = try await Field()
    try field.append("one\ntwo\nthr")
    try await field.look()
    #expect(try field.taken() == "one\ntwo\n")
    try field.append("ee\nfour\n")
    try await field.look()
    #expect(try await field.look() == .nothing)
    #expect(try field.taken() == "one\ntwo\nthree\nfour\n")
    #expect(try field.text() == "one\ntwo\nthree\nfour\n")
  }

  @Test func `gives its last line, which has no end, when it is at rest`() async throws {
    let field = try await Field()
    try field.append("one\ntwo")
    try await field.look()
    #expect(try await field.look() == .later)
    try await field.look(isAtRest: true)
    #expect(try field.taken() == "one\ntwo")
  }

  /// A FIFO would keep who opens it waiting for its other end.
  @Test(.timeLimit(.minutes(2)), arguments: ["a FIFO", "a symbolic link", "a folder"])
  func `is left where something else has its name`(_ kind: String) async throws {
    let field = try await Field()
    try field.append("one\n")
    try await field.look()
    try field.remove("app.log")
    switch kind {
    case "a FIFO": #expect(mkfifo("\(field.path())", 0o600) == 0)
    case "a folder": try Directory.make(field.path())
    default: #expect(symlink("/etc/hostname", "\(field.path())") == 0)
    }
    guard case .left = try await field.look() else { return #expect(Bool(false), "it was taken") }
    #expect(try field.taken() == "one\n")
  }

  @Test func `gives the same words twice when they stand there twice`() async throws {
    let field = try await Field()
    for _ in 0..<3 {
      try field.append("beat\n")
      try await field.look()
    }
    #expect(try field.taken() == "beat\nbeat\nbeat\n")
    #expect(field.items == 3)
  }

  /// A program without a clock that dies of the same each time, and whose log is emptied each time.
  @Test(arguments: ["", "ERR"], [false, true])
  func `gives the same words again when it was emptied between`(
    _ begun: String, _ isRestarted: Bool
  ) async throws {
    let field = try await Field()
    let words = "ERROR: cannot open the ledger\n"
    for _ in 0..<3 {
      try field.append(words)
      try await field.look()
      try field.empty()
      try field.append(begun)
      #expect(try await field.look() == (begun.isEmpty ? .nothing : .later))
      if isRestarted { try await field.mill.restart() }
      try field.empty()
    }
    #expect(try field.taken() == words + words + words)
    try field.append(words + "and one more\n")
    try await field.lookAtAll()
    #expect(try field.taken() == words + words + words + words + "and one more\n")
  }

  @Test func `is known as long as it is there, among however many`() async throws {
    let field = try await Field()
    let count = FollowTable.rowsMax + 3
    for number in 0..<count { try await field.know("host-\(number).log", "line \(number)\n") }
    try field.append("a new one, and none of those\n", to: "new.log")
    #expect(try await field.look("new.log") == .taken(ItemID(1)))
    #expect(try await field.known().count == count + 1)
    try field.append("two\n", to: "host-0.log")
    try await field.look("host-0.log")
    #expect(try field.taken().hasSuffix("two\n"))
    for number in 1...9 { try field.remove("host-\(number).log") }
    try field.append("one more that is like none\n", to: "newer.log")
    try await field.look("newer.log")
    // It may have got the inode of a file that is gone: then it is waited for a while.
    field.mill.clock.advance(by: .seconds(60))
    try await field.look("newer.log")
    let known = try await field.known()
    #expect(known.count == FollowTable.rowsMax)
    #expect(known.contains { $0.hasSuffix("host-0.log") })
  }

  /// What logrotate and others do between two looks, each with lines that were not read yet.
  @Test(arguments: Rotation.all, [0, 1, 40])
  func `loses no line and gives none twice, whatever becomes of it`(
    _ rotation: Rotation, _ unread: Int
  ) async throws {
    let field = try await Field()
    try field.append(field.lines(100))
    try await field.look()
    try field.append(field.lines(unread))
    try await rotation.perform(field)
    try field.append(field.lines(3))
    try await field.lookAtAll()
    try field.append(field.lines(2))
    try await field.lookAtAll()
    #expect(try field.numbers() == Array(1..<field.next), "\(rotation)")
  }

  /// Names are bytes: no text, and text that is shown otherwise.
  private static let folders: [Path] = [
    "lines/acme/live", Path("lines/acme/live").appending([0x6c, 0xf6, 0x67]),
    "lines/acme/live/a\u{202e}b\\x6c",
  ]

  @Test(arguments: folders[1...], Rotation.all)
  func `is known in a folder of any name, and under any name`(
    _ folder: Path, _ rotation: Rotation
  ) async throws {
    let field = try await Field(folder)
    try field.append(field.lines(100))
    try await field.look()
    try field.append(field.lines(1))
    try await rotation.perform(field)
    try field.append(field.lines(3))
    try await field.lookAtAll()
    try await field.mill.restart()
    try field.append(field.lines(2))
    try await field.lookAtAll()
    #expect(try field.numbers() == Array(1..<field.next), "\(rotation)")
  }

  /// The daemon is killed between any two steps of a taking.
  @Test(arguments: KillPoint.allCases)
  func `loses no line and gives none twice over an end without a word`(
    _ point: KillPoint
  ) async throws {
    let field = try await Field()
    try field.append(field.lines(10))
    try await field.look()
    try field.append(field.lines(10))
    try await point.arrange(field)
    try await field.mill.restart()
    try await field.lookAtAll()
    #expect(try field.numbers() == Array(1...20))
    try await field.mill.restart()
    try await field.lookAtAll()
    #expect(try field.numbers() == Array(1...20))
    try await field.mill.work()
    #expect(try field.numbers() == Array(1...20))
  }

  @Test func `is not read again when the index is made anew`() async throws {
    let field = try await Field()
    for name in ["app.log.1", "app.log.2"] {
      try field.append(field.lines(10))
      try await field.lookAtAll()
      try field.append(field.lines(5))
      try field.rename(name)
      try await field.lookAtAll()
    }
    try await field.mill.work()
    try await field.mill.database.write { connection in
      try connection.execute("delete from item")
      try connection.execute("delete from job")
    }
    try await field.mill.restart()
    try await field.lookAtAll()
    #expect(try field.numbers() == Array(1...30))
  }

  @Test(arguments: folders)
  func `that is packed before its end was read gives the rest, once`(
    _ folder: Path
  ) async throws {
    let field = try await Field(folder)
    try field.append(field.lines(10))
    try await field.look()
    try field.append(field.lines(5))
    let unpacked = try field.mill.place.write("unpacked", try field.text())
    let context = try field.context(of: "\(folder / "app.log.1.gz")")
    #expect(try await context.unreadPart(of: unpacked) == .notYet)
    try Directory.removeFile(field.path())
    let start = try await context.unreadPart(of: unpacked)
    #expect(start == .from(field.length(ofLines: 10)))
    // The same item asks again after a crash; another copy of it has nothing new.
    #expect(try await context.unreadPart(of: unpacked) == start)
    let second = try field.context(of: "\(folder / "copy.gz")", item: 100)
    #expect(try await second.unreadPart(of: unpacked) == .from(field.length(ofLines: 15)))
    let other = try field.mill.place.write("other", "something else\n")
    let third = try field.context(of: "lines/acme/live/other.gz", item: 101)
    #expect(try await third.unreadPart(of: other) == .from(0))
  }

  // MARK: - What happens to logs

  struct Rotation: Sendable, CustomStringConvertible {
    let description: String
    let perform: @Sendable (Field) async throws -> Void

    static let all: [Rotation] = [
      Rotation(description: "nothing") { _ in },
      Rotation(description: "renamed") { try $0.rename("app.log.1") },
      Rotation(description: "renamed, and still written") { field in
        try field.rename("app.log.1")
        try field.append(field.lines(1), to: "app.log.1")
      },
      Rotation(description: "copied and emptied") { field in
        try field.copy("app.log.1")
        try field.empty()
      },
      Rotation(description: "copied, looked at, and emptied") { field in
        try field.copy("app.log.1")
        #expect(try await field.look("app.log.1") == .later)
        try field.empty()
      },
      Rotation(description: "half copied, looked at, copied and emptied") { field in
        let whole = try field.text()
        try field.write(String(whole.prefix(whole.count / 2)), to: "app.log.1")
        #expect(try await field.look("app.log.1") == .later)
        try Directory.removeFile(field.path("app.log.1"))
        try field.copy("app.log.1")
        try field.empty()
      },
      Rotation(description: "read to its end, emptied, and longer than before") { field in
        try await field.look()
        try field.empty()
        try field.append(field.lines(300))
      },
      Rotation(description: "read to its end and deleted") { field in
        try await field.look()
        try Directory.removeFile(field.path())
      },
      Rotation(description: "written anew, with all that was in it and more") { field in
        try field.write(field.text(), to: "new")
        try Renaming.move(field.path("new"), to: field.path())
      },
      Rotation(description: "renamed twice") { field in
        try field.rename("app.log.1")
        try Renaming.move(field.path("app.log.1"), to: field.path("app.log.2"))
      },
    ]
  }

  enum KillPoint: CaseIterable, Sendable {
    case beforeAnything, halfCopied, copied, settled

    func arrange(_ field: Field) async throws {
      if self == .beforeAnything { return }
      // The taking is done whole, and then taken back to where the kill left it.
      try await field.look()
      let workspace = field.mill.workspace
      let id = ItemID(2)
      let directory = workspace.directory(of: id, in: .ingest)
      let mark = field.first
      try await field.mill.database.write { connection in
        try connection.execute("delete from item where id = 2")
        try connection.execute("delete from job where item = 2")
        try connection.execute(
          """
          update followed set offset = $1, head = $2, head_count = $3, tail = $4, tail_count = $5
          """,
          [
            .integer(mark.offset), .text(mark.head), .integer(mark.headCount), .text(mark.tail),
            .integer(mark.tailCount),
          ])
      }
      if self == .settled { return }
      let claim = Claim.directory(of: id, in: workspace)
      try Renaming.move(directory, to: claim)
      if self == .halfCopied {
        let copy = claim / "source/app.log"
        let text = try FileReader.contents(of: copy)
        try FileWriter.write(Array(text.prefix(text.count / 2)), to: copy)
      }
    }
  }
}
