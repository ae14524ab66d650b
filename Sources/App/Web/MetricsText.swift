/// Figures in the text format of Prometheus, version 0.0.4.
package struct MetricsText: Sendable {
  package enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  private var text = ""
  private var prefix = Self.ours
  private static let ours = "dropmill_"

  package init() {}

  package var bytes: [UInt8] { Array(text.utf8) }

  /// Begins a family; its samples follow.
  ///
  /// - Parameter isOurs: whether the name gets our prefix, and those of its samples.
  package mutating func family(
    _ name: String, _ kind: Kind, _ help: String, isOurs: Bool = true
  ) {
    prefix = isOurs ? Self.ours : ""
    text += "# HELP \(prefix)\(name) \(help)\n# TYPE \(prefix)\(name) \(kind.rawValue)\n"
  }

  /// - Parameter labels: few, and of few values.
  package mutating func sample(
    _ name: String, _ labels: KeyValuePairs<String, String>, _ value: Double
  ) {
    let list = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    text += "\(prefix)\(name)\(list.isEmpty ? "" : "{\(list)}") \(number)\n"
  }

  package mutating func histogram(
    _ name: String, _ labels: KeyValuePairs<String, String>, _ histogram: Histogram
  ) {
    let list = labels.map { "\($0)=\"\(Self.escaped($1))\"," }.joined()
    var below = 0
    for (bound, count) in zip(histogram.bounds, histogram.counts) {
      below += count
      text += "\(prefix)\(name)_bucket{\(list)le=\"\(bound)\"} \(below)\n"
    }
    text += "\(prefix)\(name)_bucket{\(list)le=\"+Inf\"} \(histogram.count)\n"
    sample("\(name)_sum", labels, histogram.sum)
    sample("\(name)_count", labels, Double(histogram.count))
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }
}
