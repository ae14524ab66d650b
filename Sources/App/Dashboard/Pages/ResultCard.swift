import Files
import Foundation
import Pages
import Pipeline

/// What was published at one place, and where a browser finds it.
struct ShownResult: Sendable {
  let result: PublishedResult
  /// Nil where it is no longer there.
  let link: Link?

  /// What a publication made of the files that were there.
  static func text(_ change: PublicationChange, _ words: Words) -> String {
    var parts: [String] = []
    if change.added > 0 { parts.append(words.count(change.added, "1 file new", "%1 files new")) }
    if change.changed > 0 { parts.append(words("%1 changed", words.number(change.changed))) }
    if change.removed > 0 { parts.append(words("%1 removed", words.number(change.removed))) }
    if parts.isEmpty { return words("Nothing: all was there already") }
    if change.same > 0 { parts.append(words("%1 as before", words.number(change.same))) }
    return parts.joined(separator: ", ")
  }
}

/// One place of the outbox: open it, when it was published, and what each publication changed.
struct ResultCard: HTML {
  let shown: ShownResult
  let context: PageContext

  private var words: Words { context.words }
  private var name: String { shown.result.target.description }
  private var title: String { String(decoding: shown.result.target.name, as: UTF8.self) }

  /// Publications that are listed.
  private static let versionsMax = 12

  func write(_ writer: inout HTMLWriter) {
    li(.class("card"), .id("result-\(slug(name))")) {
      h3 {
        if let link = shown.link {
          a(.href(link)) { title }
        } else {
          title
        }
      }
      p(.class("muted")) { code { "outbox/\(name)" } }
      ol(.class("history")) {
        ForEach(shown.result.versions.prefix(1)) { version($0) }
      }
      if shown.result.versions.count > 1 {
        details(.id("versions-\(slug(name))")) {
          summary { words("Earlier publications") }
          ol(.class("history")) {
            ForEach(shown.result.versions.dropFirst().prefix(Self.versionsMax)) { version($0) }
          }
        }
      }
    }.write(&writer)
  }

  private func version(_ version: PublishedResult.Version) -> some HTML {
    li {
      if let time = version.time {
        Moment(time, context)
        " "
      }
      a(.href(Address.item(version.item))) { version.name }
      p {
        words.count(version.records, "1 record", "%1 records")
        if let change = version.change { ": " + ShownResult.text(change, words) }
      }
    }
  }
}
