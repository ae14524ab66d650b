import Files

/// How a file shows that it is whole.
///
/// Asked by name alone, before the file is looked at; the path is relative to the root. Directories
/// are asked about too, and for them only `bundle` and `ignored` count.
package struct Completeness: Equatable, Sendable {
  /// How long a file must be quiet when nothing else proves it whole; nil: as configured.
  package var settle: Duration?
  /// With “.done”, `x.csv` waits for `x.csv.done`, and nothing else makes it whole.
  package var markerSuffix: String?
  /// A directory dropped as one item, complete when nothing in it has changed for `settle`.
  package var bundle: Bool
  /// It grows and is never whole: reported each time that it has changed.
  package var follows: Bool
  /// Not to be reported, nor, for a directory, entered.
  package var ignored: Bool

  package init(
    settle: Duration? = nil, markerSuffix: String? = nil, bundle: Bool = false,
    follows: Bool = false, ignored: Bool = false
  ) {
    precondition(markerSuffix != "", "a marker is another file than the one it marks")
    self.settle = settle
    self.markerSuffix = markerSuffix
    self.bundle = bundle
    self.follows = follows
    self.ignored = ignored
  }
}
