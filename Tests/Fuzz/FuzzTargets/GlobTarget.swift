import Foundation

@testable import Rules

/// A glob takes just what a plain reading of its pattern takes, or is refused with a place in it.
enum GlobTarget {
  /// The pattern and the text, divided by a zero.
  static func run(_ bytes: [UInt8]) {
    let parts = bytes.prefix(700).split(
      separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let pattern = String(decoding: parts[0], as: UTF8.self)
    let text = FoldedText(String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self))
    let folded = FoldedText(pattern).scalars
    do {
      let isTaken = try Glob(pattern).matches(text)
      var plain = PlainGlob(pattern: folded, text: text.scalars)
      expect(isTaken == plain.matches(), "“\(pattern)” takes “\(text)”: \(isTaken)")
    } catch {
      expect((0...folded.count).contains(error.offset), "a fault beside the pattern: \(error)")
    }
  }
}

/// The same patterns by sets of places: where may the rest of the text begin after each sign?
private struct PlainGlob {
  let pattern: [Unicode.Scalar]
  let text: [Unicode.Scalar]
  private var position = 0

  init(pattern: [Unicode.Scalar], text: [Unicode.Scalar]) {
    self.pattern = pattern
    self.text = text
  }

  mutating func matches() -> Bool { sequence(from: [0], isInBraces: false).contains(text.count) }

  private mutating func sequence(from start: Set<Int>, isInBraces: Bool) -> Set<Int> {
    var places = start
    while position < pattern.count {
      let sign = pattern[position]
      if isInBraces, sign == "}" || sign == "," { return places }
      position += 1
      switch sign {
      case "*": places = stars(from: places)
      case "?": places = one(from: places) { $0 != "/" }
      case "[": places = set(from: places)
      case "{": places = alternatives(from: places)
      default: places = one(from: places) { $0 == sign }
      }
    }
    return places
  }

  private func one(from places: Set<Int>, _ isTaken: (Unicode.Scalar) -> Bool) -> Set<Int> {
    Set(places.filter { $0 < text.count && isTaken(text[$0]) }.map { $0 + 1 })
  }

  private func any(from places: Set<Int>, _ isTaken: (Unicode.Scalar) -> Bool) -> Set<Int> {
    var reached = places
    for place in text.indices where reached.contains(place) && isTaken(text[place]) {
      reached.insert(place + 1)
    }
    return reached
  }

  private mutating func stars(from places: Set<Int>) -> Set<Int> {
    guard position < pattern.count, pattern[position] == "*" else {
      return any(from: places) { $0 != "/" }
    }
    position += 1
    if position < pattern.count, pattern[position] == "/" {
      position += 1
      return places.union(one(from: any(from: places) { _ in true }) { $0 == "/" })
    }
    return any(from: one(from: places) { _ in true }) { _ in true }
  }

  private mutating func alternatives(from places: Set<Int>) -> Set<Int> {
    var reached = sequence(from: places, isInBraces: true)
    while pattern[position] == "," {
      position += 1
      reached.formUnion(sequence(from: places, isInBraces: true))
    }
    position += 1
    return reached
  }

  private mutating func set(from places: Set<Int>) -> Set<Int> {
    let isNegated = pattern[position] == "!"
    if isNegated { position += 1 }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while ranges.isEmpty || pattern[position] != "]" {
      let low = pattern[position]
      let isRange =
        position + 2 < pattern.count && pattern[position + 1] == "-" && pattern[position + 2] != "]"
      ranges.append(low...(isRange ? pattern[position + 2] : low))
      position += isRange ? 3 : 1
    }
    position += 1
    return one(from: places) { scalar in
      scalar != "/" && ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
