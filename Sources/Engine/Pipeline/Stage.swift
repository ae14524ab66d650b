/// The five steps of an item, in order. The directory that an item lies in says which is next.
package enum Stage: String, CaseIterable, Sendable, Codable {
  /// Read the source into records.
  case ingest
  /// Decide: normalise, compare, plan.
  case process
  /// Write: natural language, drafts.
  case nlg
  /// Judge the drafts.
  case qa
  /// Lay out, and make visible.
  case publish

  package var next: Stage? {
    switch self {
    case .ingest: .process
    case .process: .nlg
    case .nlg: .qa
    case .qa: .publish
    case .publish: nil
    }
  }

  package var previous: Stage? { Stage.allCases.first { $0.next == self } }

  /// The stream file that the stage leaves in the item's directory; publish leaves none.
  package var streamName: String? {
    switch self {
    case .ingest: "records.tsv"
    case .process: "plans.tsv"
    case .nlg: "drafts.tsv"
    case .qa: "approved.tsv"
    case .publish: nil
    }
  }
}

extension Stage: Comparable {
  package static func < (left: Stage, right: Stage) -> Bool { left.ordinal < right.ordinal }

  private var ordinal: Int { Stage.allCases.firstIndex(of: self) ?? 0 }
}
