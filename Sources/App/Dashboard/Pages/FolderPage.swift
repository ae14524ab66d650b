import Files
import Pages
import Pipeline

/// A folder of results that has no page of its own.
struct FolderPage: HTML {
  let folder: PublishedFolder
  let context: PageContext

  static let entriesMax = 500

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(String(decoding: folder.place.name, as: UTF8.self), "outbox/\(folder.place)")
    Part("files", words("Files")) {
      ul(.class("files panel")) { PublishedEntries(folder: folder, words: words) }
    }
  }
}

/// What lies at the top of a folder of results, in lines of a list.
struct PublishedEntries: HTML {
  let folder: PublishedFolder
  let words: Words

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    ForEach(folder.entries) { entry in
      li {
        a(.href(link(to: entry)), .class("name")) {
          entry.size == nil ? "\(entry.name)/" : entry.name.description
        }
        code { "outbox/\(folder.place / entry.name)" }
        if let size = entry.size { small { words.size(size) } }
      }
    }
    if folder.count > folder.entries.count {
      li {
        span(.class("name")) {
          words("%1 more", words.number(folder.count - folder.entries.count))
        }
        code { "outbox/\(folder.place)" }
      }
    }
  }

  private func link(to entry: PublishedFolder.Entry) -> Link? {
    let path = (folder.place / entry.name).percentEncoded
    return Link("/results/\(path)" + (entry.size == nil ? "/" : ""))
  }
}
