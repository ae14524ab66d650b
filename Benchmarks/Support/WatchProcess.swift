import Files
import Watching

/// Only a watcher on a tree, or only bare inotify, in a process of its own.
enum WatchProcess {
  /// The hidden argument of ``dropmill-bench`` that makes it such a process.
  static let argument = "--watch"

  /// What it prints when every directory is watched, and when every file was looked at.
  static let watched = "watched"
  static let looked = "looked"

  /// Prints how far it is with the tree, and goes on until it is ended.
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 2 else { throw BenchError("\(argument) MODE DIRECTORY") }
    let root = Path(arguments[1])
    if arguments[0] == "inotify" { return try watchBare(root) }
    guard let mode = WatchMode(rawValue: arguments[0]) else { throw BenchError("no such mode") }
    let watcher = Watcher(
      root: root, configuration: WatchConfiguration(mode: mode),
      completeness: { _ in Completeness() }, events: mode == .polling ? nil : try EventSource(),
      clock: .system)
    try await withThrowingTaskGroup { group in
      group.addTask { try await watcher.run() }
      group.addTask { for await _ in watcher.settledFiles {} }
      group.addTask { try await tell(watcher) }
      try await group.waitForAll()
    }
  }

  private static func tell(_ watcher: Watcher) async throws {
    func wait(_ isBusy: (WatchStatus) -> Bool) async {
      var status = await watcher.status()
      while !status.isRunning || status.scans == 0 || isBusy(status) {
        pause(0.01)
        status = await watcher.status()
      }
    }
    await wait(\.isDiscovering)
    say(watched)
    await wait(\.isScanning)
    say(looked)
  }

  private static func say(_ line: String) {
    print(line)
    FigureTable.flush()
  }

  /// A watch for each directory, and a listing of each; the least that any watcher must do.
  private static func watchBare(_ root: Path) throws {
    let events = try InboxEvents([])
    try addAll(root, to: events)
    say(watched)
    say(looked)
    while true { _ = events.next(3600) }
  }

  private static func addAll(_ directory: Path, to events: InboxEvents) throws {
    try events.add(directory)
    for entry in try Directory.entries(of: directory) where entry.kind == .directory {
      try addAll(directory.appending(entry.name), to: events)
    }
  }
}
