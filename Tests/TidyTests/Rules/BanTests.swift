import Testing

/// What the code does without, and what stands in its place.
@Suite struct `The code` {
  @Test(arguments: Ban.all)
  func `does without`(_ ban: Ban) {
    expectNone(Repository.shared.swift.flatMap { ban.violations(in: $0) })
  }

  @Test(arguments: Ban.all)
  func `would be found out`(_ ban: Ban) {
    let text = "let a = 1\nlet b = \(ban.needle) \n// \(ban.needle)\nlet c = \"\(ban.needle)\"\n"
    let path = "Sources/Engine/Jobs/Example.swift"
    let file = SwiftFile(TextFile(path: path, bytes: Array(text.utf8)))
    #expect(ban.violations(in: file).map(\.line) == [2])
  }

  @Test func `says why an error may be lost`() {
    expectNone(unexplained("try?", "say in a comment why losing the error is right"))
  }

  @Test func `names what guards shared state`() {
    expectNone(
      unexplained("@unchecked Sendable", "name what guards it in a comment")
        + unexplained("nonisolated(unsafe)", "name what guards it in a comment"))
  }

  @Test func `is not kept in comments`() {
    expectNone(
      Repository.shared.swift.flatMap { source in
        source.file.lines(beginningWith: "// ").filter { Self.looksLikeCode($0.text) }.map {
          source.file.violation("dead-code", line: $0.line, "take it out: the history keeps it")
        }
      })
  }

  /// Begins with a word of Swift and ends with a bracket, as sentences do not.
  private static func looksLikeCode(_ comment: Substring) -> Bool {
    let openings = ["let ", "var ", "func ", "guard ", "if ", "for ", "while ", "return ", "}"]
    let endings: [Character] = ["{", "}", ")"]
    return openings.contains { comment.hasPrefix($0) }
      && comment.last.map { endings.contains($0) } ?? false
  }

  private func unexplained(_ needle: String, _ message: String) -> [Violation] {
    Repository.shared.sources.flatMap { source in
      source.code.words(needle).map(source.file.line)
        .filter { !source.isExplained(line: $0) }
        .map { source.file.violation("unexplained", line: $0, "\(needle): \(message)") }
    }
  }
}
