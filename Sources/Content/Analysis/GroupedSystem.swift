// Weighted least squares with few dense columns and one column for each of very many groups, of
// which a row has at most one. The normal equations then look like this:
//
//   | A  B |   A  dense × dense, the intercept first
//   | Bᵀ D |   D  diagonal: a row is in one group only
//
// D is eliminated group by group, and what is left (A − B D⁻¹ Bᵀ) has only the size of A. So time
// and memory grow with the number of groups, not with its square or its cube.

/// The normal equations of a regression with dense columns and groups.
struct GroupedSystem {
  /// Dense columns, the intercept included.
  let width: Int
  let groups: Int
  private var dense: [Double]
  private var crossed: [Double]
  private var diagonal: [Double]
  private var denseRight: [Double]
  private var groupRight: [Double]

  init(width: Int, groups: Int) {
    self.width = width
    self.groups = groups
    dense = [Double](repeating: 0, count: width * width)
    crossed = [Double](repeating: 0, count: groups * width)
    diagonal = [Double](repeating: 0, count: groups)
    denseRight = [Double](repeating: 0, count: width)
    groupRight = [Double](repeating: 0, count: groups)
  }

  mutating func removeAll() {
    for index in dense.indices { dense[index] = 0 }
    for index in crossed.indices { crossed[index] = 0 }
    for index in diagonal.indices { diagonal[index] = 0 }
    for index in denseRight.indices { denseRight[index] = 0 }
    for index in groupRight.indices { groupRight[index] = 0 }
  }

  /// Adds one row: `weight · xxᵀ` on the left, `right · x` on the right.
  ///
  /// - Parameters:
  ///   - row: ``width`` − 1 values; the intercept is added.
  ///   - group: negative for none.
  mutating func add(_ row: Span<Double>, group: Int, weight: Double, right: Double) {
    dense.withUnsafeMutableBufferPointer { dense in
      dense[0] += weight
      for first in 1..<width {
        let value = weight * row[first - 1]
        if value == 0 { continue }
        let line = first * width
        dense[line] += value
        for second in 1...first { dense[line + second] += value * row[second - 1] }
      }
    }
    denseRight[0] += right
    for column in 1..<width { denseRight[column] += right * row[column - 1] }
    if group < 0 { return }
    let line = group * width
    crossed[line] += weight
    for column in 1..<width { crossed[line + column] += weight * row[column - 1] }
    diagonal[group] += weight
    groupRight[group] += right
  }

  /// Adds to the diagonal, and to the right.
  mutating func penalise(column: Int, by penalty: Double, right: Double = 0) {
    dense[column * width + column] += penalty
    denseRight[column] += right
  }

  mutating func penalise(group: Int, by penalty: Double, right: Double = 0) {
    diagonal[group] += penalty
    groupRight[group] += right
  }

  /// - Returns: nil when the system has no single solution.
  func solve() -> (dense: [Double], groups: [Double])? {
    var reduced = dense
    var right = denseRight
    for group in 0..<groups where diagonal[group] > 0 {
      let line = group * width
      let inverse = 1 / diagonal[group]
      for first in 0..<width {
        let value = crossed[line + first] * inverse
        if value == 0 { continue }
        for second in 0...first {
          reduced[first * width + second] -= value * crossed[line + second]
        }
        right[first] -= value * groupRight[group]
      }
    }
    guard let solution = Cholesky(lower: reduced, size: width)?.solve(right) else { return nil }
    var effects = [Double](repeating: 0, count: groups)
    for group in 0..<groups where diagonal[group] > 0 {
      var rest = groupRight[group]
      for column in 0..<width { rest -= crossed[group * width + column] * solution[column] }
      effects[group] = rest / diagonal[group]
    }
    return (solution, effects)
  }
}
