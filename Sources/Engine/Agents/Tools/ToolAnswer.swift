/// What a tool says: a sentence, and a table where there is one to show.
package struct ToolAnswer: Sendable, Equatable, Codable {
  package var summary: String
  /// False when what was looked at is not as it should be.
  package var isGood = true
  package var columns: [String] = []
  /// Each with as many values as there are columns.
  package var rows: [[ToolValue]] = []

  package init(
    _ summary: String, isGood: Bool = true, columns: [String] = [], rows: [[ToolValue]] = []
  ) {
    self.summary = summary
    self.isGood = isGood
    self.columns = columns
    self.rows = rows
  }
}
