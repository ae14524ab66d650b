import Testing

/// Words that must not stand in code.
struct Ban: Sendable, CustomTestStringConvertible {
  enum Scope: Sendable {
    case everywhere
    case sources
    /// Sources, but not these folders.
    case sourcesExcept([String])
  }

  let needle: String
  let scope: Scope
  /// What to do in its place.
  let instead: String

  var testDescription: String { needle }

  func violations(in source: SwiftFile) -> [Violation] {
    guard isInScope(source) else { return [] }
    return source.code.words(needle).filter { isWhole($0, in: source) }.map {
      source.file.violation("banned", at: $0, "`\(needle)`: \(instead)")
    }
  }

  /// A method of the same name, as in `console.print(`, is another thing, and so is the making of
  /// one, as in `func sleep(`.
  private func isWhole(_ offset: Int, in source: SwiftFile) -> Bool {
    if needle.hasPrefix(".") || offset == 0 { return true }
    let before = source.code[max(0, offset - 5)..<offset]
    return before.last != UInt8(ascii: ".") && !before.elementsEqual("func ".utf8)
  }

  private func isInScope(_ source: SwiftFile) -> Bool {
    switch scope {
    case .everywhere: true
    case .sources: source.isSource
    case .sourcesExcept(let folders):
      source.isSource && !folders.contains { source.path.hasPrefix("Sources/\($0)/") }
    }
  }

  static let all = [
    Ban("Task.sleep", .everywhere, "wait for an event, or on the clock that was passed in"),
    Ban("Thread.sleep", .everywhere, "wait for an event, or on the clock that was passed in"),
    Ban("sleep(", .everywhere, "wait for an event, or on the clock that was passed in"),
    Ban("usleep(", .everywhere, "wait for an event, or on the clock that was passed in"),
    Ban("Task.detached", .everywhere, "give the work a parent: a task group"),
    Ban("Task {", .everywhere, "give the work a parent: a task group"),
    Ban("Task(", .everywhere, "give the work a parent: a task group"),
    Ban("try!", .everywhere, "throw; a bug is a `precondition` with a sentence"),
    Ban("fatalError(", .everywhere, "a bug is a `precondition` with a sentence"),
    Ban("print(", .sourcesExcept(["App/Commands"]), "log, or return the text"),
    Ban("debugPrint(", .sources, "log, or return the text"),
    Ban("Date()", .sourcesExcept(["App"]), "ask the clock that was passed in"),
    Ban("Date.now", .sourcesExcept(["App"]), "ask the clock that was passed in"),
    Ban(".random(", .sourcesExcept(["App"]), "use the seeded generator that was passed in"),
    Ban(
      "SystemRandomNumberGenerator", .sourcesExcept(["App"]),
      "use the seeded generator that was passed in"),
    Ban("@unchecked Sendable", .sourcesExcept(["Platform"]), "an actor or a `Mutex` does it"),
    Ban("nonisolated(unsafe)", .sourcesExcept(["Platform"]), "an actor or a `Mutex` does it"),
    Ban("FileManager", .sources, "Files opens, writes and renames: safely, and in one way"),
    Ban(
      "Process()", .everywhere, "a `ChildProcess` of TestSupport: Foundation's breaks whole runs"),
    Ban("Process.run(", .everywhere, "a `ChildProcess` of TestSupport"),
    Ban("XCTestCase", .everywhere, "Swift Testing"),
  ]

  private init(_ needle: String, _ scope: Scope, _ instead: String) {
    self.needle = needle
    self.scope = scope
    self.instead = instead
  }
}
