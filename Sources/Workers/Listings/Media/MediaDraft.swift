import Pipeline

/// A photo or document with the words that will stand for it.
struct MediaDraft: StageValue, Equatable {
  var plan: MediaPlan
  /// What it shows, as far as its name says: `kitchen`, `floor plan`.
  var view: String?

  static let fields = MediaPlan.fields + ["view"]

  func write(to row: inout RowWriter) {
    plan.write(to: &row)
    row.put(view)
  }

  init(plan: MediaPlan, view: String?) {
    self.plan = plan
    self.view = view
  }

  init(from row: inout RowReader) throws {
    plan = try MediaPlan(from: &row)
    view = try row.optionalText()
  }
}
