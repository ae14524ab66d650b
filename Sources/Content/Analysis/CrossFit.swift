// Nobody is judged by a model that has seen his own answer. The rows are dealt into folds; a row's
// estimate comes from a model that learned without its fold, and its interval from the errors that
// models without its fold made on others. So a row's own target moves neither.
//
//   fold 0  fold 1  fold 2          estimate of a row in fold 0: model of folds 1, 2
//     ·       ✕       ✕             its interval: errors in fold 1 of the model of fold 2,
//                                   and in fold 2 of the model of fold 1
//
// Source: Vovk, “Cross-conformal predictors”, doi:10.1007/s10472-013-9368-4; Barber, Candès,
// Ramdas, Tibshirani, “Predictive inference with the jackknife+”, doi:10.1214/20-AOS1965.

/// Models of the same observations, for subjects among them and for others.
package struct CrossFit: Sendable {
  /// How far an estimate may be off, in its own spreads.
  package struct Calibration: Sendable {
    /// Half of the interval that holds 80 of 100 targets.
    package let eighty: Double
    package let ninety: Double
    /// What the newest targets lie above their estimates.
    package let drift: Double
    /// How many errors stand behind it.
    package let count: Int
  }

  package let data: Observations
  private let whole: NeighbourModel
  private let wholeCalibration: Calibration
  private let models: [NeighbourModel]
  private let calibrations: [Calibration]
  private let folds: [Int]

  private static let calibrationMax = 2000

  /// - Parameters:
  ///   - marks: one for each row, by which folds are dealt; must not depend on the targets.
  ///   - isNewest: the rows that show where targets are drifting; empty when nothing is known.
  /// - Returns: nil with fewer than two rows.
  package init?(_ data: Observations, marks: [UInt64], isNewest: [Bool]) {
    precondition(marks.count == data.count, "a mark for each row")
    if data.count < 2 { return nil }
    self.data = data
    let order = marks.indices.sorted { (marks[$0], $0) < (marks[$1], $1) }
    let foldCount = Self.foldCount(data.count)
    var folds = [Int](repeating: 0, count: data.count)
    for (rank, row) in order.enumerated() { folds[row] = rank % foldCount }
    self.folds = folds
    let all = Array(folds.indices)
    let sample = Array(order.prefix(Self.calibrationMax))
    let wholePenalty = GroupPenalty.best(data, rows: all)
    guard
      let whole = NeighbourModel(data, learning: all, offered: all, groupPenalty: wholePenalty)
    else { return nil }
    self.whole = whole
    var models: [NeighbourModel] = []
    for fold in 0..<foldCount {
      let others = all.filter { folds[$0] != fold }
      let penalty = GroupPenalty.best(data, rows: others)
      guard
        let model = NeighbourModel(data, learning: others, offered: all, groupPenalty: penalty)
      else { return nil }
      models.append(model)
    }
    self.models = models
    let errors = sample.compactMap { row in
      Errors.error(of: row, by: models[folds[row]])
    }
    wholeCalibration = Self.calibration(errors, isNewest)
    calibrations = Self.calibrations(data, folds, foldCount, sample, isNewest)
  }

  /// As ``write(to:)`` laid it out.
  ///
  /// - Parameter isAskedOften: whether neighbours are looked for so often that trees are worth
  ///   growing; the answers are the same.
  /// - Returns: nil when the bytes do not fit together.
  package init?(from reader: inout PackReader, isAskedOften: Bool) {
    guard let data = Observations(from: &reader) else { return nil }
    self.data = data
    folds = reader.list(of: Int.self)
    let foldCount = reader.integer()
    if data.count < 2 || foldCount != Self.foldCount(data.count) { return nil }
    var models: [NeighbourModel] = []
    var calibrations: [Calibration] = []
    for _ in 0...foldCount {
      guard let ridge = RidgeModel(from: &reader, for: data) else { return nil }
      models.append(NeighbourModel(data, ridge: ridge, hasTree: isAskedOften))
      calibrations.append(Calibration(from: &reader))
    }
    whole = models.removeLast()
    wholeCalibration = calibrations.removeLast()
    self.models = models
    self.calibrations = calibrations
    let isDealt = folds.allSatisfy { (0..<foldCount).contains($0) }
    if folds.count != data.count || !isDealt { return nil }
  }

  package func write(to writer: inout PackWriter) {
    data.write(to: &writer)
    writer.put(folds)
    writer.put(models.count)
    for (model, calibration) in zip(models + [whole], calibrations + [wholeCalibration]) {
      model.ridge.write(to: &writer)
      calibration.write(to: &writer)
    }
  }

  /// Of a subject that is not among the observations.
  package func estimate(_ subject: Subject) -> (NeighbourEstimate, Calibration)? {
    whole.estimate(subject).map { ($0, wholeCalibration) }
  }

  /// Of an observation, as if its target were not known.
  ///
  /// - Parameter subject: as it is to be seen: the row itself, or as of another day.
  package func estimate(
    _ subject: Subject, ofRow row: Int
  ) -> (NeighbourEstimate, Calibration)? {
    models[folds[row]].estimate(subject, except: row).map { ($0, calibrations[folds[row]]) }
  }

  /// The regression that a row's estimate rests on; nil: of a subject that is no row.
  package func ridge(ofRow row: Int?) -> RidgeModel {
    row.map { models[folds[$0]].ridge } ?? whole.ridge
  }

  /// Few rows cannot spare many: each is left out alone.
  private static func foldCount(_ count: Int) -> Int {
    count <= 20 ? count : count < 100 ? 10 : 5
  }

  /// For each fold from pairs of folds: neither model nor neighbours have seen the fold.
  private static func calibrations(
    _ data: Observations, _ folds: [Int], _ foldCount: Int, _ sample: [Int],
    _ isNewest: [Bool]
  ) -> [Calibration] {
    var errors = [[Errors]](repeating: [], count: foldCount)
    for first in 0..<foldCount {
      for second in first + 1..<max(foldCount, first + 1) {
        let others = folds.indices.filter { folds[$0] != first && folds[$0] != second }
        let penalty = GroupPenalty.best(data, rows: others)
        guard
          let model = NeighbourModel(
            data, learning: others, offered: others, groupPenalty: penalty)
        else { continue }
        for row in sample where folds[row] == first || folds[row] == second {
          guard let error = Errors.error(of: row, by: model) else { continue }
          errors[folds[row] == first ? second : first].append(error)
        }
      }
    }
    return errors.map { calibration($0, isNewest) }
  }

  private static func calibration(_ errors: [Errors], _ isNewest: [Bool]) -> Calibration {
    let newest = isNewest.isEmpty ? [] : errors.filter { isNewest[$0.row] }.map(\.error)
    let drift = Quantiles.median(newest) ?? 0
    let count = Double(newest.count)
    let spreads = errors.map { abs($0.error) / $0.spread }
    return Calibration(
      eighty: half(0.8, of: spreads, few: 2.0), ninety: half(0.9, of: spreads, few: 2.8),
      drift: drift * count / (count + driftTrust), count: errors.count)
  }

  /// So many new errors are as much evidence as the belief that nothing drifts.
  private static let driftTrust = 20.0
  /// So many errors are as much evidence as what is usual.
  private static let usualTrust = 10.0

  private static func half(_ share: Double, of spreads: [Double], few: Double) -> Double {
    let count = Double(spreads.count)
    // A share a little larger, because the next error is one more (Vovk).
    let quantile = Quantiles.quantile(share * (count + 1) / max(count, 1), of: spreads) ?? few
    return (count * quantile + usualTrust * few) / (count + usualTrust)
  }
}

