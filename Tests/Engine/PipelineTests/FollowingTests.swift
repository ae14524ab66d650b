import Files
import Foundation
import Glibc
import SQLiteStorage
import Storage
import Telemetry
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

  @Test func `that is packed before its end was read gives the rest, once`() async throws {
    let field = try await Field()
    try field.append(field.lines(10))
    try await field.look()
    try field.append(field.lines(5))
    let unpacked = try field.mill.place.write("unpacked", try field.text())
    let context = try field.context(of: "lines/acme/live/app.log.1.gz")
    #expect(try await context.unreadPart(of: unpacked) == .notYet)
    try Directory.removeFile(field.path())
    let start = try await context.unreadPart(of: unpacked)
    #expect(start == .from(field.length(ofLines: 10)))
    // The same item asks again after a crash; another copy of it has nothing new.
    #expect(try await context.unreadPart(of: unpacked) == start)
    let second = try field.context(of: "lines/acme/live/copy.gz", item: 100)
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

/// A mill with a log that grows in its inbox.
final class Field: @unchecked Sendable {
  // Each test has its own, and uses it one step after the other.
  let mill: Mill
  private(set) var next = 1
  private(set) var first = FollowMark(
    offset: 0, head: "", headCount: 0, tail: "", tailCount: 0)
  private let folder: Path = "lines/acme/live"

  init() async throws {
    mill = try await Mill()
    try Directory.make(mill.workspace.inbox / folder)
  }

  func path(_ name: String = "app.log") -> Path { mill.workspace.inbox / folder / name }

  /// Lines with their numbers, long enough to be told apart.
  func lines(_ count: Int) -> String {
    defer { next += count }
    return (next..<(next + count)).map { "line \($0) of a log that grows\n" }.joined()
  }

  func length(ofLines count: Int) -> Int {
    (1..<(count + 1)).reduce(0) { $0 + "line \($1) of a log that grows\n".utf8.count }
  }

  func append(_ text: String, to name: String = "app.log") throws {
    let path = path(name)
    let old = try FileStatus.ifPresent(path) == nil ? [] : FileReader.contents(of: path)
    let descriptor = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
    let bytes = Array(text.utf8)
    #expect(Glibc.write(descriptor.rawValue, bytes, bytes.count) == bytes.count)
    #expect(try FileReader.contents(of: path).count == old.count + bytes.count)
  }

  func write(_ text: String, to name: String) throws {
    try FileWriter.write(Array(text.utf8), to: path(name))
  }

  func text() throws -> String {
    String(decoding: try FileReader.contents(of: path()), as: UTF8.self)
  }

  func rename(_ name: String) throws { try Renaming.move(path(), to: path(name)) }

  func copy(_ name: String) throws { try write(text(), to: name) }

  func remove(_ name: String) throws { try Directory.remove(path(name)) }

  /// Writes a file that counts as read to its end.
  func know(_ name: String, _ text: String) async throws {
    try write(text, to: name)
    let file = try FollowedFile(folder / Path(name), inbox: mill.workspace.inbox)
    let growth = Growth(
      device: Int(truncatingIfNeeded: file.status.device),
      inode: Int(truncatingIfNeeded: file.status.inode), path: "\(folder / Path(name))",
      directory: "\(folder)", from: 0, mark: try file.mark(at: file.status.size), isNew: true,
      content: "")
    try await mill.database.write { try FollowTable($0).advance(growth) }
  }

  /// The paths of the files of which it is known how far they were read.
  func known() async throws -> [String] {
    let folder = "\(folder)"
    return try await mill.database.read { try FollowTable($0).entries(in: folder).map(\.path) }
  }

  func empty() throws { #expect(truncate("\(path())", 0) == 0) }

  @discardableResult
  func look(_ name: String = "app.log", isAtRest: Bool = false) async throws -> Following {
    let grown = GrownFile(relative: folder / name, isAtRest: isAtRest)
    let following = try await mill.intake.follow(grown)
    if case .taken(let id) = following, id == ItemID(1) {
      let item = try Item.read(in: mill.workspace.directory(of: id, in: .ingest))
      first = try #require(item.growth).mark
    }
    return following
  }

  /// Looks at everything that lies there until nothing comes any more.
  func lookAtAll() async throws {
    let names = try Directory.entries(of: mill.workspace.inbox / folder)
      .map { String(decoding: $0.name, as: UTF8.self) }.sorted()
    for name in names {
      while case .taken = try await look(name) {}
    }
  }

  var items: Int { (try? sources().count) ?? 0 }  // Nothing there: none.

  private func sources() throws -> [Path] {
    let root = mill.workspace.stages
    return try TreeListing.paths(below: root).filter { "\($0)".contains("/source/") }
      .sorted { $0.components[1].lexicographicallyPrecedes($1.components[1]) }
      .map { root / $0 }
  }

  /// What all items hold, in the order in which they were taken.
  func taken() throws -> String {
    try sources().map { String(decoding: try FileReader.contents(of: $0), as: UTF8.self) }.joined()
  }

  /// The numbers of all lines that were taken, in order.
  func numbers() throws -> [Int] {
    try taken().split(separator: "\n").compactMap { Int($0.split(separator: " ")[1]) }.sorted()
  }

  func context(of origin: String, item: Int = 99) throws -> StageContext {
    let item = Item(
      id: ItemID(item), fingerprint: "", nameBytes: Path(origin).name, origin: origin,
      isBundle: false, size: 0, received: mill.clock.date, worker: "lines", route: "lines",
      business: "acme", rule: "growing", options: [:])
    return StageContext(
      item: item, stage: .ingest, now: mill.clock.date, tables: mill.database, logger: .silent,
      directory: mill.place.path / "item", outbox: mill.workspace.outbox,
      inbox: mill.workspace.inbox)
  }
}
