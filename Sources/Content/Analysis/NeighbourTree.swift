// A k-d tree: the points are halved again and again across the coordinate in which they lie
// farthest apart. The halves lie side by side in one array, so that a node is a range and needs no
// memory of its own beyond its box.
//
//   [ . . . . . . . . . . . . . . . . ]    a node with its box
//   [ . . . . . . . . ][ . . . . . . .]    its halves
//
// A search goes into the nearer half first, and leaves out every box that lies farther away than
// the worst of the k best so far. The result is exact, whatever the tree looks like.
//
// Of many points that are one and the same a search looks at no more than it may return: they lie
// in one leaf, in the order of their numbers.
//
// Source: Friedman, Bentley, Finkel, “An Algorithm for Finding Best Matches in Logarithmic Expected
// Time”, doi:10.1145/355744.355745.

/// Finds the nearest of many points.
package struct NeighbourTree: Sendable {
  package struct Neighbour: Sendable, Equatable {
    /// The point's number, as given.
    package let row: Int
    /// Squared.
    package let distance: Float
  }

  private struct Node {
    var start: Int
    var end: Int
    /// Index of the second half; the first follows its parent. 0: a leaf.
    var second: Int
    /// Whether all its points are the same.
    var isPoint = false
  }

  private let size: Int
  private var points: [Float]
  private var rows: [Int32]
  private var nodes: [Node] = []
  /// For each node the least and the largest of each coordinate.
  private var boxes: [Float] = []

  private static let leafSize = 12

  /// - Parameters:
  ///   - points: `size` coordinates for each of `rows`, in their order.
  ///   - rows: ascending.
  package init(points: [Float], size: Int, rows: [Int]) {
    precondition(points.count == rows.count * size, "coordinates for each row")
    self.size = size
    self.points = points
    self.rows = rows.map { Int32($0) }
    var order = Array(rows.indices)
    if !rows.isEmpty { split(&order, 0, rows.count) }
    arrange(order)
  }

  private mutating func split(_ order: inout [Int], _ start: Int, _ end: Int) {
    let node = nodes.count
    nodes.append(Node(start: start, end: end, second: 0))
    var widest = 0
    var width: Float = -1
    let box = boxes.count
    boxes.append(contentsOf: [Float](repeating: 0, count: 2 * size))
    for axis in 0..<size {
      var low = Float.infinity
      var high = -Float.infinity
      for index in start..<end {
        let value = points[order[index] * size + axis]
        low = min(low, value)
        high = max(high, value)
      }
      boxes[box + axis] = low
      boxes[box + size + axis] = high
      if high - low > width { (widest, width) = (axis, high - low) }
    }
    nodes[node].isPoint = width <= 0
    if end - start <= Self.leafSize || width <= 0 { return }
    let middle = (start + end) / 2
    let (points, size) = (points, size)
    order[start..<end].sort {
      let (left, right) = (points[$0 * size + widest], points[$1 * size + widest])
      return left == right ? $0 < $1 : left < right
    }
    split(&order, start, middle)
    nodes[node].second = nodes.count
    split(&order, middle, end)
  }

  /// Lays points and rows out in the order of the leaves.
  private mutating func arrange(_ order: [Int]) {
    var sorted: [Float] = []
    sorted.reserveCapacity(points.count)
    for index in order { sorted += points[index * size..<(index + 1) * size] }
    points = sorted
    rows = order.map { rows[$0] }
  }

  /// The nearest points, the nearest first; of equally near ones those with the lesser number.
  ///
  /// - Parameters:
  ///   - tiedMax: so many more that are as near as the last one.
  ///   - excluded: a row that is passed over; negative for none.
  package func nearest(
    _ limit: Int, tiedMax: Int = 0, to point: [Float], except excluded: Int = -1
  ) -> [Neighbour] {
    if nodes.isEmpty || limit == 0 { return [] }
    var best = Best(limit: limit, tiedMax: tiedMax)
    point.withUnsafeBufferPointer { point in
      points.withUnsafeBufferPointer { points in
        boxes.withUnsafeBufferPointer { boxes in
          search(Search(point: point, points: points, boxes: boxes, except: excluded), 0, &best)
        }
      }
    }
    return best.found
  }

  private struct Search {
    let point: UnsafeBufferPointer<Float>
    let points: UnsafeBufferPointer<Float>
    let boxes: UnsafeBufferPointer<Float>
    let except: Int
  }

  private func search(_ search: Search, _ node: Int, _ best: inout Best) {
    let part = nodes[node]
    if part.second == 0 {
      for index in part.start..<part.end {
        let row = Int(rows[index])
        if row == search.except { continue }
        var sum: Float = 0
        let start = index * size
        for axis in 0..<size {
          let gap = search.points[start + axis] - search.point[axis]
          sum += gap * gap
        }
        if !best.take(Neighbour(row: row, distance: sum)), part.isPoint { return }
      }
      return
    }
    let (first, second) = (node + 1, part.second)
    let (toFirst, toSecond) = (gap(search, first), gap(search, second))
    let isFirstNearer = toFirst <= toSecond
    let near = (node: isFirstNearer ? first : second, gap: min(toFirst, toSecond))
    let far = (node: isFirstNearer ? second : first, gap: max(toFirst, toSecond))
    if near.gap <= best.worst { self.search(search, near.node, &best) }
    if far.gap <= best.worst { self.search(search, far.node, &best) }
  }

  /// Squared distance to a node's box; 0 inside.
  private func gap(_ search: Search, _ node: Int) -> Float {
    let low = node * 2 * size
    var sum: Float = 0
    for axis in 0..<size {
      let value = search.point[axis]
      let below = search.boxes[low + axis] - value
      let above = value - search.boxes[low + size + axis]
      let gap = max(below, above, 0)
      sum += gap * gap
    }
    return sum
  }

  /// The best so far, sorted.
  struct Best {
    private let limit: Int
    private let countMax: Int
    private(set) var found: [Neighbour] = []

    init(limit: Int, tiedMax: Int) {
      self.limit = limit
      countMax = limit + tiedMax
      found.reserveCapacity(countMax + 1)
    }

    /// How far away a point may be that is still taken.
    var worst: Float { found.count < limit ? .infinity : found[limit - 1].distance }

    /// - Returns: whether it is one of them; where not, none that is as far away and has a larger
    ///   number would be.
    @discardableResult mutating func take(_ candidate: Neighbour) -> Bool {
      if candidate.distance > worst { return false }
      if found.count == countMax, !Self.isBefore(candidate, found[countMax - 1]) { return false }
      var index = found.count
      found.append(candidate)
      while index > 0, Self.isBefore(candidate, found[index - 1]) {
        found[index] = found[index - 1]
        index -= 1
      }
      found[index] = candidate
      if found.count > countMax { found.removeLast() }
      while found.count > limit, found[found.count - 1].distance > worst { found.removeLast() }
      return true
    }

    private static func isBefore(_ left: Neighbour, _ right: Neighbour) -> Bool {
      left.distance == right.distance ? left.row < right.row : left.distance < right.distance
    }
  }
}
