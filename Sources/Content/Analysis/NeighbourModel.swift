// An estimate that can be explained: the most similar observations, each adjusted by what a
// regression says its differences are worth.
//
//   subject   4 rooms, 90 m²                                       expected h
//   neighbour 3 rooms, 80 m²   target y   expected hᵢ   adjusted   y − hᵢ + h
//
// Similar means: what differs has little effect. With coefficient β a difference dx is
// β·dx / effectScale away, so that no column needs a weight of its own, and one without effect
// parts nobody.
//
// Where several are as near as the last neighbour, none of them has more right to be it than the
// others: all are taken, up to a limit, and share the places that are left. Beyond the limit those
// count whose rows come first, so the order of the rows must be one that means nothing.

/// Estimates a target from a regression and the nearest observations.
package struct NeighbourModel: Sendable {
  package struct Settings: Sendable {
    package var neighbours = 15
    /// How many more are taken that are as near as the last one.
    package var tiedMax = 35
    /// Effects are distances in this unit: 0.08 of the target.
    package var effectScale = 0.08
    /// Keeps the weight of a perfect match finite: weight = 1 / (closeness + distance²).
    package var closeness = 0.2
    /// The share of the regression's scale that no agreement among neighbours takes away.
    package var noiseShare = 0.35
    /// A neighbour that lies farther from the others' middle than so many scales weighs less.
    package var outlierScales = 2.5

    package init() {}
  }

  package let data: Observations
  package let ridge: RidgeModel
  package let settings: Settings
  private let embedding: Embedding
  /// Nil: all observations are looked at, one after the other.
  private let tree: NeighbourTree?

  /// - Parameters:
  ///   - learning: the rows of the regression.
  ///   - offered: the rows that may be neighbours.
  /// - Returns: nil when there is nothing to learn from.
  package init?(
    _ data: Observations, learning: [Int], offered: [Int], groupPenalty: Double,
    settings: Settings = Settings()
  ) {
    guard let ridge = RidgeModel(data, rows: learning, groupPenalty: groupPenalty) else {
      return nil
    }
    self.data = data
    self.ridge = ridge
    self.settings = settings
    embedding = Embedding(data, ridge, scale: settings.effectScale)
    tree = embedding.tree(offered)
  }

  /// With a regression that was learned before; every row may be a neighbour.
  init(_ data: Observations, ridge: RidgeModel, hasTree: Bool) {
    self.data = data
    self.ridge = ridge
    settings = Settings()
    embedding = Embedding(data, ridge, scale: settings.effectScale)
    tree = hasTree ? embedding.tree(Array(0..<data.count)) : nil
  }

  /// - Parameter excluded: the subject's own row; negative for none.
  /// - Returns: nil when there is no neighbour.
  package func estimate(_ subject: Subject, except excluded: Int = -1) -> NeighbourEstimate? {
    let expected = ridge.value(of: subject)
    var point: [Float] = []
    embedding.append(subject.features[...], subject.group, subject.position[...], to: &point)
    let (count, tiedMax) = (settings.neighbours, settings.tiedMax)
    let nearest =
      tree?.nearest(count, tiedMax: tiedMax, to: point, except: excluded)
      ?? embedding.nearest(count, tiedMax: tiedMax, to: point, except: excluded)
    if nearest.isEmpty { return nil }
    var neighbours = nearest.map { near in
      NeighbourEstimate.Neighbour(
        row: near.row, distance: Double(near.distance),
        adjusted: data.targets[near.row] - ridge.value(of: near.row, in: data) + expected,
        weight: 1 / (settings.closeness + Double(near.distance)))
    }
    shareLastPlaces(&neighbours)
    weighDownOutliers(&neighbours)
    let total = neighbours.reduce(0) { $0 + $1.weight }
    for index in neighbours.indices { neighbours[index].weight /= total }
    let value = neighbours.reduce(0) { $0 + $1.weight * $1.adjusted }
    let variance = neighbours.reduce(0) { sum, near in
      let gap = near.adjusted - value
      return sum + near.weight * gap * gap
    }
    let noise = settings.noiseShare * ridge.scale
    return NeighbourEstimate(
      value: value, expected: expected, spread: (variance + noise * noise).squareRoot(),
      neighbours: neighbours)
  }

  /// Of those that are as near as the last one.
  private func shareLastPlaces(_ neighbours: inout [NeighbourEstimate.Neighbour]) {
    guard neighbours.count > settings.neighbours, let last = neighbours.last else { return }
    let nearer = neighbours.count { $0.distance < last.distance }
    let share = Double(settings.neighbours - nearer) / Double(neighbours.count - nearer)
    for index in nearer..<neighbours.count { neighbours[index].weight *= share }
  }

  private func weighDownOutliers(_ neighbours: inout [NeighbourEstimate.Neighbour]) {
    guard let middle = Quantiles.median(neighbours.map(\.adjusted)) else { return }
    let limit = settings.outlierScales * ridge.scale
    for index in neighbours.indices {
      let gap = abs(neighbours[index].adjusted - middle)
      if gap > limit { neighbours[index].weight *= limit / gap }
    }
  }
}

