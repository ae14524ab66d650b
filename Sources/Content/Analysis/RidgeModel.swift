/// A linear regression whose coefficients are drawn towards what is believed of them, mostly 0, and
/// on which a row that fits badly weighs less.
///
/// The penalty (ridge) keeps effects near that for which the rows speak weakly: above all those of
/// groups with few rows. Rows far from the line are weighted down (Huber), so that a slip of a
/// digit does not bend it.
///
/// Sources: Hoerl, Kennard, “Ridge Regression: Biased Estimation for Nonorthogonal Problems”,
/// doi:10.1080/00401706.1970.10488634; Huber, “Robust Estimation of a Location Parameter”,
/// doi:10.1214/aoms/1177703732.
package struct RidgeModel: Sendable {
  package let intercept: Double
  package let coefficients: [Double]
  package let groupEffects: [Double]
  /// Standard deviation of what the model does not explain, from the median.
  package let scale: Double

  private static let rounds = 4
  /// Residuals beyond so many ``scale``s weigh less.
  private static let huber = 2.0
  /// Where more than half of the rows lie on the line, that says nothing of how far others may lie
  /// from it: of logarithms, as amounts are compared by, 2 %.
  private static let scaleMin = 0.02

  /// - Parameters:
  ///   - rows: which observations it may learn from.
  ///   - groupPenalty: also of dense columns with the role `group`, times their own penalty.
  /// - Returns: nil without rows.
  package init?(_ data: Observations, rows: [Int], groupPenalty: Double) {
    if rows.isEmpty { return nil }
    var weights = [Double](repeating: 1, count: rows.count)
    var system = GroupedSystem(width: data.width + 1, groups: data.groupCount)
    var model: RidgeModel?
    for _ in 0..<Self.rounds {
      system.removeAll()
      for (index, row) in rows.enumerated() {
        let weight = weights[index]
        data.withRow(row) {
          system.add(
            $0, group: data.group(of: row), weight: weight, right: weight * data.targets[row])
        }
      }
      for column in 0..<data.width {
        let factor = data.roles[column] == .group ? groupPenalty : 1
        let penalty = data.penalties[column] * factor
        system.penalise(column: column + 1, by: penalty, right: penalty * data.priors[column])
      }
      for group in 0..<data.groupCount { system.penalise(group: group, by: groupPenalty) }
      guard let solution = system.solve() else { return nil }
      let fitted = RidgeModel(solution, scale: 0)
      let residuals = rows.map { data.targets[$0] - fitted.value(of: $0, in: data) }
      let scale = max(Quantiles.scale(residuals), Self.scaleMin)
      for index in weights.indices {
        weights[index] = min(1, Self.huber * scale / max(abs(residuals[index]), 1e-12))
      }
      model = RidgeModel(solution, scale: scale)
    }
    guard let model else { return nil }
    self = model
  }

  private init(_ solution: (dense: [Double], groups: [Double]), scale: Double) {
    intercept = solution.dense[0]
    coefficients = Array(solution.dense.dropFirst())
    groupEffects = solution.groups
    self.scale = scale
  }

  /// As ``write(to:)`` laid it out.
  ///
  /// - Returns: nil when it does not fit the observations.
  init?(from reader: inout PackReader, for data: Observations) {
    intercept = reader.real()
    coefficients = reader.list(of: Double.self)
    groupEffects = reader.list(of: Double.self)
    scale = reader.real()
    if coefficients.count != data.width || groupEffects.count != data.groupCount { return nil }
  }

  func write(to writer: inout PackWriter) {
    writer.put(intercept)
    writer.put(coefficients)
    writer.put(groupEffects)
    writer.put(scale)
  }

  /// What the model expects of a row.
  package func value(of row: Int, in data: Observations) -> Double {
    let group = data.group(of: row)
    return data.withRow(row) { features in
      var value = intercept
      for column in coefficients.indices { value += coefficients[column] * features[column] }
      return group >= 0 ? value + groupEffects[group] : value
    }
  }

  package func value(of subject: Subject) -> Double {
    var value = intercept
    for column in coefficients.indices {
      value += coefficients[column] * subject.features[column]
    }
    return value + effect(ofGroup: subject.group)
  }

  package func effect(ofGroup group: Int) -> Double { group >= 0 ? groupEffects[group] : 0 }
}
