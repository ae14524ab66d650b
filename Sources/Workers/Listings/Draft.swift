import Pipeline

/// A listing as it will be published.
struct Draft: StageValue, Hashable {
  var plan: Plan
  /// For the head of the page: at most 80 characters.
  var headline: String
  /// For lists and search results: one sentence, at most 160 characters.
  var summary: String
  /// Sentences that state only facts of the row.
  var description: String
  /// Which facts the description uses (field names of ``Listing``).
  var facts: [String]
  /// How the description was made; see ``Variant``.
  var variant: String
}

extension Draft {
  static let fields = Plan.fields + ["headline", "summary", "description", "facts", "variant"]

  func write(to row: inout RowWriter) {
    plan.write(to: &row)
    row.put(headline)
    row.put(summary)
    row.put(description)
    row.put(facts)
    row.put(variant)
  }

  init(from row: inout RowReader) throws {
    plan = try Plan(from: &row)
    headline = try row.text()
    summary = try row.text()
    description = try row.text()
    facts = try row.list()
    variant = try row.text()
  }
}
