import Pipeline

/// That a file which a listing shows is claimed by another one, or is no longer its; or that nobody
/// has it and several may.
struct MediaChange: Equatable, Sendable {
  enum Fate: Sendable {
    /// The owner keeps it: several listings may have it, and nothing says which.
    case isKept
    /// Another listing has it now.
    case isShown
    /// No listing has it now.
    case waits
    /// No listing had it, and now several may, or one perhaps.
    case isAsked
  }

  let name: String
  let kind: MediaKind
  /// The listing that showed it, in words.
  let owner: String?
  /// Those that claim it, or the one that has it now.
  let others: [String]
  let fate: Fate
  /// A person said whose it is.
  let isChosen: Bool

  /// More of one publication are counted and not named.
  static let findingsMax = 20

  var finding: Finding {
    let owner = owner ?? ""
    let others = others.map { "“\($0)”" }.joined(separator: ", ")
    switch fate {
    case .isKept:
      let whose = others.isEmpty ? "too many listings" : others
      return Finding(
        .warning, "\(kind.rawValue)-contested",
        "“\(name)” stays with “\(owner)”, and fits \(whose) too; give each its own file, or name it"
          + " in the photos column of the right row only.")
    case .isAsked:
      return Finding(
        .warning, "\(kind.rawValue)-unsure",
        "“\(name)” may belong to \(others), and is shown nowhere; drop it again to say which, or"
          + " name it in the photos column of the right row only.")
    case .isShown, .waits:
      return Finding(
        others.isEmpty || isChosen ? .note : .warning, "\(kind.rawValue)-moved",
        "“\(name)” is no longer shown with “\(owner)”: \(now(others)).")
    }
  }

  private func now(_ others: String) -> String {
    if fate == .isShown { return "it is shown with \(others) now" }
    if isChosen { return "a person chose it, and it is off; no other has the file by itself" }
    if others.isEmpty { return "no listing fits its name now" }
    return "it fits \(others), and nothing says which; name it in the photos column of the right"
      + " row only"
  }
}
