import Testing

@testable import Analysis

@Suite struct `The nearest points` {
  /// Points of a lattice with many that are equally near, and some twice.
  private static func points(_ count: Int, size: Int, seed: UInt64) -> [Float] {
    var state = seed
    return (0..<count * size).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 33 & 15)
    }
  }

  private static func bruteForce(
    _ points: [Float], size: Int, to point: [Float], limit: Int, tiedMax: Int = 0, except: Int
  ) -> [NeighbourTree.Neighbour] {
    let all = (0..<points.count / size).filter { $0 != except }.map { row in
      var sum: Float = 0
      for axis in 0..<size {
        let gap = points[row * size + axis] - point[axis]
        sum += gap * gap
      }
      return NeighbourTree.Neighbour(row: row, distance: sum)
    }
    let sorted = all.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }
    let last = sorted.prefix(limit).last?.distance ?? 0
    let tied = sorted.dropFirst(limit).prefix { $0.distance == last }
    return Array(sorted.prefix(limit) + tied.prefix(tiedMax))
  }

  @Test(arguments: [(1, 2), (11, 1), (13, 3), (300, 2), (500, 6)])
  func `are those that a look at every point finds`(_ count: Int, _ size: Int) {
    let points = Self.points(count, size: size, seed: UInt64(count))
    let tree = NeighbourTree(points: points, size: size, rows: Array(0..<count))
    for row in stride(from: 0, to: count, by: 7) {
      let point = Array(points[row * size..<(row + 1) * size])
      for (limit, tiedMax) in [(1, 0), (5, 0), (5, 3), (2, 40), (count + 3, 9)] {
        let expected = Self.bruteForce(
          points, size: size, to: point, limit: limit, tiedMax: tiedMax, except: row)
        let found = tree.nearest(limit, tiedMax: tiedMax, to: point, except: row)
        #expect(found == expected)
      }
    }
  }

  @Test(arguments: [0, 100_000])
  func `of very many equal ones are the first`(_ others: Int) {
    let count = 100_000
    let points = (0..<count + others).map { Float($0 % (others == 0 ? 1 : 2)) }
    let tree = NeighbourTree(points: points, size: 1, rows: Array(points.indices))
    let step = others == 0 ? 1 : 2
    for row in stride(from: 0, to: count, by: 50) where row % step == 0 {
      let found = tree.nearest(15, tiedMax: 35, to: [0], except: row).map(\.row)
      let expected = (0...50).map { $0 * step }.filter { $0 != row }.prefix(50)
      #expect(found == Array(expected))
    }
  }

  @Test func `of nothing are none`() {
    let tree = NeighbourTree(points: [], size: 3, rows: [])
    #expect(tree.nearest(5, to: [1, 2, 3]).isEmpty)
  }
}
