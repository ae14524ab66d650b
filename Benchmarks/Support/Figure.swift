/// One measured figure, beside what a peer did in the same run.
struct Figure {
  /// What the figure should be.
  enum Target {
    case atLeast(Double)
    case atMost(Double)
    /// So many times the peer's figure, or more.
    case timesPeer(Double)
    /// So many times the peer's figure, or less.
    case atMostTimesPeer(Double)
    case none
  }

  let name: String
  let value: Double
  let unit: String
  var peer: String?
  var peerValue: Double?
  var target: Target = .none
  /// Of several runs, smallest and largest; or why something is missing.
  var note = ""

  /// How the figure stands to the peer's, or to its limit.
  var ratio: Double? {
    switch target {
    case .atLeast(let limit), .atMost(let limit): limit == 0 ? nil : value / limit
    case .timesPeer, .atMostTimesPeer, .none: peerValue.map { value / $0 }
    }
  }

  /// nil: nothing to hold it against.
  var isMet: Bool? {
    switch target {
    case .atLeast(let limit): value >= limit
    case .atMost(let limit): value <= limit
    case .timesPeer(let times): peerValue.map { value >= times * $0 }
    case .atMostTimesPeer(let times): peerValue.map { value <= times * $0 }
    case .none: nil
    }
  }

  var targetText: String {
    switch target {
    case .atLeast(let limit): "≥ \(Figure.text(limit))"
    case .atMost(let limit): "≤ \(Figure.text(limit))"
    case .timesPeer(let times): "≥ \(Figure.text(times)) ×"
    case .atMostTimesPeer(let times): "≤ \(Figure.text(times)) ×"
    case .none: ""
    }
  }

  /// Three digits that count.
  static func text(_ number: Double) -> String {
    if number.isNaN { return "—" }
    let magnitude = abs(number)
    if magnitude >= 100 || magnitude == magnitude.rounded() { return "\(Int(number.rounded()))" }
    let decimals = magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3
    return fixed(number, decimals)
  }

  private static func fixed(_ number: Double, _ decimals: Int) -> String {
    let scale = [1.0, 10, 100, 1000][decimals]
    let scaled = Int((abs(number) * scale).rounded())
    let digits = String(scaled % Int(scale))
    let fraction = String(repeating: "0", count: decimals - digits.count) + digits
    return "\(number < 0 ? "-" : "")\(scaled / Int(scale)).\(fraction)"
  }
}
