/// Something that somebody should know about a record or an item, in words for a person.
package struct Finding: Sendable, Equatable, Decodable {
  package enum Severity: String, Sendable, Decodable {
    /// Good to know.
    case note
    /// Look at it when you can.
    case warning
    /// It keeps the record or item from being published.
    case error
  }

  package var severity: Severity
  /// What kind of thing it is, in few words that stay the same (`price-unrealistic`).
  package var code: String
  /// What was seen, where, and what to do about it.
  package var message: String
  /// 1-based line of the source, where there is one.
  package var line: Int?
  /// Which stage said it; filled in by the stage runner.
  package var stage: Stage?
  /// The number of the held record that it is about; filled in by the writer that held it.
  package var record: Int?

  package init(_ severity: Severity, _ code: String, _ message: String, line: Int? = nil) {
    self.severity = severity
    self.code = code
    self.message = message
    self.line = line
  }

  func from(_ stage: Stage) -> Finding {
    var copy = self
    copy.stage = stage
    return copy
  }

  func about(record: Int) -> Finding {
    var copy = self
    copy.record = record
    return copy
  }
}
