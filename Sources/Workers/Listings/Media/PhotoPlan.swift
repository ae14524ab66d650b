import Pipeline

/// What process decided about a photo: which listing it shows, as far as the catalogue knows yet.
struct PhotoPlan: StageValue, Equatable {
  var photo: PhotoRecord
  /// Headline of the listing; nil while there is none for it.
  var headline: String?
  /// Why it is this listing, in words that go on after “because”.
  var reason: String?

  static let fields = PhotoRecord.fields + ["headline", "reason"]

  func write(to row: inout RowWriter) {
    photo.write(to: &row)
    row.put(headline)
    row.put(reason)
  }

  init(photo: PhotoRecord, headline: String?, reason: String?) {
    self.photo = photo
    self.headline = headline
    self.reason = reason
  }

  init(from row: inout RowReader) throws {
    photo = try PhotoRecord(from: &row)
    headline = try row.optionalText()
    reason = try row.optionalText()
  }
}
