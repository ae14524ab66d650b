import Testing

@testable import Tables

@Suite struct `XML that is written` {
  @Test(arguments: [
    ("plain", "plain"),
    ("a < b & c > \"d\" 'e'", "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;"),
    ("]]>", "]]&gt;"), ("tab\tand\nline", "tab\tand\nline"), ("cr\r", "cr&#13;"),
    ("nul\u{0}bell\u{7}", "nul\u{FFFD}bell\u{FFFD}"),
    ("c1\u{85}del\u{7F}", "c1\u{FFFD}del\u{FFFD}"),
    ("\u{FFFE}\u{FFFF}\u{FFFD}", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("é 家 🏡", "é 家 🏡"),
    ("\u{A0}\u{10FFFF}", "\u{A0}\u{10FFFF}"), ("", ""),
  ])
  func `holds any text`(_ text: String, _ expected: String) {
    var writer = XMLWriter()
    writer.element("a", text)
    #expect(String(decoding: writer.takeBytes(), as: UTF8.self) == "<a>\(expected)</a>\n")
    writer.markup("<a")
    writer.attribute("b", text)
    writer.markup("/>")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "<a b=\"\(expected)\"/>")
  }

  @Test func `nests, and takes names that are no literals`() {
    var writer = XMLWriter()
    writer.begin("a")
    writer.element("b", 1)
    writer.element("c", ifPresent: nil as String?)
    writer.begin(named: "d-1")
    writer.element(named: "e", "x")
    writer.empty(named: "f", (name: "g", value: "<"))
    writer.end(named: "d-1")
    writer.end("a")
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "<a>\n<b>1</b>\n<d-1>\n<e>x</e>\n<f g=\"&lt;\"/>\n</d-1>\n</a>\n")
  }
}
