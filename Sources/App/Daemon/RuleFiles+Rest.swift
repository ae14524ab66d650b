import Files
import Watching

// Who writes a rule file may do so in steps: an editor empties it first, a copy comes in pieces, of
// several files one comes after the other. A half of them is no set of rules.

extension RuleFiles {
  /// What changes when a rule file is written.
  private struct Mark: Equatable {
    var name: [UInt8]
    var status: FileStatus.Mark?
  }

  /// Tells of changes once they are at their end.
  static func changes(
    in directory: Path, _ events: EventSource
  ) -> AsyncMapSequence<AsyncStream<Void>, Void> {
    events.changes(in: directory).map { await rest(in: directory) }
  }

  /// Returns when all rule files were found as they had been a while before, or when cancelled.
  ///
  /// - Parameter pause: between two looks.
  static func rest(in directory: Path, pause: Duration = .seconds(1)) async {
    var last = marks(in: directory)
    while !Task.isCancelled {
      // Cancelled: the loop ends.
      try? await ContinuousClock().sleep(for: pause)
      let now = marks(in: directory)
      if now == last { return }
      last = now
    }
  }

  private static func marks(in directory: Path) -> [Mark] {
    // What cannot be looked at is told when the rules are read.
    let entries = (try? Directory.entries(of: directory)) ?? []
    return entries.filter { isRuleFile($0.name) }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
      .map { entry in
        // As above; a link that leads nowhere is one that may lead somewhere the next time.
        let status = try? FileStatus.ofTarget(directory.appending(entry.name))
        return Mark(name: entry.name, status: status.map(FileStatus.Mark.init))
      }
  }
}
