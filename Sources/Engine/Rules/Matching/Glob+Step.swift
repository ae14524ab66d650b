extension Glob {
  /// One step of a compiled pattern; the last is always `accept`.
  enum Step: Sendable {
    case scalar(Unicode.Scalar)
    case anything
    case anythingButSlash
    case oneOf(ScalarSet)
    case fork(Int, Int)
    case jump(Int)
    case accept

    func takes(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .scalar(let own): own == scalar
      case .anything: true
      case .anythingButSlash: scalar != "/"
      case .oneOf(let set): scalar != "/" && set.contains(scalar)
      case .fork, .jump, .accept: false
      }
    }

    var literal: Unicode.Scalar? {
      guard case .scalar(let scalar) = self else { return nil }
      return scalar
    }

    /// The last step to which this one leads, but for the next.
    var farthest: Int {
      switch self {
      case .fork(let first, let second): max(first, second)
      case .jump(let target): target
      case .scalar, .anything, .anythingButSlash, .oneOf, .accept: 0
      }
    }
  }

  /// The characters between brackets.
  struct ScalarSet: Sendable {
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
