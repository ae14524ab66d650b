import Testing

@testable import Pages

@Suite struct `A slug` {
  @Test(arguments: [
    ("Plain Words 12", "plain-words-12"),
    ("  --a__b//c--  ", "a-b-c"),
    ("Ọ̀ṣun, Ìkòyí", "osun-ikoyi"),
    ("Łódź & Đà Nẵng", "lodz-da-nang"),
    ("Straße Æther Œuvre Þór", "strasse-aether-oeuvre-thor"),
    ("İstanbul ıçel", "istanbul-icel"),
    ("ɓarna ƙarfe", "barna-karfe"),
    ("O’Brien's", "obriens"),
    ("e\u{301}te\u{301}", "ete"),
    ("北京", "item"),
    ("北京 12", "12"),
    ("", "item"),
    ("😀", "item"),
    ("../../etc/passwd", "etc-passwd"),
  ])
  func `has only letters, digits and hyphens`(_ text: String, _ expected: String) {
    #expect(slug(text) == expected)
  }

  @Test func `ends at a word, within 60 bytes`() {
    #expect(
      slug(String(repeating: "seven77 ", count: 20))
        == slug("seven77 seven77 seven77 seven77 seven77 seven77 seven77"))
    #expect(slug(String(repeating: "x", count: 200)).utf8.count == 60)
  }
}
