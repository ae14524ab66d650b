// Globs: the patterns of rules.
//
//     *        any characters but a slash, none included
//     ?        one character but a slash
//     [a-z]    one of these; [!a-z] one of none of these
//     {a,b}    a or b; either may hold any of this
//     **       standing alone between slashes: any number of folders
//
// Upper and lower case are the same. Nothing escapes: a character with a meaning is written in
// brackets, as [*].
//
// A pattern is compiled to steps, and a text runs through all of them side by side (Thompson's
// simulation: Russ Cox, “Regular Expression Matching Can Be Simple And Fast”, 2007). There is no
// going back, so no pattern is slow: the time is at most the text's length times the pattern's.

/// A compiled pattern for a path, a name or a type.
struct Glob: Sendable, Equatable {
  /// The longest pattern, in Unicode scalars.
  static let lengthMax = 500

  let pattern: String  // as written
  let steps: [Step]
  private let prefix: [Unicode.Scalar]  // what every match begins with
  private let suffix: [Unicode.Scalar]  // what every match ends with

  /// - Throws: ``GlobFault`` with the place of what cannot be understood.
  init(_ pattern: String) throws(GlobFault) {
    var compiler = GlobCompiler(FoldedText(pattern).scalars)
    self.pattern = pattern
    steps = try compiler.compile()
    prefix = Array(steps.lazy.map(\.literal).prefix { $0 != nil }.compactMap(\.self))
    // A suffix begins behind the last step to which another leads, so that no way goes around it.
    let entry = steps.map(\.farthest).max() ?? 0
    suffix = steps[max(entry, prefix.count)...].dropLast().reversed().lazy
      .map(\.literal).prefix { $0 != nil }.compactMap(\.self).reversed()
  }

  func matches(_ text: FoldedText) -> Bool {
    let scalars = text.scalars
    guard scalars.count >= prefix.count + suffix.count,
      scalars.starts(with: prefix), scalars.suffix(suffix.count).elementsEqual(suffix)
    else { return false }
    return run(scalars[prefix.count...])
  }

  static func == (left: Glob, right: Glob) -> Bool { left.pattern == right.pattern }

  private func run(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var current: [Int] = []
    var next: [Int] = []
    // The last index of the text at which a step was reached.
    var reachedAt = [Int](repeating: -1, count: steps.count)
    reach(prefix.count, at: scalars.startIndex, &reachedAt, &current)
    for (index, scalar) in zip(scalars.indices, scalars) {
      for step in current where steps[step].takes(scalar) {
        reach(step + 1, at: index + 1, &reachedAt, &next)
      }
      if next.isEmpty { return false }
      swap(&current, &next)
      next.removeAll(keepingCapacity: true)
    }
    return reachedAt[steps.count - 1] == scalars.endIndex
  }

  /// Adds a step, or the steps to which it leads without taking a character, to `reached`.
  private func reach(_ step: Int, at index: Int, _ reachedAt: inout [Int], _ reached: inout [Int]) {
    if reachedAt[step] == index { return }
    reachedAt[step] = index
    switch steps[step] {
    case .fork(let first, let second):
      reach(first, at: index, &reachedAt, &reached)
      reach(second, at: index, &reachedAt, &reached)
    case .jump(let target): reach(target, at: index, &reachedAt, &reached)
    default: reached.append(step)
    }
  }
}
