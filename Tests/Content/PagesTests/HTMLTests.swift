import Testing

@testable import Pages

@Suite struct `Text in a page` {
  @Test(arguments: [
    ("plain text, 12 € – ọ́", "plain text, 12 € – ọ́"),
    ("", ""),
    ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
    ("</script><script>", "&lt;/script&gt;&lt;script&gt;"),
    ("tab\tand\nline", "tab\tand\nline"),
    ("a\r\nb", "a\nb"),
    ("a\rb", "a\nb"),
    ("\u{0}\u{1B}[31m\u{7F}", "\u{FFFD}\u{FFFD}[31m\u{FFFD}"),
    ("\u{85}\u{9F}\u{A0}\u{FF}", "\u{FFFD}\u{FFFD}\u{A0}\u{FF}"),
  ])
  func `is escaped and made valid`(_ text: String, _ expected: String) {
    #expect(text.markup == expected)
    #expect(Substring(text).markup == expected)
  }

  @Test(arguments: 0...0x2FF)
  func `is escaped wherever in it a character stands`(_ value: UInt32) throws {
    let character = String(try #require(Unicode.Scalar(value)))
    // Alone, a character is looked at by itself; among others, with those beside it.
    let alone = character.markup
    for start in 0..<17 {
      let (before, behind) = (
        String(repeating: "a", count: start), String(repeating: "~", count: 9)
      )
      #expect((before + character + behind).markup == before + alone + behind)
    }
  }

  // Noncharacters, which a literal cannot hold, and their lawful neighbours.
  @Test(
    arguments: [
      (0xFDD0, false), (0xFDEF, false), (0xFDF0, true), (0xFDCF, true), (0xFFFD, true),
      (0xFFFE, false), (0xFFFF, false), (0x1F600, true), (0x1FFFD, true), (0x1FFFE, false),
      (0x10FFFF, false),
    ] as [(UInt32, Bool)])
  func `has no noncharacters`(_ value: UInt32, _ isLawful: Bool) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(String(scalar).markup == (isLawful ? String(scalar) : "\u{FFFD}"))
  }

  @Test(arguments: [(0, "0"), (7, "7"), (-120, "-120"), (Int.min, "-9223372036854775808")])
  func `may be a whole number`(_ number: Int, _ expected: String) {
    #expect(number.markup == expected)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (100_000, "100,000"),
  ])
  func `may be a grouped number`(_ number: Int, _ expected: String) {
    #expect(Grouped(number).markup == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (12.5, "12.5"), (-0.254, "-0.25"), (0.999, "1"), (-0.001, "0"), (.nan, "0"),
    (.infinity, "0"), (33.333, "33.33"), (1.05, "1.05"),
  ])
  func `may be a length with two decimals`(_ number: Double, _ expected: String) {
    var writer = HTMLWriter()
    writer.decimal(number)
    #expect(writer.string == expected)
  }
}

@Suite struct `The builder` {
  @Test func `writes elements, attributes and text in order`() {
    let markup = div(.class("a \"b\""), .id("x")) {
      "1 < 2"
      span { 3 }
      img(.src(Link("p.png")), .alt(""))
    }.markup
    #expect(
      markup == "<div class=\"a &quot;b&quot;\" id=\"x\">1 &lt; 2<span>3</span>"
        + "<img src=\"p.png\" alt=\"\"></div>\n")
  }

  @Test(arguments: [(true, "yes1"), (false, "no")])
  func `takes conditions and optional values`(_ condition: Bool, _ expected: String) {
    let number: Int? = condition ? 1 : nil
    let content = SafeHTML {
      if condition { "yes" } else { "no" }
      if let number { number }
    }
    #expect(content.markup == expected)
  }

  @Test func `takes loops, held or made while writing`() {
    let held = SafeHTML { for number in 1...3 { span { number } } }
    let streamed = ForEach(1...3) { number in span { number } }
    #expect(held.markup == "<span>1</span><span>2</span><span>3</span>")
    #expect(streamed.markup == held.markup)
  }

  @Test func `leaves out attributes that are absent`() {
    let markup = input(
      .required, .disabled.when(false), .value("x").when(true),
      .src(Link("javascript:alert(1)"))
    ).markup
    #expect(markup == "<input required value=\"x\">")
  }

  @Test func `lets only literals and its own output through unescaped`() {
    let kept = SafeHTML { p { "a & b" } }
    let markup = SafeHTML {
      Raw("<hr>")
      kept
    }.markup
    #expect(markup == "<hr><p>a &amp; b</p>\n")
  }

  @Test func `names the files of a picture with their widths`() throws {
    let small = try #require(Link("a b.jpg"))
    #expect(
      img(.srcset([(link: small, width: 480)])).markup == "<img srcset=\"a%20b.jpg 480w\">")
  }
}

@Suite struct `A writer` {
  @Test func `grows, and is empty again after a reset`() {
    var writer = HTMLWriter(capacity: 64)
    let long = String(repeating: "<é>", count: 5_000)
    writer.text(long)
    #expect(writer.count == 5_000 * 10)
    #expect(writer.string == String(repeating: "&lt;é&gt;", count: 5_000))
    writer.reset()
    #expect(writer.count == 0)
    #expect(writer.string.isEmpty)
  }
}
