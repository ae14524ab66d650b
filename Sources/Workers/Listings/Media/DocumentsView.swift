import Pages

/// The documents of a listing, to be downloaded.
struct DocumentsView: HTML {
  let documents: [ShownDocument]

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if !documents.isEmpty {
      section {
        h2 { "Documents" }
        ul(.class("documents")) {
          for document in documents {
            li {
              a(
                .href(Link(inSite: "documents/\(document.file)")), .type("application/pdf")
              ) { "\(document.title) (PDF, \(document.size))" }
            }
          }
        }
      }
    }
  }
}
