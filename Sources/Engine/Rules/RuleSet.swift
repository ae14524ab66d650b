// Which file goes where. Rule files in; for a file's path, size, first bytes and columns a route
// comes out. The module opens no file, reads no clock and knows no worker but by name.
//
// Rules are asked in the order of their files' names, within a file from top to bottom, and the
// first whose conditions all hold takes the file. Cheap conditions are asked first: the type by
// content and the columns only for a file whose name, path and size already fit.

/// The rules of all rule files, in order.
package struct RuleSet: Sendable {
  package let rules: [Rule]
  private let contentTypes: ContentTypes?  // nil when no rule asks for a type
  private let waiting: [Match]  // of the rules that say how a file is known to be whole

  init(rules: [Rule], contentTypes: ContentTypes?) {
    self.rules = rules
    self.contentTypes = contentTypes
    waiting = rules.filter { $0.completeness != .standard }.map(\.match)
  }

  /// Reads rule files, in the order of their names.
  ///
  /// - Parameters:
  ///   - workers: What is known of each worker, by the workers' names.
  ///   - hasProgram: Whether a program that a rule names is there and may be run.
  /// - Returns: The rules, nil when there is any error; and every fault of every file, in order.
  package static func load(
    _ files: [RuleFile], workers: [String: KnownWorker],
    hasProgram: @escaping (String) -> Bool = { _ in true }
  ) -> (RuleSet?, [RuleFault]) {
    var reader = RuleReader(workers: workers, hasProgram: hasProgram)
    for file in files.sorted(by: { $0.name < $1.name }) where file.problem == nil {
      reader.read(file)
    }
    let faults = (reader.faults.all + files.compactMap(\.fault)).sorted {
      ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column)
    }
    if faults.contains(where: { $0.severity == .error }) { return (nil, faults) }
    if reader.rules.isEmpty, let file = files.map(\.name).min() {
      return (nil, faults + [.noRules(file)])
    }
    return (RuleSet(rules: reader.rules, contentTypes: reader.contentTypes), faults)
  }

  /// Finds the rule that takes a file.
  package func route(_ candidate: Candidate) -> Decision {
    var facts = Facts(candidate, contentTypes: contentTypes)
    // By index, since a rule is large and would be copied each time.
    guard let index = rules.indices.first(where: { rules[$0].match.mismatch(&facts) == nil }) else {
      return .unmatched
    }
    return .taken(rules[index], business: rules[index].business(of: candidate.components))
  }

  /// Says of each rule, in order, whether it takes the file and why not.
  package func explain(_ candidate: Candidate) -> [Explanation] {
    var facts = Facts(candidate, contentTypes: contentTypes)
    var isTaken = false
    return rules.map { rule in
      if isTaken { return Explanation(rule: rule, verdict: .notAsked) }
      if let mismatch = rule.match.mismatch(&facts) {
        return Explanation(rule: rule, verdict: .declined(mismatch.description))
      }
      isTaken = true
      return Explanation(
        rule: rule, verdict: .taken(business: rule.business(of: candidate.components)))
    }
  }

  /// How a file may show that it has wholly arrived, by all rules whose path and name fit, down to
  /// the first that asks for nothing else.
  ///
  /// Rules for bundles are asked before the others: a folder is looked at before what lies in it.
  ///
  /// - Parameter components: The path below the inbox, the file's or folder's own name last.
  package func completeness(forRelativePath components: [String]) -> ExpectedCompleteness {
    let place = Place(components)
    // Asked for every name in the inbox, and few rules have anything to say.
    guard waiting.contains(where: { $0.fits(place) }) else { return .standard }
    let bundles = mayTake(place, isBundle: true)
    let able = bundles.isEmpty ? mayTake(place, isBundle: false) : bundles
    return ExpectedCompleteness(of: able.map { rules[$0] }, named: components.last ?? "")
  }

  /// The rules that may take what lies there, in order.
  private func mayTake(_ place: Place, isBundle: Bool) -> [Int] {
    var indices: [Int] = []
    for index in rules.indices where rules[index].match.bundle == isBundle {
      guard rules[index].match.fits(place) else { continue }
      indices.append(index)
      if rules[index].match.isDecidedByPlace { break }
    }
    return indices
  }

  /// What must be read of a file so that `route` can decide.
  ///
  /// - Parameter components: The path below the inbox, the file's own name last.
  package func needs(forRelativePath components: [String], isBundle: Bool = false) -> Needs {
    let place = Place(components)
    var needs = Needs(header: false, content: false)
    for rule in rules where rule.match.bundle == isBundle && rule.match.fits(place) {
      needs.header = needs.header || rule.match.needsHeader
      needs.content = needs.content || rule.match.needsContent
      if rule.match.isDecidedByPlace { break }
    }
    return needs
  }

  /// The businesses that a file may come to belong to while only its path is known: of each rule
  /// that may take it, or one of the folders that it lies in. Empty where none does.
  ///
  /// - Parameter components: The path below the inbox, the file's own name last.
  package func businesses(forRelativePath components: [String]) -> Set<String> {
    var names: Set<String> = []
    for count in components.indices.map({ $0 + 1 }) {
      let (path, isFolder) = (Array(components.prefix(count)), count < components.count)
      let place = Place(path)
      for rule in rules where rule.match.bundle == isFolder && rule.match.fits(place) {
        names.insert(rule.business(of: path))
        if rule.match.isDecidedByPlace { break }
      }
    }
    return names
  }

  /// Whether any rule asks for the columns of a table.
  package var needsHeader: Bool { rules.contains { $0.match.needsHeader } }

  /// Whether any rule asks for the first bytes of a file.
  package var needsContent: Bool { rules.contains { $0.match.needsContent } }
}
