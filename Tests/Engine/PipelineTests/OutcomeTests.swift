import Files
import Foundation
import Pipeline
import TestSupport
import Testing

@Suite struct `What a stage says` {
  private static let finding = Finding(.error, "test", "because")

  @Test(arguments: Stage.allCases)
  func `may be that a person decides`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .say(.hold([Self.finding])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    #expect(try mill.place(of: id) == .hold)
    #expect(try await mill.row(id) == "hold held")
    #expect(try await mill.job(id) == "cancelled \(stage.rawValue) 1")
    #expect(try mill.item(id).findings.map(\.message) == ["because"])
    #expect(try mill.published().isEmpty)
    #expect(try TreeListing.paths(below: mill.directory(of: id)).contains("report.html"))
  }

  @Test(arguments: Stage.allCases)
  func `may be that it is never to be published`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .say(.reject([Self.finding])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    #expect(try mill.place(of: id) == .failed)
    #expect(try await mill.row(id) == "failed failed")
    #expect(try await mill.job(id) == "discarded \(stage.rawValue) 1")
    #expect(try mill.source(of: id) == "one\n")
    #expect(try mill.published().isEmpty)
    #expect(try TreeListing.paths(below: mill.directory(of: id)).contains("report.html"))
  }

  @Test(arguments: Stage.allCases)
  func `may be that nothing more is to be done`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .say(.finish("nothing new")))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    #expect(try mill.place(of: id) == .done)
    #expect(try await mill.row(id) == "done finished")
    #expect(try await mill.job(id) == "completed \(stage.rawValue) 1")
    #expect(try mill.item(id).decisions.map(\.text) == ["nothing new"])
    #expect(try mill.published().isEmpty)
  }

  @Test(arguments: Stage.allCases)
  func `may be to come later, which counts no attempt`(_ stage: Stage) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    mill.script.plan(
      stage, .say(.later(mill.clock.date + 60)), .say(.later(mill.clock.date + 120)))
    try await mill.work()
    #expect(try mill.place(of: id) == Workspace.Place(stage))
    #expect(try await mill.job(id) == "scheduled \(stage.rawValue) 0")
    mill.clock.advance(by: .seconds(59))
    try await mill.work()
    #expect(mill.script.runs.filter { $0 == "\(stage.rawValue) 1" }.count == 1)
    mill.clock.advance(by: .seconds(1))
    try await mill.work()
    #expect(try await mill.job(id) == "scheduled \(stage.rawValue) 0")
    mill.clock.advance(by: .seconds(60))
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
    #expect(mill.script.runs.count == Stage.allCases.count + 2)
  }

  @Test func `is waited for when the machine does not let the item be read`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.restart()
    let file = try mill.directory(of: id) / "item.json"
    let text = try FileReader.contents(of: file)
    try Directory.removeFile(file)
    try #require(SocketFile.make(file.description) == 0)
    try await mill.work()
    #expect(try mill.place(of: id) == .ingest)
    #expect(try await mill.job(id) == "retryable ingest 1")
    try Directory.removeFile(file)
    try FileWriter.write(text, to: file)
    mill.clock.advance(by: .seconds(600))
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `is refused for an item whose route nobody has`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    var item = try mill.item(id)
    item.route = "gone"
    try item.write(in: mill.directory(of: id))
    // What was taken just now is not read again; what another daemon took is.
    try await mill.restart()
    try await mill.work()
    #expect(try mill.place(of: id) == .failed)
    #expect(try mill.item(id).findings.map(\.code) == ["no-route"])
  }
}
