import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A hostile inbox` {
  /// Stands in a file outside of the workspace, to which links lead.
  private static let secret = "CANARY-7f3d9a61"

  private let program: Program
  private let outside: TemporaryDirectory
  private let entries: [HostileEntry]

  init() throws {
    program = try Program()
    outside = try TemporaryDirectory()
    entries = HostileEntry.all(
      secret: try outside.write("secret.txt", "id,v\n1,\(Self.secret)\n"))
    for entry in entries { try entry.drop(into: program.inbox) }
  }

  @Test func `is taken, left or refused entry by entry, and gives nothing away`() throws {
    #expect(entries.count == (geteuid() == 0 ? 69 : 68))
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 3, "\(result.notes)")
    try expectFates()
    try expectReasons()
    try expectSafeNames()
    #expect(!result.notes.contains(Self.secret))
    #expect(!result.notes.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    for (path, bytes) in try TreeListing.of(program.root) where path != "inbox/hard.csv" {
      #expect(bytes.firstRange(of: Array(Self.secret.utf8)) == nil, "the secret is in \(path)")
    }
    #expect(try TreeListing.paths(below: outside.path) == ["secret.txt"])
  }

  // MARK: -

  private func expectFates() throws {
    let places = try sourcePlaces()
    for entry in entries {
      let expected = entry.fate == .left ? nil : entry.fate.rawValue
      #expect(places[entry.name] == expected, "\(entry.shown)")
      let isInInbox = try FileStatus.ifPresent(program.inbox.appending(entry.name)) != nil
      #expect(isInInbox == (entry.fate == .left), "\(entry.shown)")
    }
  }

  private func expectReasons() throws {
    let items = try program.items()
    for entry in entries where entry.fate == .failed {
      let reason = items.first { $0.name == entry.shown }?.reason ?? "none"
      #expect(reason.contains(entry.words), "\(entry.shown): \(reason)")
    }
  }

  /// Each table has a place of its own, under a name that any system can hold.
  private func expectSafeNames() throws {
    let paths = try TreeListing.paths(below: program.outbox)
    let tables = paths.filter { $0.name.elementsEqual("cleaned.csv".utf8) }.map(\.parent)
    let done = entries.filter { $0.fate == .done && !$0.shown.hasSuffix(".log") }
    #expect(tables.count == done.count - 1, "of each table but that of the archive")
    for path in paths {
      for part in path.components {
        let text = String(decoding: part, as: UTF8.self)
        #expect(
          part.count <= 255 && text.wholeMatch(of: /[\p{L}\p{M}\p{N} ._-]+/) != nil
            && !text.hasPrefix("-") && !text.hasPrefix("."), "\(path)")
      }
    }
  }

  /// The place of each kept source, by its name as bytes.
  private func sourcePlaces() throws -> [[UInt8]: String] {
    var places: [[UInt8]: String] = [:]
    for place in ["done", "failed", "hold", "trash"] {
      for path in try TreeListing.paths(below: program.root / "stages" / Path(place)) {
        let parts = path.components
        if parts.count == 3, parts[1].elementsEqual("source".utf8) {
          places[Array(parts[2])] = place
        }
      }
    }
    return places
  }
}
