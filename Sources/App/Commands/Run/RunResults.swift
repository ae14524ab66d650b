import Files

/// Where the results of a run lie, each once. A daemon publishes for years: only the first few are
/// kept.
struct RunResults {
  /// More are not read by anybody.
  private static let resultsMax = 20

  private var directories: Set<Path> = []
  private var hasMore = false

  mutating func add(_ directory: Path) {
    if directories.contains(directory) { return }
    if directories.count < Self.resultsMax {
      directories.insert(directory)
    } else {
      hasMore = true
    }
  }

  /// That all is worked off, and behind it the results, in order.
  ///
  /// - Parameter isAll: whether nothing is known to lie in the inbox any more.
  func lines(in outbox: Path, isAll: Bool) -> [String] {
    let done =
      isAll ? "All there is has been worked off." : "All that was taken has been worked off."
    if directories.isEmpty { return [done] }
    return ["\(done) The results:"] + directories.sorted().map { "    \(Self.front(of: $0))" }
      + (hasMore ? ["    and more in \(outbox)"] : [])
  }

  /// The page to open first, where there is one.
  private static func front(of directory: Path) -> Path {
    let pages = ["site/index.html", "profile.html", "report.html"].map { directory / $0 }
    // A page that cannot be looked at is not the one to open.
    return pages.first { (try? FileStatus.ifPresent($0)) != .some(nil) } ?? directory
  }
}
