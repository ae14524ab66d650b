/// What became of one item, as plain values that a page shows; see ``ReportPage/page()``.
///
/// Everything is text or a number as it is to be read: this module neither formats times nor knows
/// where an item lies. A part without content is left out of the page.
package struct ReportPage: Sendable {
  /// How the item stands; gives the banner its colour.
  package enum Status: String, Sendable {
    case good
    case attention
    case failed
    case working
  }

  /// A key figure at the top of the page.
  package struct Tile: Sendable {
    package let label: String
    package let value: String
    package let note: String

    package init(label: String, value: String, note: String = "") {
      self.label = label
      self.value = value
      self.note = note
    }
  }

  /// A pair of name and value, such as the fingerprint.
  package struct Fact: Sendable {
    package let label: String
    package let value: String
    package let link: Link?

    package init(label: String, value: String, link: Link? = nil) {
      self.label = label
      self.value = value
      self.link = link
    }
  }

  /// Something that was decided, and why.
  package struct Decision: Sendable {
    package let subject: String
    package let choice: String
    package let reason: String

    package init(subject: String, choice: String, reason: String) {
      self.subject = subject
      self.choice = choice
      self.reason = reason
    }
  }

  /// Something that a person should know.
  package struct Finding: Sendable {
    package let status: Status
    /// A word for the badge, such as `warning`.
    package let label: String
    package let text: String
    package let detail: String

    package init(status: Status, label: String, text: String, detail: String = "") {
      self.status = status
      self.label = label
      self.text = text
      self.detail = detail
    }
  }

  /// A row that could not be used.
  package struct Reject: Sendable {
    /// The line of the source file, from 1.
    package let line: Int?
    package let column: String
    package let value: String
    package let reason: String

    package init(line: Int?, column: String, value: String, reason: String) {
      self.line = line
      self.column = column
      self.value = value
      self.reason = reason
    }
  }

  /// How long a step took.
  package struct Timing: Sendable {
    package let label: String
    package let duration: Duration

    package init(label: String, duration: Duration) {
      self.label = label
      self.duration = duration
    }
  }

  /// The most rejects that the page lists; the file of rejects has them all.
  package static let rejectsMax = 200

  package var title: String
  /// A few words above the title: where the item belongs.
  package var origin = ""
  /// A sentence below the title.
  package var lead = ""
  /// The name of the product, in the header.
  package var brand = ""
  package var status: Status
  /// A few words: `Published`, `Held for a decision`.
  package var statusText: String
  package var statusDetail = ""
  package var tiles: [Tile] = []
  package var facts: [Fact] = []
  package var decisions: [Decision] = []
  package var findings: [Finding] = []
  /// The first rejects; no more than ``rejectsMax`` are shown.
  package var rejects: [Reject] = []
  /// How many rejects there are in all.
  package var rejectsTotal = 0
  /// The file with all rejects.
  package var rejectsFile: Link?
  package var timings: [Timing] = []
  /// The file with ``Stylesheet/base``, relative to the page.
  package var stylesheet: Link?
  package var icon: Link?
  /// The page has the style sheet in itself, so that it can be handed on alone.
  package var embedsStylesheet = false

  package init(title: String, status: Status, statusText: String) {
    self.title = title
    self.status = status
    self.statusText = statusText
  }
}
