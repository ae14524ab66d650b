import Files
import Pipeline
import Tables

/// `qa.csv`: each record of a file with what was decided about it, and why; published beside the
/// item's report.
struct VerdictFile: ~Copyable {
  enum Verdict: String {
    case approved, held, rejected
    /// It goes on, and its row says that it is not to be offered.
    case notOffered = "not offered"
  }

  static let name = "qa.csv"

  private var file: FileWriter
  private var row = CSVWriter(forPeople: true)

  /// - Parameter directory: is made when it is not there.
  init(in directory: Path) throws {
    try Directory.make(directory, mode: 0o700)
    let file = try FileWriter(directory / Self.name)
    self.file = file
    row.append(row: ["line", "key", "title", "verdict", "risk", "reasons"])
  }

  /// - Parameter reasons: beyond what speaks against the plan itself.
  mutating func add(_ plan: Plan, _ verdict: Verdict, _ reasons: [String] = []) throws {
    row.append(row: [
      String(plan.listing.line), plan.listing.key, plan.listing.title, verdict.rawValue,
      String(plan.risk), (reasons + plan.evidence + plan.warnings).joined(separator: "; "),
    ])
    try flush()
  }

  private mutating func flush() throws {
    try file.write(row.takeBytes())
  }

  /// Call at the end.
  mutating func finish() throws {
    try flush()
    try file.flush()
  }
}
