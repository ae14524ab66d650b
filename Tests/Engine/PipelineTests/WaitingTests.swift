import Files
import TestSupport
import Testing

@testable import Pipeline

/// The watcher knows a file's name alone, and so waits for less than the rule wants that takes it.
@Suite struct `A file whose content says which rule takes it` {
  private static let marked = """
    rules:
      - {name: deals, match: {columns: {all: [deal]}}, worker: lines}
      - {name: marked, worker: lines, complete: {marker: .done}}
    """
  private static let followed = """
    rules:
      - {name: followed, match: {path: "lines/**", starts: "{"}, worker: lines, follow: true}
      - {name: whole, match: {path: "lines/**"}, worker: lines}
    """

  @Test func `waits for the marker that its rule wants`() async throws {
    let mill = try await Mill()
    try await mill.use(Self.marked)
    try mill.drop("lines/acme/deal.csv", "deal,b\n1,2\n")
    try mill.drop("lines/acme/a.csv", "a,b\n1,2\n")
    #expect(
      try await mill.accept("lines/acme/deal.csv", "lines/acme/a.csv") == [
        .accepted(ItemID(1)),
        .left("the rule “marked” takes it when “a.csv.done” lies beside it"),
      ])
    let other = Arrival(
      relative: "lines/acme/a.csv", isBundle: false, marker: Array("a.csv.ok".utf8))
    #expect(try await mill.intake.accept([other]) != [.accepted(ItemID(2))])
    let marked = Arrival(
      relative: "lines/acme/a.csv", isBundle: false, marker: Array("a.csv.done".utf8))
    #expect(try await mill.intake.accept([marked]) == [.accepted(ItemID(2))])
  }

  @Test func `waits for nothing when it came in an archive`() async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/march.split", "a.txt one\n")
    try await mill.use(Self.marked)
    try await mill.work()
    #expect(try mill.item(ItemID(2)).rule == "marked")
  }

  @Test func `is not taken away while its rule follows it`() async throws {
    let field = try await Field("lines/acme")
    try await field.mill.use(Self.followed)
    try field.append("{one\n")
    #expect(
      try await field.mill.accept("lines/acme/app.log") == [
        .later("the rule “followed” follows it")
      ])
    try await field.look()
    #expect(try field.taken() == "{one\n")
    #expect(try field.text() == "{one\n")
  }

  @Test func `is taken whole when it is at rest, and its rule follows nothing`() async throws {
    let field = try await Field("lines/acme")
    try await field.mill.use(Self.followed)
    try field.append("one\n")
    #expect(try await field.look() == .later)
    #expect(try await field.look(isAtRest: true) == .whole)
    #expect(try await field.mill.accept("lines/acme/app.log") == [.accepted(ItemID(1))])
    try field.append("", to: "empty.log")
    #expect(try await field.look("empty.log", isAtRest: true) == .nothing)
  }
}
