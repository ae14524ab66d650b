import Chats
import Files
import Foundation
import Learning
import Rules
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Models

@Suite struct `A prompt` {
  private let text = """
    # How we speak.
    weight: 2

    == system
    Be brief.

    == task ==
    Facts: {facts} in {style}, {unknown} {

    """

  @Test func `has sections with gaps`() throws {
    let prompt = try Prompt(file: "a.short.txt", bytes: Array(text.utf8), isShipped: false)
    #expect(prompt.name == "a" && prompt.variant == "short" && prompt.weight == 2)
    #expect(prompt.sections.map(\.name) == ["system", "task"])
    let filled = prompt.text("task", ["facts": "{style}", "style": "plain"])
    #expect(filled == "Facts: {style} in plain, {unknown} {")
    #expect(prompt.text("none").isEmpty)
  }

  @Test func `has examples that become turns, in their order`() throws {
    let text = "== example\none\n== answer\n1\n== example\ntwo\n== answer\n2\n\n== task\nthree"
    let prompt = try Prompt(file: "a.txt", bytes: Array(text.utf8), isShipped: false)
    #expect(prompt.examples == [.user("one"), .assistant("1"), .user("two"), .assistant("2")])
    #expect(prompt.text("task") == "three")
  }

  @Test func `is another version with each other word`() throws {
    let one = try Prompt(file: "a.txt", bytes: Array(text.utf8), isShipped: true)
    let two = try Prompt(file: "b.txt", bytes: Array((text + "x").utf8), isShipped: true)
    let same = try Prompt(file: "c.txt", bytes: Array(text.utf8), isShipped: true)
    #expect(one.version != two.version && one.version == same.version)
    #expect(one.version.count == 12)
  }

  @Test func `is the same version with another weight`() throws {
    func version(_ old: String, _ new: String) throws -> String {
      let text = (text + "weight: 7\n").replacing(old, with: new)
      return try Prompt(file: "a.txt", bytes: Array(text.utf8), isShipped: false).version
    }
    let versions = try ["weight: 1", "weight: 0", "weight:2"].map { try version("weight: 2", $0) }
    #expect(Set(versions).count == 1)
    // What a model is told is words, whatever it looks like.
    #expect(try version("weight: 7", "weight: 8") != versions[0])
  }

  @Test(arguments: [
    ("a.txt", "Be brief.", 1), ("a.txt", "\nweight: heavy", 2), ("a.b.c.txt", "", 1),
    ("a.md", "", 1), ("a.txt", "== task\nx\n== example\ny\n== task", 3),
    ("a.txt", "== example\ny\n", 1), ("a.txt", "== task\n== answer\ny", 2),
  ])
  func `that is broken tells where`(_ name: String, _ text: String, _ line: Int) {
    let fault = #expect(throws: Prompt.Fault.self) {
      try Prompt(file: name, bytes: Array(text.utf8), isShipped: false)
    }
    #expect(fault?.line == line)
  }

  @Test func `has gaps that something is put into`() {
    let text = "== system\nBe {mood}.\n== example\n{free}\n== answer\n{}\n== task\nx {facts} {name}"
    let file = RuleFile(name: "prompts/a.txt", text: Array(text.utf8))
    let faults = PromptLibrary.faults(in: file, gaps: ["facts", "mood"])
    let closed = text.replacing("== example", with: "== example ==")
    let same = RuleFile(name: "prompts/a.txt", text: Array(closed.utf8))
    #expect(PromptLibrary.faults(in: same, gaps: ["facts", "mood"]).map(\.line) == [8])
    #expect(faults.map(\.line) == [8] && faults.map(\.column) == [11])
    #expect(faults.first?.message == "nothing is put into {name}")
    #expect(faults.first?.hint == "there are values for {facts}, {mood}")
  }

  @Test(arguments: [
    ("== system\nBe brief.\n== taks\nx", 3, "no section is called “taks”"),
    ("== system\nBe brief.", 1, "nothing is asked"), ("== task\n\n", 1, "nothing is asked"),
    ("== task\n" + String(repeating: "x", count: 64 << 10), 1, "64 KiB at most"),
  ])
  func `asks something, in sections that there are`(
    _ text: String, _ line: Int, _ message: String
  ) {
    let file = RuleFile(name: "prompts/a.txt", text: Array(text.utf8))
    let faults = PromptLibrary.faults(in: file, gaps: [])
    #expect(faults.map(\.line) == [line])
    #expect(faults.first?.message.contains(message) == true, "\(faults)")
  }

  @Test func `that cannot be used leaves the others, and ours in its place`() throws {
    let place = try TemporaryDirectory()
    let shipped = RuleFile(name: "a.txt", text: Array("== task\nours".utf8))
    try place.write("prompts/a.txt/folder", "")
    try place.write("prompts/b.txt", "== taks\nx")
    try place.write("prompts/c.txt", "== task\n" + String(repeating: "x", count: 64 << 10))
    try place.write("prompts/d.txt", "== task\nmine")
    let library = try PromptLibrary(in: place.path, shipped: [shipped])
    #expect(library.prompts.map(\.name) == ["a", "d"])
    #expect(library.variants(of: "a").map { $0.text("task") } == ["ours"])
    #expect(Set(library.faults.map(\.file)) == ["a.txt", "b.txt", "c.txt"])
  }

  @Test func `is seen with values in its gaps, and its examples as they are`() {
    let text = "== system\nBe {mood}.\n== example\n{mood}\n== answer\n1"
    let file = RuleFile(name: "prompts/a.txt", text: Array(text.utf8))
    let parts = PromptLibrary.preview(file, ["mood": "brief"])
    #expect(parts.map(\.name) == ["system", "example", "answer"])
    #expect(parts.map(\.text) == ["Be brief.", "{mood}", "1"])
    #expect(PromptLibrary.preview(RuleFile(name: "a.txt", text: [0xff]), [:]).isEmpty)
  }

  @Test func `of one's own stands in the place of ours, unless it is broken`() throws {
    let place = try TemporaryDirectory()
    let shipped = ["a", "b"].map { name in
      RuleFile(name: "\(name).txt", text: Array("== task\nours".utf8))
    }
    #expect(try PromptLibrary(in: place.path, shipped: shipped).prompts.count == 2)
    try place.write("prompts/a.txt", "== task\nmine")
    try place.write("prompts/a.warm.txt", "== task\nwarm")
    try place.write("prompts/b.txt", "mine")
    try place.write("prompts/notes.md", "nothing")
    let library = try PromptLibrary(in: place.path, shipped: shipped)
    #expect(library.variants(of: "a").map { $0.text("task") } == ["mine", "warm"])
    #expect(library.variants(of: "a.warm").map { $0.text("task") } == ["warm"])
    #expect(library.variants(of: "b").map { $0.text("task") } == ["ours"])
    #expect(library.faults.map(\.file) == ["b.txt"])
  }
}

