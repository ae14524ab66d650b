import Daemon
import Files
import Pipeline
import Rules

/// What becomes of a file in the inbox, by its name, its kind and each rule.
struct FileExplanation {
  private let path: Path
  /// Below the inbox.
  private let relative: Path
  /// Whether it lies elsewhere, and is looked at as if it lay there.
  private let isAssumed: Bool
  private let rules: [Rule]
  /// One for each rule; none where no rule is asked.
  private let explanations: [Explanation]
  private let standing: InboxStanding
  private let isFolder: Bool
  /// Which program still has it open, if it lies in the inbox.
  private let heldOpen: String?

  /// A file outside the inbox is explained as if it lay straight in the inbox.
  ///
  /// - Parameter target: the folder below the inbox where it is taken to lie; nil: where it does.
  /// - Throws: ``UsageError`` for the inbox itself, ``Files/FileError``.
  init(_ path: Path, as target: Path? = nil, in workspace: Workspace, _ rules: RuleSet) throws {
    let inbox = workspace.inbox
    self.path = path
    self.rules = rules.rules
    let below = try Self.place(of: path).relative(to: RealPath.of(inbox))
    if below?.isEmpty == true {
      throw UsageError(
        message: "\(path) is the inbox itself", hint: "explain a file, or a folder that lies in it")
    }
    isAssumed = target != nil || below == nil
    relative =
      target.map { $0.appending(path.name) } ?? below ?? Path(bytes: path.name)
    let status = try FileStatus.of(path)
    isFolder = status.kind == .directory
    // Who copies a file into the inbox makes one with one name of it.
    standing = try InboxLook(rules, SourceLimit(workspace)).standing(
      of: relative, at: path, kind: status.kind, linkCount: isAssumed ? 1 : status.linkCount,
      size: status.size)
    heldOpen = !isAssumed && standing == .waits ? HeldOpen.explanation(of: path) : nil
    // Others are never opened: a FIFO would keep us waiting for its other end.
    explanations =
      standing.asksRules
      ? rules.explain(
        try Inspection.candidate(
          path: path, relative: relative, isBundle: isFolder, rules: rules)) : []
  }

  /// Where a name lies, whichever way leads there. The name itself may be a link, which is what is
  /// asked about.
  private static func place(of path: Path) throws -> Path {
    let isWay = [Array(".".utf8), Array("..".utf8)].contains(path.name)
    return isWay ? try RealPath.of(path) : try RealPath.of(path.parent).appending(path.name)
  }

  private var isTaken: Bool {
    explanations.contains { if case .taken = $0.verdict { true } else { false } }
  }

  // MARK: - For people

  /// What the rules say that were asked, and what follows from it.
  var lines: [String] {
    let words = explanations.map(\.description) + (conclusion.map { [$0] } ?? [])
    return ["\(path):"] + (assumption.map { [$0] } ?? []) + words.map { "  \($0)" }
  }

  private var assumption: String? {
    guard isAssumed else { return nil }
    let place = relative.parent
    return "  explained as if it lay "
      + (place.isEmpty ? "straight in the inbox" : "in inbox/\(place)")
  }

  private var conclusion: String? {
    switch standing {
    case .stays(let reason): "stays in the inbox: \(reason)"
    case .marks(let marked): "marks “\(Path(bytes: marked.name))” as whole, and goes with it"
    case .waitsForMarker(let marker) where isTaken:
      "waits for “\(Path(bytes: marker.name))”: a file of that name beside it says that it is whole"
    case .waits where isTaken: heldOpen.map { "waits: \($0)" }
    case .follows where isTaken: "its new lines are taken as they come, and it stays where it is"
    case .waits, .waitsForMarker, .follows:
      isFolder
        ? "no rule takes the folder as one: each file in it is asked about by itself"
        : "no rule takes it: it stays in the inbox"
    }
  }

  // MARK: - For programs

  /// A line of `explain --json`: what one rule says about one file.
  struct Line: Encodable {
    let type = "explanation"
    var file: String
    /// Where it lies below the inbox, or is taken to lie.
    var origin: String
    var isAssumed: Bool
    var rule: String
    var place: String
    var verdict: String
    var business: String?
    var reason: String?
    /// Why the file is never taken.
    var stays: String?
    /// The name of the marker that it waits for.
    var waitsFor: String?
    /// Why it waits although nothing is missing.
    var waits: String?
  }

  /// - Parameter name: as it was named.
  func json(_ name: Path) -> [Line] {
    let file = name.description
    if explanations.isEmpty {
      return rules.map { line(file, $0, .notAsked) }
    }
    return explanations.map { line(file, $0.rule, $0.verdict) }
  }

  private func line(_ file: String, _ rule: Rule, _ verdict: Explanation.Verdict) -> Line {
    var line = Line(
      file: file, origin: relative.description, isAssumed: isAssumed, rule: rule.name,
      place: rule.place, verdict: "not asked")
    switch verdict {
    case .taken(let business): (line.verdict, line.business) = ("taken", business)
    case .declined(let reason): (line.verdict, line.reason) = ("declined", reason)
    case .notAsked: break
    }
    switch standing {
    case .stays(let reason): line.stays = reason
    case .waitsForMarker(let marker) where isTaken: line.waitsFor = Path.escaped(marker.name)
    case .waits where isTaken: line.waits = heldOpen
    case .follows where isTaken: break
    case .waits, .waitsForMarker, .follows:
      if !isTaken, !isFolder { line.stays = "no rule takes it" }
    case .marks: break
    }
    return line
  }
}

extension InboxStanding {
  /// Whether a rule has a word in what becomes of it.
  var asksRules: Bool {
    switch self {
    case .waits, .waitsForMarker, .follows: true
    case .marks, .stays: false
    }
  }
}
