import Files
import Pipeline
import Tables

/// `qa.csv`: each record of a file with what was decided about it, and why; published beside the
/// item's report.
struct VerdictFile: ~Copyable {
  private enum Verdict: String {
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

  mutating func add(_ judgement: DraftJudge.Judgement) throws {
    let gone = judgement.way.map { ["\($0.label.lowercased()), as its row says"] } ?? []
    let plan = judgement.draft.plan
    switch judgement.verdict {
    case .off: try add(plan, .notOffered, ["its row says so"])
    case .rejected(let fault): try add(plan, .rejected, [fault])
    case .held(let doubts):
      // What speaks against the plan stands there as its evidence.
      let others = doubts.filter { !$0.code.hasPrefix(DraftJudge.riskCode) }
      try add(plan, .held, others.map(\.message) + gone)
    case .approved, .released: try add(plan, gone.isEmpty ? .approved : .notOffered, gone)
    }
  }

  /// - Parameter reasons: beyond what speaks against the plan itself.
  private mutating func add(_ plan: Plan, _ verdict: Verdict, _ reasons: [String]) throws {
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
