import Pipeline

/// That a file which a listing shows is claimed by another one, or is no longer its.
struct MediaChange: Equatable, Sendable {
  let name: String
  let kind: MediaKind
  /// The listing that showed it, in words.
  let owner: String
  /// Those that claim it, or the one that has it now.
  let others: [String]
  /// One listing has it now.
  let isShown: Bool
  /// The owner keeps it: several listings may have it, and nothing says which.
  let isKept: Bool
  /// A person said whose it is.
  let isChosen: Bool

  /// More of one publication are counted and not named.
  static let findingsMax = 20

  var finding: Finding {
    let others = others.map { "“\($0)”" }.joined(separator: ", ")
    if isKept {
      let whose = others.isEmpty ? "too many listings" : others
      return Finding(
        .warning, "\(kind.rawValue)-contested",
        "“\(name)” stays with “\(owner)”, and fits \(whose) too; give each its own file, or name it"
          + " in the photos column of the right row only.")
    }
    let now =
      others.isEmpty
      ? "no listing fits its name now"
      : isShown
        ? "it is shown with \(others) now"
        : "it fits \(others), and nothing says which; name it in the photos column of the right row"
          + " only"
    return Finding(
      others.isEmpty || isChosen ? .note : .warning, "\(kind.rawValue)-moved",
      "“\(name)” is no longer shown with “\(owner)”: \(now).")
  }
}
