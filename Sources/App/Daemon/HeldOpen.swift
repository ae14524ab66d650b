package import Files
import Pipeline
import Processes
import Telemetry
import Watching

/// Why a file waits that a program has open, for people.
package enum HeldOpen {
  /// - Parameter path: a file, or a folder in which one is open.
  /// - Returns: nil when nobody is known to have it open: programs of other users are seen by root
  ///   alone.
  package static func explanation(of path: Path) -> String? {
    // What has gone meanwhile is held by nobody.
    let holders = (try? FileHolder.of(path)) ?? []
    if holders.isEmpty { return nil }
    let names = holders.prefix(3).map(\.description).joined(separator: ", ")
    return explanation(names, holders.count == 1 ? "has" : "have")
  }

  /// Of a file of which the kernel says that somebody has it open, and perhaps not who.
  static func explanation(of file: HeldOpenFile, in inbox: Path) -> String {
    explanation(of: inbox / file.relative) ?? explanation("a program", "has")
  }

  private static func explanation(_ who: String, _ verb: String) -> String {
    "\(who) still \(verb) it open for writing; it is taken when that is closed"
  }
}

extension Services {
  /// Tells of each file, once, that nothing but an open file keeps from being taken: a program that
  /// forgot to close it would hold it back for ever, and nobody knew why.
  func tellOfHeldOpen(_ watcher: Watcher) async throws {
    var told: Set<Path> = []
    while true {
      try await ContinuousClock().sleep(for: .seconds(5))
      let held = await watcher.heldOpenFiles().filter { $0.waited >= Self.patience }
      for file in held where !told.contains(file.relative) { tell(of: file) }
      told = Set(held.map(\.relative))
    }
  }

  /// As long as most programs take to write a file; a slow transfer is told of, too.
  private static let patience = Duration.seconds(30)

  private func tell(of file: HeldOpenFile) {
    let origin = file.relative.description
    let reason = HeldOpen.explanation(of: file, in: configuration.workspace.inbox)
    logger.info("file waits in inbox", ["file": origin, "reason": reason])
    observe(.waits(origin: origin, reason: reason))
  }
}
