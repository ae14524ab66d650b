import Pipeline

/// What process decided about a file: which listing it belongs to, as far as the catalogue knows.
struct MediaPlan: StageValue, Equatable {
  var media: MediaRecord
  /// Headline of the listing; nil while there is none for it.
  var headline: String?
  /// Why it is this listing, in words that go on after “because”; or why it is none.
  var reason: String
  /// The listing that a person chooses by letting this go on; nil: by its name.
  var chosen: Int?

  static let fields = MediaRecord.fields + ["headline", "reason", "chosen"]

  func write(to row: inout RowWriter) {
    media.write(to: &row)
    row.put(headline)
    row.put(reason)
    row.put(chosen)
  }

  init(media: MediaRecord, headline: String? = nil, reason: String, chosen: Int? = nil) {
    self.media = media
    self.headline = headline
    self.reason = reason
    self.chosen = chosen
  }

  init(from row: inout RowReader) throws {
    media = try MediaRecord(from: &row)
    headline = try row.optionalText()
    reason = try row.text()
    chosen = try row.optionalInteger()
  }
}
