import Files
import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct `A file that is put into the inbox` {
  private let place: TemporaryDirectory
  private let inbox: Path

  init() throws {
    place = try TemporaryDirectory()
    inbox = place.path / "inbox"
    try Directory.make(inbox)
    try FileWriter.write([1, 2], to: place.path / "a.csv")
  }

  private func put(_ marker: SubmitPlan.Marker? = nil, now: Date = Date()) throws {
    try InboxDrop(inbox, now: now).put(
      SubmitPlan.Drop(file: place.path / "a.csv", relative: "t/a.csv", marker: marker))
  }

  @Test func `is there whole, with its marker and nothing else`() throws {
    try put(SubmitPlan.Marker(relative: "t/a.csv.done"))
    #expect(
      try TreeListing.of(inbox) == ["t/a.csv": [1, 2], "t/a.csv.done": []])
  }

  @Test func `is not what another process of the same number writes`() throws {
    let other = inbox / "t/.submit-\(ProcessInfo.processInfo.processIdentifier)"
    try Directory.make(other.parent)
    try FileWriter.write([9], to: other)
    try put()
    #expect(try FileReader.contents(of: inbox / "t/a.csv") == [1, 2])
    #expect(try FileReader.contents(of: other) == [9])
  }

  @Test func `leaves the name and nothing of its own where it cannot be`() throws {
    try put()
    #expect(throws: NameTaken.self) { try put() }
    #expect(try TreeListing.of(inbox).keys.sorted() == ["t/a.csv"])
  }

  @Test func `takes away what a command that was killed left a day before`() throws {
    let left = inbox / "t/.submit-7"
    try Directory.make(left.parent)
    try FileWriter.write([9], to: left)
    try put()
    #expect(try FileStatus.ifPresent(left) != nil)
    try Directory.removeFile(inbox / "t/a.csv")
    try put(now: Date(timeIntervalSinceNow: 90_000))
    #expect(try FileStatus.ifPresent(left) == nil)
  }
}
