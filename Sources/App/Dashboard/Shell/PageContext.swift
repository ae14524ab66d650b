package import Foundation
package import Pages

/// Who looks, how they like it, and what every page knows.
package struct PageContext: Sendable {
  package enum Theme: String, Sendable, CaseIterable { case system, light, dark }

  package enum Times: String, Sendable, CaseIterable { case relative, local, utc }

  /// What the last action came to; shown once.
  package struct Note: Sendable {
    package enum Kind: String, Sendable { case good, attention, failed }

    package let kind: Kind
    package let text: String

    package init(kind: Kind, text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// The files that pages use, by the names under which they are served.
  package struct Files: Sendable {
    package var stylesheet: Link
    package var script: Link
    package var icon: Link

    package init(stylesheet: Link, script: Link, icon: Link) {
      self.stylesheet = stylesheet
      self.script = script
      self.icon = icon
    }
  }

  package var userName = ""
  package var roleName = ""
  package var mayDecide = false
  /// The program itself: people, rules. What is of one business alone does not need it.
  package var mayManage = false
  package var mayPurge = false
  package var formToken = ""
  package var words = Words.english
  package var theme = Theme.system
  package var times = Times.relative
  package var hasShortcuts = true
  /// Seconds between two looks where changes are not heard of; 0 for never.
  package var refreshSeconds = 5
  /// Of the stream of changes, before anything of the page was looked up.
  package var position = ""
  package var now: Date
  package var files: Files
  package var notes: [Note] = []
  /// Where somebody comes back to from a form of every page: the page itself, path and query, where
  /// it can be asked for.
  package var address = "/items"
  /// How many things wait for a decision, where that is known.
  package var waiting: Int?
  /// Lists that the person has kept under a name.
  package var views: [SavedView] = []
  /// Nothing of the page is fetched again while somebody is at it.
  package var isStill = false
  /// Fetched each second: what is shown grows without anybody telling of it.
  package var isFollowing = false
  /// The businesses that may be seen; nil for all.
  package var visibleBusinesses: [String]?

  package init(now: Date, files: Files) {
    self.now = now
    self.files = files
  }

  func sees(_ business: String) -> Bool { visibleBusinesses?.contains(business) ?? true }
}

/// A point in time as the reader wants it.
struct Moment: HTML {
  private let date: Date
  private let context: PageContext

  init(_ date: Date, _ context: PageContext) {
    self.date = date
    self.context = context
  }

  func write(_ writer: inout HTMLWriter) {
    let exact = Self.utc(date)
    let shown = context.times == .utc ? exact : relative
    time(
      .datetime(date.formatted(.iso8601)), .title(exact),
      .data(DataName("data-time"), context.times.rawValue)
    ) { shown }.write(&writer)
  }

  /// `2026-11-21 10:14 UTC`.
  static func utc(_ date: Date) -> String {
    let text = date.formatted(.iso8601)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  private var relative: String {
    let words = context.words
    let seconds = context.now.timeIntervalSince(date)
    if seconds < 0 { return words("in %1", age(-seconds)) }
    if seconds < 5 { return words("just now") }
    return words("%1 ago", age(seconds))
  }

  /// Of seconds, nobody wants the tenths.
  private func age(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds)) s" : context.words.duration(seconds: seconds)
  }
}
