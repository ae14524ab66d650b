import Foundation

// How long something lasts, in periods: in each one it ends with a chance p, which hangs on
// features through a logistic regression. What has not ended yet counts with the periods that it
// has lasted, so that nothing has to be left out and the slow ones are not forgotten.
//
// Coefficients are drawn towards a prior: without a single end the model is the prior.
//
// Sources: Singer, Willett, “It's About Time: Using Discrete-Time Survival Analysis to Study
// Duration and the Timing of Events”, doi:10.3102/10769986018002155.

/// The chance of an end in each period.
package struct HazardModel: Sendable {
  package struct Observation: Sendable {
    package var features: [Double]
    /// Negative for none.
    package var group: Int
    /// How many periods it lasted, at least 1.
    package var periods: Double
    package var hasEnded: Bool

    package init(features: [Double], group: Int, periods: Double, hasEnded: Bool) {
      self.features = features
      self.group = group
      self.periods = max(1, periods)
      self.hasEnded = hasEnded
    }
  }

  /// What is believed before anything is seen.
  package struct Prior: Sendable {
    package var intercept: Double
    package var coefficients: [Double]
    /// How firmly, in observations' worth of information; also of groups, whose effect is 0.
    package var strength: Double

    package init(intercept: Double, coefficients: [Double], strength: Double = 1) {
      self.intercept = intercept
      self.coefficients = coefficients
      self.strength = strength
    }
  }

  package private(set) var intercept: Double
  package private(set) var coefficients: [Double]
  private var groupEffects: [Double]

  package init(prior: Prior, groupCount: Int) {
    intercept = prior.intercept
    coefficients = prior.coefficients
    groupEffects = [Double](repeating: 0, count: groupCount)
  }

  private static let rounds = 12

  /// The prior, moved by what was observed.
  package init(_ observations: [Observation], groupCount: Int, prior: Prior) {
    self.init(prior: prior, groupCount: groupCount)
    var system = GroupedSystem(width: coefficients.count + 1, groups: groupCount)
    for _ in 0..<Self.rounds {
      system.removeAll()
      for row in observations {
        let chance = chance(row.features, group: row.group)
        let end = row.hasEnded ? 1.0 : 0
        row.features.withUnsafeBufferPointer {
          system.add(
            $0.span, group: row.group, weight: row.periods * chance * (1 - chance),
            right: end - row.periods * chance)
        }
      }
      let strength = prior.strength
      system.penalise(
        column: 0, by: strength, right: -strength * (intercept - prior.intercept))
      for column in coefficients.indices {
        let gap = coefficients[column] - prior.coefficients[column]
        system.penalise(column: column + 1, by: strength, right: -strength * gap)
      }
      for group in groupEffects.indices {
        system.penalise(group: group, by: strength, right: -strength * groupEffects[group])
      }
      guard let step = system.solve() else { return }
      // Far from the goal a step may be too long, and would swing.
      let longest = observations.lazy.map { abs(Self.sum(step, $0)) }.max() ?? 0
      let length = min(1, Self.stepMax / max(longest, 1e-12))
      intercept += length * step.dense[0]
      for column in coefficients.indices {
        coefficients[column] += length * step.dense[column + 1]
      }
      for group in groupEffects.indices { groupEffects[group] += length * step.groups[group] }
      if longest < 1e-9 { return }
    }
  }

  /// As ``write(to:)`` laid it out.
  package init(from reader: inout PackReader) {
    intercept = reader.real()
    coefficients = reader.list(of: Double.self)
    groupEffects = reader.list(of: Double.self)
  }

  package func write(to writer: inout PackWriter) {
    writer.put(intercept)
    writer.put(coefficients)
    writer.put(groupEffects)
  }

  /// Of the logit of any observation.
  private static let stepMax = 2.0

  private static func sum(
    _ step: (dense: [Double], groups: [Double]), _ row: Observation
  ) -> Double {
    var sum = step.dense[0] + (row.group >= 0 ? step.groups[row.group] : 0)
    for column in row.features.indices { sum += step.dense[column + 1] * row.features[column] }
    return sum
  }

  /// Of an end in one period.
  package func chance(_ features: [Double], group: Int) -> Double {
    var sum = intercept
    for column in coefficients.indices { sum += coefficients[column] * features[column] }
    if group >= 0 { sum += groupEffects[group] }
    return 1 / (1 + exp(-min(max(sum, -30), 30)))
  }

  /// Of an end within so many periods, from that of one.
  package static func chance(_ chance: Double, within periods: Double) -> Double {
    1 - pow(1 - chance, periods)
  }
}
