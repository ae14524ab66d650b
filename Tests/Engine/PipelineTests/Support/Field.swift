import Files
import Glibc
import SQLiteStorage
import Telemetry
import TestSupport
import Testing

@testable import Pipeline

/// A mill with a log that grows in its inbox.
final class Field: @unchecked Sendable {
  // Each test has its own, and uses it one step after the other.
  let mill: Mill
  private(set) var next = 1
  private(set) var first = FollowMark(
    offset: 0, head: "", headCount: 0, tail: "", tailCount: 0)
  let folder: Path

  init(_ folder: Path = "lines/acme/live") async throws {
    self.folder = folder
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

  func empty() throws { #expect(path().withCString { truncate($0, 0) } == 0) }

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
