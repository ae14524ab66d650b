import Testing

@testable import Pages

@Suite struct `A sitemap` {
  @Test func `lists pages, days and pictures`() throws {
    let page = try #require(Link("https://example.org/?a=1&b=2"))
    let picture = try #require(Link("https://example.org/p.jpg"))
    let entries = [
      Sitemap.Entry(address: page, modified: "2026-11-21", pictures: [picture]),
      Sitemap.Entry(address: page, modified: "yesterday"),
    ]
    #expect(
      Sitemap(entries[...]).markup.split(separator: "\n").dropFirst(2) == [
        "<url><loc>https://example.org/?a=1&amp;b=2</loc><lastmod>2026-11-21</lastmod>"
          + "<image:image><image:loc>https://example.org/p.jpg</image:loc></image:image></url>",
        "<url><loc>https://example.org/?a=1&amp;b=2</loc></url>",
        "</urlset>",
      ])
  }

  @Test func `may be one of several`() throws {
    let part = try #require(Link("https://example.org/sitemap-1.xml"))
    #expect(
      SitemapIndex([part]).markup.contains(
        "<sitemap><loc>https://example.org/sitemap-1.xml</loc></sitemap>"))
  }
}

@Suite struct `The file robots txt` {
  @Test func `names the sitemap of a listed site`() throws {
    let sitemap = try #require(Link("https://example.org/sitemap.xml"))
    #expect(
      Robots(isListed: true, sitemap: sitemap).markup
        == "User-agent: *\nAllow: /\nSitemap: https://example.org/sitemap.xml\n")
    #expect(Robots(isListed: false, sitemap: sitemap).markup == "User-agent: *\nDisallow: /\n")
  }
}

@Suite struct `Linked data` {
  @Test(
    arguments: [
      (LinkedData.text("a\"b\\c\n\u{1}"), #""a\"b\\c\n\u0001""#),
      (.text("</script>&\u{2028}é"), #""\u003c/script\u003e\u0026\u2028é""#),
      (
        .text("\u{85}\u{9F}\u{A0} \u{2029}\u{202A}\t\\\u{7F}z"),
        #""\u0085\u009f"# + "\u{A0} " + #"\u2029"# + "\u{202A}" + #"\t\\\u007fz""#
      ),
      (["@type": "Book", "pages": 12, "open": true], #"{"@type":"Book","pages":12,"open":true}"#),
      ([1, 2, .number(1.5), .number(.nan)], "[1,2,1.5,null]"),
      ([:], "{}"),
    ] as [(LinkedData, String)])
  func `is JSON that cannot end its script element`(_ data: LinkedData, _ expected: String) {
    #expect(data.markup == expected)
  }
}

@Suite struct `A page` {
  private func page(_ head: PageHead) -> String {
    Page(head) {
      "header"
    } content: {
      "content"
    } footer: {
      "footer"
    }.markup
  }

  @Test func `starts with its type, language and escaped title`() {
    var head = PageHead(title: "A <b> & c")
    head.language = "de"
    let markup = page(head)
    #expect(
      markup.hasPrefix("<!doctype html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">"))
    #expect(markup.contains("<title>A &lt;b&gt; &amp; c</title>"))
  }

  @Test func `has what is known of it, and nothing else`() {
    var head = PageHead(title: "t", description: "d")
    #expect(!page(head).contains("canonical"))
    #expect(!page(head).contains("noindex"))
    #expect(!page(head).contains("og:image"))
    head.address = Link("https://example.org/")
    head.isListed = false
    head.linkedData = [["@type": "Thing"]]
    let markup = page(head)
    #expect(markup.contains("<link rel=\"canonical\" href=\"https://example.org/\">"))
    #expect(markup.contains("<meta name=\"robots\" content=\"noindex\">"))
    #expect(
      markup.contains("<script type=\"application/ld+json\">{\"@type\":\"Thing\"}</script>"))
  }
}
