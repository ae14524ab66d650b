import Daemon
import Files
import Pipeline
import Rules
import Watching

/// Which files are dropped where. All that speaks against one of them is said before any is
/// dropped: what is never taken would be waited for in vain.
struct SubmitPlan {
  struct Drop: Equatable {
    let file: Path
    /// Below the inbox.
    let relative: Path
    var marker: Marker?
  }

  /// What says of a file that it is whole.
  struct Marker: Equatable {
    /// Below the inbox.
    let relative: Path
    /// What is copied there; nil for an empty file.
    var file: Path?
  }

  private(set) var drops: [Drop] = []

  /// - Parameters:
  ///   - target: the folder below the inbox.
  ///   - rules: nil where they cannot be used: then no marker is known.
  /// - Throws: ``UsageError``, ``NameTaken``, ``Files/FileError``.
  init(
    _ files: [Path], to target: Path, in inbox: Path, _ rules: RuleSet?, _ limit: SourceLimit? = nil
  ) throws {
    let look = InboxLook(rules)
    var markers: [Path: Path] = [:]
    for file in files {
      try Self.check(file, as: target.appending(file.name), limit)
      let relative = target.appending(file.name)
      guard let marked = look.marked(by: relative) else {
        drops.append(Drop(file: file, relative: relative))
        continue
      }
      guard files.contains(where: { $0.name == marked.name }) else {
        throw UsageError(
          message: "\(file) only marks “\(Path(bytes: marked.name))”, which is missing",
          hint: "submit the file that it marks: the marker is dropped behind it")
      }
      markers[relative] = file
    }
    try refuseEqualNames()
    for index in drops.indices {
      let relative = drops[index].relative
      let marker = look.marker(of: relative)
      drops[index].marker = marker.map { Marker(relative: $0, file: markers[$0]) }
      if try FileStatus.ifPresent(inbox / relative) != nil {
        throw NameTaken(relative: relative, marker: marker)
      }
    }
  }

  private static func check(_ file: Path, as relative: Path, _ limit: SourceLimit?) throws {
    let status = try FileStatus.of(file)
    guard status.kind == .file else {
      throw UsageError(
        message: "\(file) is \(status.kind.words), no plain file",
        hint: status.kind == .directory ? "drop folders into the inbox by hand" : nil)
    }
    if let limit, status.size > limit.bytes {
      throw UsageError(
        message: "\(file) would stay in the inbox: \(limit.reason(status.size))",
        hint: SourceLimit.hint)
    }
    if let reason = IgnoredNames.explanation(of: relative) {
      throw UsageError(message: "\(file) would stay in the inbox: \(reason)")
    }
  }

  private func refuseEqualNames() throws {
    var names: Set<Path> = []
    for drop in drops where !names.insert(drop.relative).inserted {
      throw UsageError(
        message: "two files are called “\(Path(bytes: drop.relative.name))”",
        hint: "submit one after the other, or --to another folder")
    }
  }

  /// - Throws: ``UsageError`` for a file that no rule takes, ``Files/FileError``.
  func refuseUnmatched(_ rules: RuleSet) throws {
    for drop in drops {
      let candidate = try Inspection.candidate(
        path: drop.file, relative: drop.relative, isBundle: false, rules: rules)
      guard case .unmatched = rules.route(candidate) else { continue }
      let folder = drop.relative.parent
      let place = folder.isEmpty ? "" : " --to \(folder)"
      throw UsageError(
        message: "no rule takes \(drop.file) as inbox/\(drop.relative): it would stay there",
        hint: "`dropmill rules explain \(drop.file)\(place)` says why")
    }
  }
}

/// Something of that name lies in the inbox.
struct NameTaken: Error, CustomStringConvertible {
  let relative: Path
  /// What is asked of a file of this name before it is taken.
  let marker: Path?

  var description: String {
    let waits = marker.map { ", until inbox/\($0) is there" } ?? ""
    return "inbox/\(relative) waits already\(waits); submit it under another name"
  }
}
