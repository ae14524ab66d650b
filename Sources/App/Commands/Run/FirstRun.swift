import Files
import Pipeline

/// What happens only when nothing has ever run in a workspace.
enum FirstRun {
  /// Writes the default rules where there are none, and drops copies of the examples.
  ///
  /// - Parameter examples: a directory laid out like an inbox.
  static func prepare(
    _ workspace: Workspace, examples: Path?, _ console: Console
  ) throws {
    guard try FileStatus.ifPresent(workspace.database) == nil else { return }
    try workspace.prepare()
    if try Directory.entries(of: workspace.rules).isEmpty {
      try DefaultRules.write(in: workspace)
    }
    guard let examples else { return }
    let source = examples.isAbsolute ? examples : workspace.root / examples
    console.note("first run: dropping the examples of \(source) into the inbox")
    for entry in try Directory.entries(of: source) {
      let from = source.appending(entry.name)
      let to = workspace.inbox.appending(entry.name)
      if entry.kind == .directory {
        try FileCopy.directory(from, to: to)
      } else {
        try FileCopy.file(from, to: to)
      }
    }
  }
}
