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
    _ points: [Float], size: Int, to point: [Float], limit: Int, except: Int
  ) -> [NeighbourTree.Neighbour] {
    let all = (0..<points.count / size).filter { $0 != except }.map { row in
      var sum: Float = 0
      for axis in 0..<size {
        let gap = points[row * size + axis] - point[axis]
        sum += gap * gap
      }
      return NeighbourTree.Neighbour(row: row, distance: sum)
    }
    return Array(
      all.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.prefix(limit))
  }

  @Test(arguments: [(1, 2), (11, 1), (13, 3), (300, 2), (500, 6)])
  func `are those that a look at every point finds`(_ count: Int, _ size: Int) {
    let points = Self.points(count, size: size, seed: UInt64(count))
    let tree = NeighbourTree(points: points, size: size, rows: Array(0..<count))
    for row in stride(from: 0, to: count, by: 7) {
      let point = Array(points[row * size..<(row + 1) * size])
      for limit in [1, 5, count + 3] {
        let expected = Self.bruteForce(
          points, size: size, to: point, limit: limit, except: row)
        #expect(tree.nearest(limit, to: point, except: row) == expected)
      }
    }
  }

  @Test func `of nothing are none`() {
    let tree = NeighbourTree(points: [], size: 3, rows: [])
    #expect(tree.nearest(5, to: [1, 2, 3]).isEmpty)
  }
}
