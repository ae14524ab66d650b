/// How a file may show that it has wholly arrived, as far as its path and name tell.
///
/// Which rule takes it may hang on what is in it, and nobody reads it before it is whole. So this
/// is what any of the rules asks for that may come to take it; what the one that does asks for is
/// seen to when it is known.
package struct ExpectedCompleteness: Sendable, Equatable {
  /// How long it must be quiet: the longest that any of them says; nil: as configured.
  package var settle: Duration?
  /// Another of them says nothing: what is configured counts where it is longer.
  package var isSettleLeast = false
  /// The ends of the names of files that may mark it as whole, each once.
  package var markers: [String] = []
  /// Whether each of them wants a marker.
  package var needsMarker = false
  /// Whether it is a folder that is taken as one item.
  package var bundle = false
  /// Whether any of them takes its new lines.
  package var follows = false

  /// What holds where no rule says anything.
  package static let standard = ExpectedCompleteness()

  /// - Parameters:
  ///   - rules: those that may take it.
  ///   - name: the file's own.
  init(of rules: [Rule], named name: String) {
    let settles = rules.compactMap(\.completeness.settle)
    settle = settles.max()
    isSettleLeast = !settles.isEmpty && settles.count < rules.count
    for rule in rules {
      guard let marker = rule.completeness.marker, !markers.contains(marker) else { continue }
      markers.append(marker)
    }
    needsMarker = !rules.isEmpty && rules.allSatisfy { $0.completeness.marker != nil }
    bundle = rules.contains { $0.match.bundle }
    follows = rules.contains { $0.follows(name) }
  }

  package init(
    settle: Duration? = nil, isSettleLeast: Bool = false, markers: [String] = [],
    needsMarker: Bool = false, bundle: Bool = false, follows: Bool = false
  ) {
    self.settle = settle
    self.isSettleLeast = isSettleLeast
    self.markers = markers
    self.needsMarker = needsMarker
    self.bundle = bundle
    self.follows = follows
  }
}