extension CrossFit.Calibration {
  fileprivate init(from reader: inout PackReader) {
    self.init(
      eighty: reader.real(), ninety: reader.real(), drift: reader.real(), count: reader.integer())
  }

  fileprivate func write(to writer: inout PackWriter) {
    writer.put(eighty)
    writer.put(ninety)
    writer.put(drift)
    writer.put(count)
  }
}

/// How far an estimate was off.
private struct Errors {
  let row: Int
  /// Target less estimate.
  let error: Double
  let spread: Double

  static func error(of row: Int, by model: NeighbourModel) -> Errors? {
    guard let estimate = model.estimate(model.data.subject(row), except: row) else { return nil }
    return Errors(
      row: row, error: model.data.targets[row] - estimate.value, spread: estimate.spread)
  }
}

/// How strongly the effects of groups are drawn to 0, found out by leaving rows out.
private enum GroupPenalty {
  private static let choices = [3.0, 10, 30]
  /// With fewer rows the choice would be chance, with more it makes no difference.
  private static let worthChoosing = 100..<2000
  private static let folds = 5

  static func best(_ data: Observations, rows: [Int]) -> Double {
    if rows.count < worthChoosing.lowerBound { return choices[1] }
    if !worthChoosing.contains(rows.count) { return choices[0] }
    var best = (penalty: choices[0], error: Double.infinity)
    for penalty in choices {
      let error = error(data, rows: rows, penalty)
      if error < best.error { best = (penalty, error) }
    }
    return best.penalty
  }

  private static func error(_ data: Observations, rows: [Int], _ penalty: Double) -> Double {
    var errors: [Double] = []
    for fold in 0..<folds {
      let learning = rows.indices.filter { $0 % folds != fold }.map { rows[$0] }
      guard let model = RidgeModel(data, rows: learning, groupPenalty: penalty) else { continue }
      for index in rows.indices where index % folds == fold {
        errors.append(abs(data.targets[rows[index]] - model.value(of: rows[index], in: data)))
      }
    }
    return Quantiles.median(errors) ?? .infinity
  }
}
