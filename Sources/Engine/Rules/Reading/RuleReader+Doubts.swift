// Rules that can be used, and hardly as meant.
extension RuleReader {
  /// Tells of a rule that no file reaches, and of one that cannot have files wait as it says.
  mutating func doubt(_ rule: Rule, at mark: YAMLNode.Mark) {
    if rule.match.bundle { return }
    if let catchAll {
      faults.warning(
        "no file reaches the rule “\(rule.name)”", at: mark,
        hint: "“\(catchAll.name)” at \(catchAll.place) takes every file; put that rule last")
      return
    }
    if rule.match.fitsEveryPlace, rule.match.isDecidedByPlace { catchAll = rule }
    if let other = rivals(of: rule).first { warn(of: other, beside: rule, at: mark) }
  }

  /// The rules before one, the nearest first, that may take files of the same names by what is in
  /// them, and wait for them in another way. Quiet is no such way: the longest counts.
  private func rivals(of rule: Rule) -> [Rule] {
    // What is taken by its place alone comes no further: an earlier rule is then no rival.
    var passed: [Match] = []
    var rivals: [Rule] = []
    for index in rules.indices.reversed() where !rules[index].match.bundle {
      let earlier = rules[index].match
      if earlier.isDecidedByPlace {
        if earlier.takesPlaces(of: rule.match) { break }
        passed.append(earlier)
        continue
      }
      let (own, other) = (rule.completeness, rules[index].completeness)
      if own.marker == other.marker, own.follows == other.follows { continue }
      if passed.contains(where: { $0.takesPlaces(of: earlier) }) { continue }
      if earlier.mayMeet(rule.match) { rivals.append(rules[index]) }
    }
    return rivals
  }

  private mutating func warn(of other: Rule, beside rule: Rule, at mark: YAMLNode.Mark) {
    let isFollowed = rule.completeness.follows || other.completeness.follows
    let way = isFollowed ? "only one of them follows what grows" : "they want different markers"
    faults.warning(
      "“\(rule.name)” and “\(other.name)” may take files of the same names, and \(way)", at: mark,
      hint: "which of them takes a file is known once it was read: part them by path or name, or "
        + "give “\(other.name)” at \(other.place) the same "
        + (isFollowed ? "“follow”" : "marker"))
  }
}
