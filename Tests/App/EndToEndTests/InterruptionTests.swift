import Files
import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3))) struct `An interruption` {
  /// When the daemon is killed.
  enum Moment: Sendable {
    /// So long after it has started.
    case milliseconds(Int)
    /// When so many results are visible.
    case results(Int)
  }

  @Test(
    arguments: [0, 20, 50, 80, 120, 180].map { Moment.milliseconds($0) }
      + [1, 5].map { .results($0) })
  func `at any moment changes nothing in the end`(_ moment: Moment) async throws {
    let expected = try Undisturbed.shared.get()
    let program = try Self.filledProgram()
    try await kill(program, at: moment)
    let places = try program.places()
    #expect(places.keys.sorted() == expected.places.keys.sorted())
    #expect(places.values.allSatisfy { $0.count == 1 })
    let result = try program.run(["run", "--once", "--settle", "0.1"])
    #expect([0, 3].contains(result.code), "\(result.notes)")
    #expect(try program.places() == expected.places)
    let published = try program.published()
    #expect(published.keys.sorted() == expected.published.keys.sorted())
    for (path, bytes) in published { #expect(bytes == expected.published[path], "\(path)") }
  }

  @Test func `time and again leaves every file in one place`() async throws {
    let program = try Self.filledProgram()
    let names = try program.places().keys.sorted()
    for delay in [10, 40, 70, 20, 110] { try await kill(program, at: .milliseconds(delay)) }
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    let places = try program.places()
    #expect(places.keys.sorted() == names)
    for (name, places) in places {
      #expect(places == ["done"] || places == ["failed"], "\(name): \(places)")
    }
    #expect(try TreeListing.paths(below: program.outbox / ".building").isEmpty)
  }

  @Test func `by request ends soon, and counts against no file`() async throws {
    let program = try Program()
    let rows = (1...60_000).map { "\($0),some text of a row\n" }.joined()
    for number in 1...2 {
      try program.drop(Path("tabular/acme/\(number).csv"), "id\(number),name\n" + rows)
    }
    for _ in 1...3 {
      let daemon = try await program.startAndWait()
      try await eventually("work has begun") { try program.log().contains("item accepted") }
      #expect(daemon.stop() == 0)
    }
    #expect(try program.log().contains("daemon stopped"))
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    #expect(try program.sources(in: "done").count == 2)
  }

  /// Starts a daemon, and kills it.
  private func kill(_ program: Program, at moment: Moment) async throws {
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    let clock = ContinuousClock()
    let started = clock.now
    try await eventually("the moment") {
      switch moment {
      case .milliseconds(let delay): clock.now >= started + .milliseconds(delay)
      case .results(let count):
        try program.published().keys.count { $0.hasSuffix("cleaned.csv") } >= count
      }
    }
  }

  /// Enough work to be in the middle of it.
  fileprivate static func filledProgram() throws -> Program {
    let program = try Program()
    for number in 1...8 {
      let rows = (1...200 * number).map { "\($0),row \($0) of \(number),\($0 % 7).5\n" }.joined()
      try program.drop(Path("tabular/acme/table-\(number).csv"), "id,name,value\n" + rows)
    }
    let large = (1...6000).map { "\($0),text,1\nbroken\n" }.joined()
    try program.drop("tabular/bolt/large.csv", "id,name,value\n" + large)
    try program.drop("tabular/bolt/empty.csv", "")
    let homes = (1...20).map { "H\($0),Flat \($0),\(100_000 + $0),2,Leeds\n" }.joined()
    try program.drop("listings/cobb/homes.csv", "reference,title,price,bedrooms,city\n" + homes)
    return program
  }
}

/// What comes out when nobody disturbs the work; found out once.
private enum Undisturbed {
  typealias Outcome = (published: [String: [UInt8]], places: [String: [String]])

  static let shared = Result {
    let program = try `An interruption`.filledProgram()
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    return Outcome(published: try program.published(), places: try program.places())
  }
}
