import Pages

/// The postings as a page to print, or to copy from into Jiji’s form.
enum JijiSheet {
  static func file(title: String) -> ChannelFile {
    ChannelFile(
      "postings.html", head: bytes(Head(title: title)), foot: "</main>\n</body>\n</html>\n")
  }

  static func part(_ posting: JijiPosting) -> [UInt8] { bytes(Sheet(posting: posting)) }

  private static func bytes(_ html: some HTML) -> [UInt8] {
    var writer = HTMLWriter(capacity: 4 << 10)
    html.write(&writer)
    return writer.withBytes { Array($0) }
  }

  private struct Head: HTML {
    let title: String

    func write(_ writer: inout HTMLWriter) {
      writer.markup(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 1rem auto; }
        article { break-inside: avoid; border-top: 1px solid; padding: 1rem; }
        dl { display: grid; grid-template-columns: 12rem 1fr; gap: .25rem 1rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        </style>
        <title>
        """)
      writer.text(title)
      writer.markup("</title>\n</head>\n<body>\n<main>\n<h1>")
      writer.text(title)
      writer.markup("</h1>\n")
    }
  }

  private struct Sheet: HTML {
    let posting: JijiPosting

    func write(_ writer: inout HTMLWriter) {
      article {
        h2 { posting.title }
        dl {
          for field in posting.fields {
            if let value = field.value {
              dt { Label(name: field.name) }
              dd { value }
            }
          }
          dt { "photos" }
          dd { "\(posting.photoCount), in photos/\(posting.id)" }
        }
      }.write(&writer)
    }
  }

  /// A field’s name in words: `property_address` as `property address`.
  private struct Label: HTML {
    let name: StaticString

    func write(_ writer: inout HTMLWriter) {
      writer.text("\(name)".replacing("_", with: " "))
    }
  }
}
