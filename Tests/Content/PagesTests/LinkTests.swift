import Testing

@testable import Pages

@Suite struct `An address from a file` {
  @Test(arguments: [
    ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    ("HTTP://example.org", "HTTP://example.org"),
    ("  https://example.org/a b.html\n", "https://example.org/a%20b.html"),
    ("https://wa.me/2348012345678", "https://wa.me/2348012345678"),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("tel:+2348012345678", "tel:+2348012345678"),
    ("geo:6.5,3.4", "geo:6.5,3.4"),
    ("pages/1.html", "pages/1.html"),
    ("/pages/1.html", "/pages/1.html"),
    ("?page=2", "?page=2"),
    ("#top", "#top"),
    ("a#b#c", "a#b%23c"),
    ("100%/50%25", "100%25/50%25"),
    ("a\"b<c>", "a%22b%3Cc%3E"),
    ("files/ọ.jpg", "files/ọ.jpg"),
    ("a/b:c", "a/b:c"),
  ])
  func `becomes a link when it is safe`(_ address: String, _ expected: String) {
    #expect(Link(address)?.text == expected)
  }

  @Test(arguments: [
    "", "   ", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
    "java\nscript:alert(1)", "java\u{0}script:x", "data:text/html,x", "vbscript:x", "file:///etc",
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil", "https://",
    "https://user@evil.example", "https:///path", "mailto:", "ftp://example.org", "c:folder",
  ])
  func `is refused when it is not`(_ address: String) {
    #expect(Link(address) == nil)
  }

  @Test(arguments: [
    ("https://example.org/a b.html", "https://example.org/a%20b.html"),
    ("files/ọ.jpg", "files/%E1%BB%8D.jpg"), ("100%25", "100%25"),
  ])
  func `is written in ASCII for programs that know nothing else`(
    _ address: String, _ expected: String
  ) {
    #expect(Link(address)?.asciiAddress == expected)
  }

  @Test(arguments: [
    ("+234 (0)801 234-5678", "tel:+23408012345678"), ("0801 234", "tel:0801234"), ("12", nil),
    ("call me", nil), ("1234567890123456", nil),
  ])
  func `may be a telephone number`(_ number: String, _ expected: String?) {
    #expect(Link(telephone: number)?.text == expected)
  }
}

@Suite struct `The base address of a site` {
  @Test(arguments: [
    ("https://example.org", "index.html", "https://example.org/"),
    ("https://example.org/shop/", "a/index.html", "https://example.org/shop/a/"),
    ("https://example.org/shop", "/a b.html", "https://example.org/shop/a%20b.html"),
    ("https://example.org", "myindex.html", "https://example.org/myindex.html"),
  ])
  func `makes absolute addresses`(_ base: String, _ path: String, _ expected: String) {
    #expect(BaseAddress(base)?.address(of: path)?.text == expected)
  }

  @Test(arguments: ["example.org", "/shop", "mailto:a@b.example", "https://example.org/?a=b"])
  func `must be absolute and plain`(_ address: String) {
    #expect(BaseAddress(address) == nil)
  }
}