@Suite struct `What a prompt brought` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  private let variants: [Prompt]

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/models.sqlite")
    try await Migration.apply(ModelTables.migrations, to: database)
    variants = try ["a", "b"].map { words in
      try Prompt(file: "p.\(words).txt", bytes: Array("== t\n\(words)".utf8), isShipped: false)
    }
  }

  private func note(_ variant: Int, _ subjects: Range<Int>, passed: Bool, business: String = "acme")
    async throws
  {
    let version = variants[variant].version
    try await database.write { connection in
      try PromptUses(connection).note(
        subjects.map { .init(subject: "\($0)", prompt: "p", version: version, passed: passed) },
        business: business)
    }
  }

  private func standing(_ business: String? = "acme") async throws -> PromptUses.Standing {
    let variants = variants
    return try await database.read { try PromptUses($0).standing(of: variants, business: business) }
  }

  @Test func `counts for its version`() async throws {
    try await note(0, 0..<10, passed: true)
    try await note(1, 10..<14, passed: false)
    try await note(1, 0..<6, passed: true, business: "other")
    let standing = try await standing()
    #expect(standing.arms.map(\.trials) == [10, 4] && standing.arms.map(\.successes) == [10, 0])
    #expect(standing.generalRate == 0.8 && !standing.countsInquiries)
    #expect(try await self.standing(nil).arms.map(\.trials) == [10, 10])
  }

  @Test func `counts by inquiries once there are some`() async throws {
    try await note(0, 0..<10, passed: true)
    try await note(1, 10..<20, passed: true)
    let versions = variants.map(\.version)
    try await database.write { connection in
      let uses = PromptUses(connection)
      for subject in 0..<15 {
        try uses.credit(
          business: "acme", subject: "\(subject)", version: versions[subject / 10],
          inquiries: subject % 2)
      }
      // Another text was out than the one that was written with these words.
      try uses.credit(business: "acme", subject: "16", version: versions[0], inquiries: 9)
      try uses.credit(business: "acme", subject: "17", version: nil, inquiries: 9)
    }
    let standing = try await standing()
    #expect(standing.countsInquiries)
    #expect(standing.arms.map(\.trials) == [10, 5] && standing.arms.map(\.successes) == [5, 2])
    // Another text of the same subject has yet to bring something.
    try await note(1, 0..<1, passed: true)
    #expect(try await self.standing().arms.map(\.trials) == [9, 5])
  }

  @Test func `does not change an item's choices while it is under way`() async throws {
    try await note(0, 0..<60, passed: true)
    try await note(1, 60..<120, passed: false)
    let variants = variants
    let choices = { () async throws -> [Int] in
      let standing = try await database.write {
        try PromptUses($0).standing(of: variants, business: "acme", item: 7)
      }
      return (0..<40).map { standing.choice(seed: "s\($0)") }
    }
    let before = try await choices()
    #expect(before.allSatisfy { $0 == 0 })
    try await note(0, 0..<60, passed: false)
    try await note(1, 60..<120, passed: true)
    #expect(try await choices() == before)
    let verdict = try await standing().verdict(seed: "v")
    #expect(verdict.best == 1)
  }
}
