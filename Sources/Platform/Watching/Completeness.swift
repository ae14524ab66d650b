import Files

/// How a file shows that it is whole.
///
/// Asked by name alone, before the file is looked at; the path is relative to the root. Directories
/// are asked about too, and for them only `bundle` and `ignored` count.
package struct Completeness: Equatable, Sendable {
  /// How long a file must be quiet when nothing else proves it whole; nil: as configured.
  package var settle: Duration?
  /// What is configured counts where it is longer.
  package var isSettleLeast: Bool
  /// With “.done”, `x.csv.done` marks `x.csv` as whole, and goes with it.
  package var markerSuffixes: [String]
  /// It waits for a marker, and nothing else makes it whole. Else it is reported without one, too,
  /// and once more when it has one.
  package var needsMarker: Bool
  /// A directory dropped as one item, complete when nothing in it has changed for `settle`.
  package var bundle: Bool
  /// It grows and is never whole: reported each time that it has changed.
  package var follows: Bool
  /// Not to be reported, nor, for a directory, entered.
  package var ignored: Bool

  package init(
    settle: Duration? = nil, isSettleLeast: Bool = false, markerSuffixes: [String] = [],
    needsMarker: Bool = false, bundle: Bool = false, follows: Bool = false, ignored: Bool = false
  ) {
    precondition(
      !markerSuffixes.contains(""), "a marker is another file than the one it marks")
    precondition(!needsMarker || !markerSuffixes.isEmpty, "a marker has a name to wait for")
    self.settle = settle
    self.isSettleLeast = isSettleLeast
    self.markerSuffixes = markerSuffixes
    self.needsMarker = needsMarker
    self.bundle = bundle
    self.follows = follows
    self.ignored = ignored
  }
}
