import Pages

/// The documents of a listing, to be downloaded.
struct DocumentsView: HTML {
  let documents: [ShownDocument]
  let frame: SiteFrame

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if !documents.isEmpty {
      section {
        h2 { "Documents" }
        ul(.class("documents")) {
          for document in documents {
            li {
              a(
                .href(frame.link(toFile: "documents/\(document.file)")), .type("application/pdf")
              ) { "\(document.title) (PDF, \(document.size))" }
            }
          }
        }
      }
    }
  }
}
