import Executors
import Files
import Rules

/// Reads, syncs and copies large files on threads of their own, one after the other: what comes
/// meanwhile does not wait for them.
actor LargeFiles {
  private let executor = ThreadExecutor(name: "large-files")
  private let sync: FileSync

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Throws: ``Files/FileError``.
  init() throws { sync = try FileSync() }

  /// - Throws: as ``Inspection/init(_:inbox:rules:configuration:)``.
  func inspect(
    _ arrival: Arrival, inbox: Path, rules: RuleSet, configuration: Configuration
  ) throws -> Inspection {
    try Inspection(arrival, inbox: inbox, rules: rules, configuration: configuration)
  }

  /// As ``Claim/take(in:)``.
  func take(_ claim: Claim, in workspace: Workspace) throws -> FileError? {
    try claim.take(in: workspace)
  }

  /// As ``Files/FileSync/sync(each:)``.
  nonisolated func sync(each groups: [[Path]]) async -> [Result<Void, any Error>] {
    await sync.sync(each: groups)
  }
}
