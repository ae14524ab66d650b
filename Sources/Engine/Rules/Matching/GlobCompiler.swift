/// Compiles one pattern: a descent through the text that appends steps as it goes.
struct GlobCompiler {
  private static let depthMax = 10

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var steps: [Glob.Step] = []

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func compile() throws(GlobFault) -> [Glob.Step] {
    if scalars.isEmpty { throw fault("the pattern is empty", "leave the key out to take any") }
    if scalars.count > Glob.lengthMax {
      throw fault("the pattern is longer than \(Glob.lengthMax) characters", "use several patterns")
    }
    try sequence(depth: 0)
    steps.append(.accept)
    return steps
  }

  private mutating func sequence(depth: Int) throws(GlobFault) {
    while position < scalars.count {
      switch scalars[position] {
      case "*": try stars()
      case "?": append(.anythingButSlash)
      case "[": try set()
      case "{": try alternatives(depth: depth + 1)
      case "}" where depth > 0, "," where depth > 0: return
      case "]", "}":
        throw fault(
          "“\(scalars[position])” closes nothing",
          "to mean the character itself, write [\(scalars[position])]")
      case "\\":
        throw fault(
          "“\\” has no meaning here",
          "folders are parted by “/”; to mean a special character itself, write it as [*]")
      case let scalar: append(.scalar(scalar))
      }
    }
  }

  private mutating func append(_ step: Glob.Step) {
    steps.append(step)
    position += 1
  }

  // Between slashes alone, two stars stand for folders; with nothing behind them, for all that
  // lies below.
  private mutating func stars() throws(GlobFault) {
    let start = position
    while position < scalars.count, scalars[position] == "*" { position += 1 }
    if position - start == 1 {
      loop(.anythingButSlash)
      return
    }
    let begins = start == 0 || "/{,".unicodeScalars.contains(scalars[start - 1])
    let ends = position == scalars.count || "/},".unicodeScalars.contains(scalars[position])
    guard position - start == 2, begins, ends else {
      position = start
      throw fault("“**” must stand alone between slashes", "write **/*.csv, not **.csv")
    }
    if position < scalars.count, scalars[position] == "/" {
      let fork = steps.count
      steps.append(.jump(0))
      loop(.anything)
      append(.scalar("/"))
      steps[fork] = .fork(fork + 1, steps.count)
    } else {
      steps.append(.anything)
      loop(.anything)
    }
  }

  private mutating func loop(_ step: Glob.Step) {
    let fork = steps.count
    steps += [.fork(fork + 1, fork + 3), step, .jump(fork)]
  }

  private mutating func alternatives(depth: Int) throws(GlobFault) {
    let open = position
    if depth > Self.depthMax { throw fault("too many “{” in each other", "use several patterns") }
    var ends: [Int] = []
    var isOpen = true
    while isOpen {
      position += 1
      let fork = steps.count
      steps.append(.jump(fork + 1))
      try sequence(depth: depth)
      guard position < scalars.count else {
        position = open
        throw fault("“{” is not closed", "write {a,b}")
      }
      isOpen = scalars[position] == ","
      if isOpen {
        ends.append(steps.count)
        steps.append(.jump(0))
        steps[fork] = .fork(fork + 1, steps.count)
      }
    }
    position += 1
    for end in ends { steps[end] = .jump(steps.count) }
  }

  private mutating func set() throws(GlobFault) {
    let open = position
    var set = Glob.ScalarSet()
    position += 1
    if position < scalars.count, scalars[position] == "!" {
      set.isNegated = true
      position += 1
    }
    // A closing bracket that stands first is meant itself, as in sh(1).
    while position < scalars.count, scalars[position] != "]" || set.ranges.isEmpty {
      let low = scalars[position]
      let isRange =
        position + 2 < scalars.count && scalars[position + 1] == "-" && scalars[position + 2] != "]"
      let high = isRange ? scalars[position + 2] : low
      if high < low { throw fault("“\(low)-\(high)” runs backwards", "write [\(high)-\(low)]") }
      set.ranges.append(low...high)
      position += isRange ? 3 : 1
    }
    guard position < scalars.count else {
      position = open
      throw fault("“[” is not closed", "write [abc], or [[] to mean the character itself")
    }
    append(.oneOf(set))
  }

  private func fault(_ message: String, _ hint: String) -> GlobFault {
    GlobFault(offset: position, message: message, hint: hint)
  }
}
