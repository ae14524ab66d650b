/// A small, fast generator whose sequence is fixed by its seed, on every machine and for ever.
///
/// The standard library's own draws may change from one release to the next, so the draws used for
/// text are written out here.
///
/// Source: Steele, Lea, Flood, “Fast splittable pseudorandom number generators”,
/// doi:10.1145/2714064.2660195.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to but not including `bound`, which must be above 0.
  ///
  /// The bias of the multiplication is below `bound` / 2^64.
  package mutating func draw(below bound: Int) -> Int {
    precondition(bound > 0, "A draw needs at least one possibility.")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Whether an event of `percent` in a hundred happens.
  package mutating func chance(percent: Int) -> Bool { draw(below: 100) < percent }

  /// One of the elements, each as likely; `nil` when there are none.
  package mutating func pick<Element>(from elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[draw(below: elements.count)]
  }

  /// One of the elements, each as likely as its weight; `nil` when no weight is above 0.
  package mutating func pick<Element>(
    from elements: [Element], weight: (Element) -> Int
  ) -> Element? {
    let total = elements.reduce(0) { $0 + max(weight($1), 0) }
    guard total > 0 else { return nil }
    var rest = draw(below: total)
    for element in elements {
      rest -= max(weight(element), 0)
      if rest < 0 { return element }
    }
    return nil
  }

  /// The elements in a drawn order (Fisher and Yates).
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, draw(below: last + 1))
    }
    return elements
  }
}
