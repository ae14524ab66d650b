// Whether two patterns have a text in common: both are walked side by side, one step of each for
// the same character, as in the product of two automata.

extension Glob {
  private struct Steps: Hashable {
    var own: Int
    var other: Int
  }

  /// Whether some text fits both. It may be said of two sets of characters that have none in
  /// common.
  func meets(_ other: Glob) -> Bool {
    var seen: Set<Steps> = []
    var open = [Steps(own: 0, other: 0)]
    while let at = open.popLast() {
      guard seen.insert(at).inserted else { continue }
      switch (steps[at.own], other.steps[at.other]) {
      case (.accept, .accept): return true
      case (.fork(let first, let second), _):
        open += [first, second].map { Steps(own: $0, other: at.other) }
      case (.jump(let target), _): open.append(Steps(own: target, other: at.other))
      case (_, .fork(let first, let second)):
        open += [first, second].map { Steps(own: at.own, other: $0) }
      case (_, .jump(let target)): open.append(Steps(own: at.own, other: target))
      case (let step, let otherStep):
        guard step.meets(otherStep) else { continue }
        open.append(Steps(own: at.own + 1, other: at.other + 1))
      }
    }
    return false
  }
}

extension Glob.Step {
  /// Whether some character is taken by both.
  fileprivate func meets(_ other: Glob.Step) -> Bool {
    switch (self, other) {
    case (.accept, _), (_, .accept): false
    case (.scalar(let scalar), let step), (let step, .scalar(let scalar)): step.takes(scalar)
    default: true
    }
  }
}
