import Daemon
import Files
import Pipeline
import Rules
import Watching

/// `run --dry-run`: what lies in the inbox, and which rule would take it.
struct RunPreview {
  /// A line of `--json` for each file.
  private struct Line: Encodable {
    let type = "file"
    var file: String
    var rule: String?
    var worker: String?
    var business: String?
  }

  private let session: Session
  private let limit: SourceLimit?

  init(_ session: Session) throws {
    self.session = session
    limit = try SourceLimit(session.workspace)
  }

  func show() throws -> ExitCode {
    let workspace = session.workspace
    try Index.requireInbox(workspace)
    let rules = try RuleFiles.load(
      in: workspace.rules, workers: WorkerNames.of(session.workers))
    let files = try files(below: workspace.inbox, rules).sorted()
    for file in files { try show(file, rules) }
    session.console.note("\(files.count) files would be looked at; nothing is changed")
    return .success
  }

  private func show(_ file: Path, _ rules: RuleSet) throws {
    let inbox = session.workspace.inbox
    let relative = file.relative(to: inbox) ?? file
    guard let status = try FileStatus.ifPresent(file) else { return }
    let isFolder = status.kind == .directory
    let standing = try InboxLook(rules, limit).standing(
      of: relative, at: file, kind: status.kind, linkCount: status.linkCount, size: status.size)
    switch standing {
    case .marks: return
    case .stays(let reason): return try tell(relative, nil, "would stay: \(reason)")
    case .waitsForMarker(let marker):
      return try tell(relative, nil, "would wait for \(Path(bytes: marker.name))")
    case .waits, .follows: break
    }
    let candidate = try Inspection.candidate(
      path: file, relative: relative, isBundle: isFolder, rules: rules)
    let taken = rules.explain(candidate).lazy.compactMap { explanation -> (Rule, String)? in
      guard case .taken(let business) = explanation.verdict else { return nil }
      return (explanation.rule, business)
    }.first
    let words =
      taken.map {
        (standing == .follows ? "new lines would be taken" : "would be taken")
          + " by \($0.0.name): worker \($0.0.worker), business \($0.1)"
      }
      ?? "would stay: no rule takes it"
    try tell(relative, taken, words)
  }

  private func tell(
    _ relative: Path, _ taken: (rule: Rule, business: String)?, _ words: String
  ) throws {
    if session.console.isJSON {
      return try session.console.line(
        json: Line(
          file: relative.description, rule: taken?.rule.name, worker: taken?.rule.worker,
          business: taken?.business))
    }
    session.console.print("\(relative)  \(words)")
  }

  /// All that is looked at by itself: each file, and each folder that is taken as one or stays.
  private func files(below directory: Path, _ rules: RuleSet) throws -> [Path] {
    let inbox = session.workspace.inbox
    let entries: [DirectoryEntry]
    do throws(FileError) {
      entries = try Directory.entries(of: directory)
    } catch {
      if directory == inbox { throw error }
      if error.errno == .noSuchFile { return [] }
      try tell(directory.relative(to: inbox) ?? directory, nil, "\(error)")
      return []
    }
    return try entries.flatMap { entry -> [Path] in
      if entry.name.first == UInt8(ascii: ".") { return [] }
      let path = directory.appending(entry.name)
      let relative = path.relative(to: inbox) ?? path
      guard entry.kind == .directory, IgnoredNames.explanation(of: relative) == nil else {
        return [path]
      }
      let components = relative.components.map { Path.escaped($0) }
      let isOne = rules.completeness(forRelativePath: components).bundle
      return isOne ? [path] : try files(below: path, rules)
    }
  }
}
