import Daemon
import Files
import Pipeline
import Rules
import Watching

// What the watcher does with a name before any rule is asked about its content, as commands tell
// it: the same names, kinds and markers, looked at once.

/// How a file in the inbox stands before any rule is asked about its content.
enum InboxStanding: Equatable {
  /// It is taken when it is whole.
  case waits
  /// It is whole when a file of this name lies beside it.
  case waitsForMarker(Path)
  /// It marks the file of this name, which lies beside it, and goes with it.
  case marks(Path)
  /// Its new lines are taken as they come, and it stays where it is.
  case follows
  /// It is never taken, for this reason.
  case stays(String)
}

/// Says of files how they stand, or would stand, in the inbox.
struct InboxLook {
  private let rules: RuleSet?
  private let limit: SourceLimit?
  /// Most rules want no marker, and then nobody looks for one.
  private let hasMarkers: Bool

  /// - Parameters:
  ///   - rules: nil where they cannot be used: then nothing is known of markers.
  ///   - limit: nil where the settings cannot be used: then any size will do.
  init(_ rules: RuleSet?, _ limit: SourceLimit? = nil) {
    self.rules = rules
    self.limit = limit
    hasMarkers = rules?.rules.contains { $0.completeness.marker != nil } ?? false
  }

  /// By the rules of the workspace.
  static func current(_ session: Session) throws -> InboxLook {
    InboxLook(try rules(session), try SourceLimit(session.workspace))
  }

  /// The rules of the workspace; nil where they are missing or wrong, which is for `rules check` to
  /// tell: names and kinds are known without them.
  static func rules(_ session: Session) throws -> RuleSet? {
    do {
      return try RuleFiles.load(
        in: session.workspace.rules, workers: WorkerNames.of(session.workers))
    } catch is DaemonError {
      return nil
    } catch let error as FileError where error.errno == .noSuchFile {
      return nil
    }
  }

  /// - Parameters:
  ///   - relative: below the inbox.
  ///   - path: where it lies, its marker beside it.
  ///   - linkCount: how many names it has; another one may change it while it is read.
  ///   - size: bytes.
  /// - Throws: ``Files/FileError``.
  func standing(
    of relative: Path, at path: Path, kind: FileKind, linkCount: Int = 1, size: Int = 0
  ) throws -> InboxStanding {
    if let reason = IgnoredNames.explanation(of: relative) { return .stays(reason) }
    if kind == .directory { return .waits }
    if kind != .file { return .stays(Self.reason(for: kind)) }
    if linkCount > 1 {
      return .stays("it has a second name (a hard link): copy the file into the inbox instead")
    }
    if FileAccess.isRefused(path) {
      return .stays("this user may not read it: give it the right (`chmod +r`)")
    }
    if let marked = marked(by: relative) {
      let isThere = try FileStatus.ifPresent(path.parent.appending(marked.name)) != nil
      return isThere
        ? .marks(marked) : .stays("it marks “\(Path(bytes: marked.name))”, which is not there")
    }
    let completeness = completeness(of: relative)
    if completeness.follows { return .follows }
    if let limit, size > limit.bytes {
      return .stays("\(limit.reason(size)): \(SourceLimit.hint)")
    }
    guard completeness.needsMarker, let marker = marker(of: relative) else { return .waits }
    let isMarked = try markers(of: relative).contains {
      try FileStatus.ifPresent(path.parent.appending($0.name))?.kind == .file
    }
    return isMarked ? .waits : .waitsForMarker(marker)
  }

  /// As it stands when its rules have been asked, too.
  ///
  /// - Parameter readsContent: whether it is read where a rule wants to know more than its name; it
  ///   waits otherwise.
  /// - Throws: ``Files/FileError``.
  func answer(
    of relative: Path, at path: Path, _ status: FileStatus, readsContent: Bool
  ) throws -> InboxStanding {
    let standing = try standing(
      of: relative, at: path, kind: status.kind, linkCount: status.linkCount, size: status.size)
    guard let rules, standing.asksRules else { return standing }
    let isBundle = status.kind == .directory
    if !readsContent, wantsContent(of: relative, isBundle: isBundle) { return standing }
    let candidate = try Inspection.candidate(
      path: path, relative: relative, isBundle: isBundle, rules: rules)
    if case .unmatched = rules.route(candidate) { return .stays("no rule takes it") }
    return standing
  }

  /// Whether a rule that may take it wants to know more than its name.
  func wantsContent(of relative: Path, isBundle: Bool) -> Bool {
    let components = relative.components.map { Path.escaped($0) }
    let needs = rules?.needs(forRelativePath: components, isBundle: isBundle)
    return needs?.header == true || needs?.content == true
  }

  /// Whether a folder of this name is taken as one.
  func isBundle(_ relative: Path) -> Bool { completeness(of: relative).bundle }

  private func completeness(of relative: Path) -> ExpectedCompleteness {
    rules?.completeness(forRelativePath: relative.components.map { Path.escaped($0) }) ?? .standard
  }

  /// The name of the file that marks this one as whole; nil where no rule asks for one that may
  /// take it.
  func marker(of relative: Path) -> Path? { markers(of: relative).first }

  /// The file that one of this name marks as whole: `x.csv` for `x.csv.done`, if a rule of `x.csv`
  /// says so.
  func marked(by relative: Path) -> Path? {
    guard hasMarkers else { return nil }
    let name = relative.name
    for dot in name.indices.dropFirst() where name[dot] == UInt8(ascii: ".") {
      let marked = relative.parent.appending(Array(name[..<dot]))
      let suffixes = completeness(of: marked).markers
      if suffixes.contains(where: { name[dot...].elementsEqual($0.utf8) }) { return marked }
    }
    return nil
  }

  private func markers(of relative: Path) -> [Path] {
    if !hasMarkers { return [] }
    return completeness(of: relative).markers.map { Path(bytes: relative.bytes + $0.utf8) }
  }

  /// Why what is no plain file is not taken.
  private static func reason(for kind: FileKind) -> String {
    kind == .symbolicLink
      ? "it is a symbolic link: copy the file itself into the inbox"
      : "it is \(kind.words), no plain file"
  }
}
