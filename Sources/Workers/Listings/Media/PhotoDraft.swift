import Pipeline

/// A photo with the words that will stand for it.
struct PhotoDraft: StageValue, Equatable {
  var plan: PhotoPlan
  /// What it shows, as far as its name says: `kitchen`.
  var view: String?

  static let fields = PhotoPlan.fields + ["view"]

  func write(to row: inout RowWriter) {
    plan.write(to: &row)
    row.put(view)
  }

  init(plan: PhotoPlan, view: String?) {
    self.plan = plan
    self.view = view
  }

  init(from row: inout RowReader) throws {
    plan = try PhotoPlan(from: &row)
    view = try row.optionalText()
  }
}
