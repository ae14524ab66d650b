import Pages
import Pipeline

/// What one stage wrote, record by record.
struct RecordsPage: HTML {
  let details: ItemDetails
  let stage: Stage
  let records: [StreamText.Record]
  let next: Int?
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("What “%1” wrote", stage.title(words)), details.item.name) {
      a(.href(Address.item(details.item.id.number))) { words("Back to the item") }
    }
    if records.isEmpty {
      EmptyState(words("Nothing is kept of this step")) {
        p {
          words(
            "It is kept while a file is under way or waits. The original is always kept."
          )
        }
      }
    } else {
      ol(.class("cards wide")) {
        ForEach(records) { record in
          li(.class("card"), .id("record-\(record.number)")) {
            h2 { words("Record %1", words.number(record.number)) }
            FieldList(fields: record.fields)
          }
        }
      }
      if let next {
        nav(.class("pager"), .ariaLabel(words("Further pages"))) {
          a(
            .href(
              Link("/items/\(details.item.id.number)/stages/\(stage.rawValue)?from=\(next)")),
            .rel("next")
          ) { words("Further →") }
        }
      }
    }
  }
}

/// The begin of a dropped file.
struct SourcePage: HTML {
  let details: ItemDetails
  let file: ItemDetails.KeptFile
  /// Nil when it is no text.
  let text: String?
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("The original"), "\(file.name), \(words.size(file.size))") {
      a(.href(Address.item(details.item.id.number))) { words("Back to the item") }
    }
    if let text {
      pre(.class("code"), .tabindex(0)) { text }
      if text.utf8.count < file.size {
        p(.class("muted")) { words("This is its begin.") }
      }
    } else {
      EmptyState(words("No text")) {
        p { words("This file is no text that could be shown here.") }
      }
    }
  }
}
