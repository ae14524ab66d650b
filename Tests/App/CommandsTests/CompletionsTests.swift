import Testing

@testable import Commands

@Suite struct `A completion` {
  @Test(arguments: [
    // The words so far, and what is among the candidates.
    (["st"], ["status"]), (["rules", ""], ["check", "explain"]), (["rules", "ch"], ["check"]),
    (["rules", "explain", ""], [":files"]), (["submit", "--time"], ["--timeout"]),
    (["run", "--mode", "p"], ["polling"]),
    (["status", "--color", ""], ["always", "auto", "never"]),
    (["init", ""], [":directories"]), (["status", "--workspace", ""], [":directories"]),
    (["help", "exit"], ["exit-codes"]), (["show", "1", "--stream", "q"], ["qa"]),
    (["nonsense", ""], []), (["show", "-C", "/nowhere", ""], []),
  ])
  func `offers what may come next`(_ words: [String], _ expected: [String]) async {
    let found = await Completions().candidates(words).map(\.word)
    #expect(Set(expected).isSubset(of: found), "\(found)")
    #expect(expected.isEmpty == found.isEmpty, "\(found)")
  }

  @Test func `of nothing offers every command`() async {
    let found = await Completions().candidates([""]).map(\.word)
    #expect(found == DropmillCommand.commands.map { type(of: $0).name })
  }
}
