import Files
import Testing

@testable import Commands

@Suite struct `The results of a run` {
  @Test func `are told in order, each once`() {
    var results = RunResults()
    for name in ["/none/b", "/none/a", "/none/b"] { results.add(Path(name)) }
    #expect(
      results.lines(in: "/none", isAll: true) == [
        "All there is has been worked off. The results:", "    /none/a", "    /none/b",
      ])
  }

  @Test func `are not spoken of when there are none`() {
    #expect(RunResults().lines(in: "/none", isAll: true) == ["All there is has been worked off."])
  }

  @Test func `are the first few, and a word on the others`() {
    var results = RunResults()
    for number in 0..<30 { results.add(Path("/none/\(number)")) }
    #expect(results.lines(in: "/none", isAll: true).count == 22)
    #expect(results.lines(in: "/none", isAll: true).last == "    and more in /none")
  }
}
