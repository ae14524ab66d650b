/// A sentence or a phrase with slots, written as an interpolated string.
///
/// ```swift
/// let template: Template = "\(.subject) has \(.count(.shelves, "shelf")) of \(.value(.material))."
/// ```
package struct Template: Sendable, ExpressibleByStringInterpolation {
  enum Piece: Sendable {
    case literal(String)
    case slot(Slot)
  }

  let pieces: [Piece]

  package init(stringLiteral text: String) { pieces = [.literal(text)] }

  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  private init(pieces: [Piece]) { self.pieces = pieces }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { pieces.append(.literal(text)) }
    }

    package mutating func appendInterpolation(_ slot: Slot) { pieces.append(.slot(slot)) }
  }

  /// The facts that the slots need.
  var keys: [FactKey] {
    pieces.compactMap { piece in
      if case .slot(let slot) = piece { slot.key } else { nil }
    }
  }

  /// Whether a sentence that becomes too long can be parted.
  var hasSeam: Bool {
    pieces.contains { piece in
      if case .slot(.seam) = piece { true } else { false }
    }
  }

  /// What is said of the subject, when the template begins with it and has neither seam nor inner
  /// sentence end nor `and`: such statements can share one subject.
  var predicate: Template? {
    guard case .slot(.subject) = pieces.first else { return nil }
    var rest = Array(pieces.dropFirst())
    for piece in rest {
      switch piece {
      case .slot(.seam), .slot(.subject): return nil
      case .literal(let text) where text.contains(" and ") || text.contains(". "): return nil
      default: continue
      }
    }
    guard case .literal(let last) = rest.last, last.hasSuffix(".") else { return nil }
    rest[rest.count - 1] = .literal(String(last.dropLast()))
    return Template(pieces: rest)
  }
}
