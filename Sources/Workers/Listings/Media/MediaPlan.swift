import Pipeline

/// What process decided about a file: which listing it belongs to, as far as the catalogue knows.
struct MediaPlan: StageValue, Equatable {
  var media: MediaRecord
  /// Headline of the listing; nil while there is none for it.
  var headline: String?
  /// Why it is this listing, in words that go on after “because”; or why it is none.
  var reason: String
  /// The listing that a person chooses by letting this go on; nil: by its name.
  var chosen: Choice?

  /// A listing that a person may choose.
  struct Choice: Equatable, Sendable {
    var number: Int
    /// What it is known by whatever becomes of its number and headline while the question waits;
    /// nil where an earlier version asked.
    var key: String?

    fileprivate var text: String { key.map { "\(number) \($0)" } ?? "\(number)" }

    fileprivate init?(_ text: String) {
      let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard let number = Int(parts[0]) else { return nil }
      self.init(number: number, key: parts.count > 1 ? String(parts[1]) : nil)
    }

    init(number: Int, key: String?) {
      self.number = number
      self.key = key
    }
  }

  static let fields = MediaRecord.fields + ["headline", "reason", "chosen"]

  func write(to row: inout RowWriter) {
    media.write(to: &row)
    row.put(headline)
    row.put(reason)
    row.put(chosen?.text)
  }

  init(media: MediaRecord, headline: String? = nil, reason: String, chosen: Choice? = nil) {
    self.media = media
    self.headline = headline
    self.reason = reason
    self.chosen = chosen
  }

  init(from row: inout RowReader) throws {
    media = try MediaRecord(from: &row)
    headline = try row.optionalText()
    reason = try row.text()
    chosen = try row.optionalText().flatMap { Choice($0) }
  }
}