/// An estimate, and the neighbours that it is the weighted mean of.
package struct NeighbourEstimate: Sendable {
  package struct Neighbour: Sendable {
    package let row: Int
    /// Squared, in effects and positions.
    package let distance: Double
    /// Its target as it would be with the subject's features.
    package let adjusted: Double
    /// Of all neighbours together 1.
    package internal(set) var weight: Double
  }

  package let value: Double
  /// What the regression alone expects.
  package let expected: Double
  /// Standard deviation of the adjusted targets, with what they cannot show.
  package let spread: Double
  /// The nearest first.
  package let neighbours: [Neighbour]
}

/// Rows as points whose distance is the effect of what differs.
private struct Embedding: Sendable {
  let size: Int
  private let columns: [Int]
  private let groupColumns: [Int]
  private let data: Observations
  private let ridge: RidgeModel
  private let scale: Double

  init(_ data: Observations, _ ridge: RidgeModel, scale: Double) {
    self.data = data
    self.ridge = ridge
    self.scale = scale
    columns = data.roles.indices.filter { data.roles[$0] == .feature }
    groupColumns =
      data.usesGroupDistance ? data.roles.indices.filter { data.roles[$0] == .group } : []
    size = columns.count + (data.usesGroupDistance ? 1 : 0) + data.positionCount
  }

  func append(
    _ features: ArraySlice<Double>, _ group: Int, _ position: ArraySlice<Float>,
    to points: inout [Float]
  ) {
    let start = features.startIndex
    for column in columns {
      points.append(Float(features[start + column] * ridge.coefficients[column] / scale))
    }
    if data.usesGroupDistance {
      var effect = ridge.effect(ofGroup: group)
      for column in groupColumns {
        effect += features[start + column] * ridge.coefficients[column]
      }
      points.append(Float(effect / scale))
    }
    points += position
  }

  func tree(_ rows: [Int]) -> NeighbourTree {
    var points: [Float] = []
    points.reserveCapacity(rows.count * size)
    for row in rows { append(row, to: &points) }
    return NeighbourTree(points: points, size: size, rows: rows)
  }

  private func append(_ row: Int, to points: inout [Float]) {
    append(data.features(of: row), data.group(of: row), data.position(of: row), to: &points)
  }

  /// As the tree of all rows would find them, by looking at each.
  func nearest(
    _ limit: Int, tiedMax: Int, to point: [Float], except excluded: Int
  ) -> [NeighbourTree.Neighbour] {
    var best = NeighbourTree.Best(limit: limit, tiedMax: tiedMax)
    var other: [Float] = []
    other.reserveCapacity(size)
    for row in 0..<data.count where row != excluded {
      other.removeAll(keepingCapacity: true)
      append(row, to: &other)
      var sum: Float = 0
      for axis in 0..<size {
        let gap = other[axis] - point[axis]
        sum += gap * gap
      }
      best.take(NeighbourTree.Neighbour(row: row, distance: sum))
    }
    return best.found
  }
}
