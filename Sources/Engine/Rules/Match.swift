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

  private static func any(_ globs: [Glob], fits text: FoldedText) -> Bool {
    globs.isEmpty || globs.contains { $0.matches(text) }
  }
}
