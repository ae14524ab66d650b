import Testing

@testable import Pages

@Suite struct `A map of rings` {
  @Test(arguments: [
    (0.0, 0.1), (0.2, 0.1), (0.21, 0.2), (0.9, 0.5), (2, 1), (3.9, 2), (10.1, 10), (49, 50),
  ])
  func `has rings that hold all marks`(_ distance: Double, _ step: Double) {
    #expect(abs(RingMap.step(distance) - step) < 1e-9)
  }

  @Test(arguments: [
    (0.0, 1.0, "1: 1 km to the north"), (0.6, 0.6, "1: 850 m to the north-east"),
    (-12.2, 0.0, "1: 12 km to the west"), (0.0, -1.54, "1: 1.5 km to the south"),
    (0.0, 0.004, "1: at the same place"), (0.006, 0.0, "1: 10 m to the east"),
  ])
  func `says in words where a mark lies`(_ east: Double, _ north: Double, _ words: String) {
    #expect(RingMap.Mark(label: "1", east: east, north: north).words == words)
    let markup = RingMap(
      name: "Around", marks: [RingMap.Mark(label: "1", east: east, north: north)]
    ).markup
    #expect(markup.contains("aria-label=\"Around. \(words)\""))
    #expect(markup.contains("role=\"img\"") && !markup.contains("style="))
  }
}
