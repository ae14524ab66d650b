import Foundation

/// The Beta distribution: what is believed of a rate after some successes and failures.
package struct Beta: Sendable, Hashable {
  package let alpha: Double
  package let beta: Double

  /// - Parameters: both above 0.
  package init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && beta > 0, "a Beta distribution has two weights above 0")
    self.alpha = alpha
    self.beta = beta
  }

  package var mean: Double { alpha / (alpha + beta) }

  /// One draw: of two gammas the first's share.
  package func draw(_ generator: inout some RandomNumberGenerator) -> Double {
    let first = Self.gamma(alpha, &generator)
    let second = Self.gamma(beta, &generator)
    return first + second > 0 ? first / (first + second) : mean
  }

  /// Marsaglia, Tsang: “A simple method for generating gamma variables”,
  /// doi:10.1145/358407.358414; shapes below 1 by the power of a uniform.
  private static func gamma(
    _ shape: Double, _ generator: inout some RandomNumberGenerator
  ) -> Double {
    if shape < 1 {
      let boost = pow(uniform(&generator), 1 / shape)
      return gamma(shape + 1, &generator) * boost
    }
    let d = shape - 1 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let normal = normal(&generator)
      let cube = pow(1 + c * normal, 3)
      if cube <= 0 { continue }
      let limit = 0.5 * normal * normal + d - d * cube + d * log(cube)
      if log(uniform(&generator)) < limit { return d * cube }
    }
  }

  /// In (0, 1).
  private static func uniform(_ generator: inout some RandomNumberGenerator) -> Double {
    (Double(generator.next() >> 11) + 0.5) * 0x1p-53
  }

  /// Box and Muller.
  private static func normal(_ generator: inout some RandomNumberGenerator) -> Double {
    let radius = (-2 * log(uniform(&generator))).squareRoot()
    return radius * cos(2 * .pi * uniform(&generator))
  }

  /// The range that holds the rate with a probability, the same on both sides.
  package func interval(_ probability: Double) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    return quantile(tail)...quantile(1 - tail)
  }

  private func quantile(_ probability: Double) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularised incomplete beta function, by its continued fraction (Lentz).
  func cumulative(_ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let scale: Double = lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta)
    let powers: Double = alpha * log(x) + beta * log(1 - x)
    let front: Double = exp(scale + powers)
    return x < (alpha + 1) / (alpha + beta + 2)
      ? front * Self.fraction(x, alpha, beta) / alpha
      : 1 - front * Self.fraction(1 - x, beta, alpha) / beta
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...300 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-12 { break }
    }
    return result
  }
}
