import Files
import TestSupport
import Testing

@testable import Commands

@Suite struct `What is submitted` {
  private let place: TemporaryDirectory

  init() throws {
    place = try TemporaryDirectory()
    for name in ["a.csv", "b/a.csv", "sub.tmp", ".hid.csv", "inbox/t/taken.csv", "taken.csv"] {
      try Directory.make((place.path / Path(name)).parent)
      try FileWriter.write([1], to: place.path / Path(name))
    }
  }

  private func plan(_ names: [String], to target: String = "t") throws -> SubmitPlan {
    try SubmitPlan(
      names.map { place.path / Path($0) }, to: Path(target), in: place.path / "inbox", nil)
  }

  @Test func `lies under its name in the folder that was asked for`() throws {
    #expect(
      try plan(["a.csv", "taken.csv"], to: "u").drops.map(\.relative) == [
        "u/a.csv", "u/taken.csv",
      ])
  }

  @Test(arguments: [
    (["a.csv", "sub.tmp"], "t", "not finished"), ([".hid.csv"], "t", "is hidden"),
    (["a.csv"], "t.part", "not finished"), (["b"], "t", "is a folder"),
    (["a.csv", "b/a.csv"], "t", "two files are called “a.csv”"),
  ])
  func `is refused before any is dropped when it would never be taken`(
    _ names: [String], _ target: String, _ part: String
  ) throws {
    let error = try #require(throws: UsageError.self) { try plan(names, to: target) }
    #expect(error.message.contains(part), "\(error.message)")
  }

  @Test func `is refused when its name is taken`() throws {
    let error = try #require(throws: NameTaken.self) { try plan(["a.csv", "taken.csv"]) }
    #expect(
      error.description == "inbox/t/taken.csv waits already; submit it under another name")
  }
}
