package import Agents
package import Files
import Jobs

/// Where things lie: one directory with everything in it.
package struct Workspace: Sendable, Equatable {
  package let root: Path

  package init(_ root: Path) { self.root = root }

  package var inbox: Path { root / "inbox" }
  package var rules: Path { root / "rules" }
  package var stages: Path { root / "stages" }
  package var outbox: Path { root / "outbox" }
  package var settings: Path { root / "dropmill.yaml" }
  package var database: Path { root / "dropmill.sqlite" }
  /// Users, sessions and tokens.
  package var accounts: Path { root / "accounts.sqlite" }
  /// In which boot of the machine a daemon works here.
  package var boot: Path { root / ".dropmill.boot" }
  package var lock: Path { root / ".dropmill.lock" }
  /// Left by a daemon that was asked to stop and ended with stages at work.
  package var cutShort: Path { root / ".dropmill.cut-short" }
  /// Publications that are being built, on the outbox's own file system.
  package var building: Path { outbox / ".building" }

  /// Where tools work.
  package var toolPlaces: ToolPlaces {
    ToolPlaces(
      root: root, inbox: inbox, outbox: outbox, rules: rules, scratch: stages / ".tools")
  }

  /// A file that a command touches when it changed the tables of schedules and approvals beside a
  /// running daemon.
  package var wakeUp: Path { stages / ".wake-up" }

  package func directory(_ place: Place) -> Path { stages / place.rawValue }

  package func directory(of item: ItemID, in place: Place) -> Path {
    directory(place) / item.description
  }

  /// A place below `stages/`: where an item lies is its state.
  package enum Place: String, Sendable, CaseIterable, Codable {
    case ingest, process, nlg, qa, publish
    /// A person decides.
    case hold
    /// Given up, with the reason.
    case failed
    /// Kept originals.
    case done
    /// What a person deleted: it can be put back until it is removed for good.
    case trash

    package init(_ stage: Stage) {
      self =
        switch stage {
        case .ingest: .ingest
        case .process: .process
        case .nlg: .nlg
        case .qa: .qa
        case .publish: .publish
        }
    }

    package var stage: Stage? { Stage(rawValue: rawValue) }

    /// Where the daemon has something to do yet.
    package var isUnderWay: Bool { stage != nil }

    /// The state of the job of an item that lies here.
    var jobState: JobState {
      switch self {
      case .ingest, .process, .nlg, .qa, .publish: .available
      case .hold, .trash: .cancelled
      case .failed: .discarded
      case .done: .completed
      }
    }
  }

  /// Makes the directories that are missing.
  package func prepare() throws(FileError) {
    try Directory.make(inbox)
    try Directory.make(rules)
    try Directory.make(outbox)
    try Directory.make(building, mode: 0o700)
    try Directory.make(stages, mode: 0o700)
    for place in Place.allCases { try Directory.make(directory(place), mode: 0o700) }
  }

  /// The place of an item, by looking; nil when it is nowhere.
  package func place(of item: ItemID) throws(FileError) -> Place? {
    for place in Place.allCases
    where try FileStatus.ifPresent(directory(of: item, in: place)) != nil {
      return place
    }
    return nil
  }
}
