import Testing

@testable import Rules

@Suite struct `A glob` {
  @Test(arguments: [
    ("march.csv", "march.csv"), ("march.csv", "MARCH.csv"), ("*.csv", ".csv"),
    ("*.csv", "a.b.csv"), ("*", "march"), ("m?rch*", "march.csv"), ("*a*a*", "banana"),
    ("[a-c]*.csv", "Bells.csv"), ("[!a-c]*", "delta"), ("[*]x", "*x"), ("[]]", "]"),
    ("[a-]", "-"), ("[A-F]1", "c1"), ("*.{csv,tsv}", "x.tsv"), ("{a,b{1,2}}", "b2"),
    ("x{,.old}.csv", "x.csv"), ("x{,.old}.csv", "x.old.csv"), ("{*.csv,a*}", "a.txt"),
    ("a,b", "a,b"), ("**", "a"), ("**", "a/b/c"), ("a/**", "a/b"), ("a/**", "a/b/c.csv"),
    ("a/**/z", "a/z"), ("a/**/z", "a/b/c/z"), ("**/z", "z"), ("**/z", "a/b/z"),
    ("**/*.csv", "x.csv"), ("a/*/c", "a/b/c"), ("{a,b}/**", "b/x/y"), ("{a/**,b}", "a/x/y"),
    ("größe*", "GRÖSSE.csv".replacing("SS", with: "ß")), ("maisons-à-?", "Maisons-À-Ü"),
    ("caf\u{E9}", "cafe\u{301}"), ("caf?", "cafe\u{301}"), ("[à-ÿ]", "É"), ("東?.csv", "東京.csv"),
    ("**/**/a", "a"), ("**/b/**/d", "a/b/b/c/d"),
  ])
  func `fits`(_ pattern: String, _ text: String) throws {
    #expect(try Glob(pattern).matches(FoldedText(text)))
  }

  @Test(arguments: [
    ("march.csv", "march.csv.txt"), ("march.csv", "march.cs"), ("*.csv", "csv"), ("*", "a/b"),
    ("?", ""), ("?", "/"), ("??", "a"), ("[!a]", "/"), ("[a-c]", "d"), ("{ab,cd}e", "abcde"),
    ("a{b,c}d", "abd/"), ("a/**", "a"), ("a/**", "a/"), ("a/**/z", "az"), ("**/z", "az"),
    ("a/*/c", "a/b/b/c"), ("**/*.csv", "a.csv/b"), ("ab*ba", "aba"), ("café", "cafe"),
    ("*.csv", "march.csv\n"),
  ])
  func `does not fit`(_ pattern: String, _ text: String) throws {
    #expect(try !Glob(pattern).matches(FoldedText(text)))
  }

  @Test(arguments: [
    ("", 0, "the pattern is empty"), ("a[bc", 1, "“[” is not closed"),
    ("a{b", 1, "“{” is not closed"), ("a}", 1, "“}” closes nothing"),
    ("a]", 1, "“]” closes nothing"), ("[z-a]", 1, "“z-a” runs backwards"),
    ("a/**.csv", 2, "“**” must stand alone between slashes"),
    ("a***", 1, "“**” must stand alone between slashes"), ("a\\b", 1, "“\\” has no meaning here"),
    (String(repeating: "{", count: 11), 10, "too many “{” in each other"),
    (String(repeating: "a", count: 501), 0, "the pattern is longer than 500 characters"),
  ])
  func `is refused with the place`(_ pattern: String, _ offset: Int, _ message: String) {
    let fault = #expect(throws: GlobFault.self) { try Glob(pattern) }
    #expect(fault?.offset == offset)
    #expect(fault?.message == message)
  }

  @Test func `takes no longer for a hostile pattern`() throws {
    let pattern = try Glob(String(repeating: "*a", count: 240) + "b")
    let nested = try Glob(
      String(repeating: "{a,", count: 10) + "*" + String(repeating: "}*", count: 10))
    let text = FoldedText(String(repeating: "a", count: 4096))
    let elapsed = ContinuousClock().measure {
      #expect(!pattern.matches(text))
      #expect(nested.matches(text))
    }
    // Backtracking would need longer than the universe is old.
    #expect(elapsed < .seconds(30))
  }

  // The specification, by plain backtracking over few signs, against the compiled pattern.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `agrees with its specification`(_ seed: UInt64) throws {
    var chance = SeededNumbers(state: seed)
    for _ in 0..<300 {
      let pattern = chance.word(from: ["a", "b", "/", "*", "?", "[ab]"], upTo: 7)
      let text = chance.word(from: ["a", "b", "/"], upTo: 8)
      guard !pattern.isEmpty, !pattern.contains("**") else { continue }
      let expected = fits(Array(pattern.replacing("[ab]", with: "#"))[...], Array(text)[...])
      #expect(
        try Glob(pattern).matches(FoldedText(text)) == expected,
        "seed \(seed): \(pattern) over \(text)")
    }
  }

  private func fits(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let sign = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if sign == "*" {
      return fits(rest, text)
        || text.first.map { $0 != "/" && fits(pattern, text.dropFirst()) } == true
    }
    guard let character = text.first else { return false }
    let isTaken =
      switch sign {
      case "?": character != "/"
      case "#": "ab".contains(character)
      default: character == sign
      }
    return isTaken && fits(rest, text.dropFirst())
  }
}

/// Repeatable chance: SplitMix64.
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func word(from signs: [String], upTo length: Int) -> String {
    let count = Int.random(in: 0...length, using: &self)
    return (0..<count).map { _ in signs[Int.random(in: signs.indices, using: &self)] }.joined()
  }
}
