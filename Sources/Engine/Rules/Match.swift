/// The conditions of a rule. All that are given must hold; one with no conditions takes every file.
///
/// A list of patterns holds when one of them fits. Folders are taken only by a rule that says
/// `bundle: true`, and files only by one that does not.
package struct Match: Sendable, Equatable {
  var path: [Glob] = []  // over the path below the inbox
  var name: [Glob] = []
  var type: [Glob] = []  // over the MIME type by content
  var size = 0...Int.max  // bytes
  var columns: [ColumnGroup] = []  // each of them must be there
  var starts: [Opening] = []
  var bundle = false

  /// The first condition that does not hold, cheap ones first; nil when the rule takes the file.
  func mismatch(_ facts: inout Facts) -> Mismatch? {
    if bundle != facts.candidate.isBundle { return .kind(isBundle: facts.candidate.isBundle) }
    if !Self.any(path, fits: facts.place.path) {
      return .pattern("path", is: facts.place.text, wants: path)
    }
    if !Self.any(name, fits: facts.place.name) {
      return .pattern("name", is: facts.candidate.name, wants: name)
    }
    if !size.contains(facts.candidate.size) {
      return .size(facts.candidate.size, wants: size)
    }
    if !starts.isEmpty, !starts.contains(where: { $0.begins(facts.candidate.firstBytes) }) {
      return .opening(wants: starts)
    }
    if !columns.isEmpty {
      guard let names = facts.columns else { return .noHeader }
      if let absent = columns.first(where: { !$0.isPresent(in: names) }) { return .column(absent) }
    }
    if !type.isEmpty, !Self.any(type, fits: FoldedText(facts.type)) {
      return .pattern("type", is: facts.type, wants: type)
    }
    return nil
  }

  /// Whether the path and the name fit, whatever else is asked.
  func fits(_ place: Place) -> Bool {
    Self.any(path, fits: place.path) && Self.any(name, fits: place.name)
  }

  var needsHeader: Bool { !columns.isEmpty }
  var needsContent: Bool { !type.isEmpty || !starts.isEmpty }

  /// Whether nothing but the path and the name is asked.
  var isDecidedByPlace: Bool { !needsHeader && !needsContent && size == 0...Int.max }

  /// Whether the path and the name fit wherever a file lies.
  var fitsEveryPlace: Bool {
    let isAnyPath = path.isEmpty || path.contains { ["**", "**/*"].contains($0.pattern) }
    let isAnyName = name.isEmpty || name.contains { ["*", "**"].contains($0.pattern) }
    return isAnyPath && isAnyName
  }

  /// Whether every path and name that fits another fits here, as far as the same patterns show it.
  func takesPlaces(of other: Match) -> Bool {
    fitsEveryPlace || (path.isEmpty || path == other.path) && (name.isEmpty || name == other.name)
  }

  /// Whether some path may fit both: any two of the conditions that they put on it can be met.
  func mayMeet(_ other: Match) -> Bool {
    let conditions = [path, other.path, Self.anywhere(name), Self.anywhere(other.name)]
      .filter { !$0.isEmpty }
    return conditions.indices.allSatisfy { index in
      conditions[..<index].allSatisfy { earlier in
        earlier.contains { glob in conditions[index].contains { $0.meets(glob) } }
      }
    }
  }

  /// Patterns over paths whose last name fits.
  private static func anywhere(_ names: [Glob]) -> [Glob] {
    // One that has become too long asks for nothing: it is only about a warning.
    names.compactMap { try? Glob("**/\($0.pattern)") }
  }

  private static func any(_ globs: [Glob], fits text: FoldedText) -> Bool {
    globs.isEmpty || globs.contains { $0.matches(text) }
  }
}
