/// Whole units of a currency as the minor units that a plan keeps.
enum Amounts {
  /// Rounded; an amount that no integer holds becomes nearly the largest or least that one may be.
  static func minorUnits(_ amount: Double) -> Int {
    let units = (amount * Double(MoneyParser.minorUnits)).rounded()
    guard units.magnitude < 9e18 else { return units > 0 ? Int.max / 2 : Int.min / 2 }
    return Int(units)
  }

  /// An estimate in three figures: it knows no more.
  static func rounded(_ amount: Double) -> Int {
    var step = 1.0 / Double(MoneyParser.minorUnits)
    while amount / step >= 1000 { step *= 10 }
    return minorUnits((amount / step).rounded() * step)
  }

  /// As prices are written: on the grid of 1, 2, 5, 10, 20, … whose step is at most 1 %.
  static func asked(_ amount: Double) -> Int {
    var step = 1.0 / Double(MoneyParser.minorUnits)
    var next = 0
    while step * growth[next] * 100 <= amount {
      step *= growth[next]
      next = (next + 1) % growth.count
    }
    return minorUnits((amount / step).rounded() * step)
  }

  /// From 1 to 2, from 2 to 5, from 5 to 10.
  private static let growth = [2.0, 2.5, 2.0]
}
