// A query as it stands in an address: `place=failed&text=march&older=2h&sort=name`. Each value is
// checked, and what is not understood is said rather than left out.
extension ItemQuery {
  /// What is wrong with a query.
  package struct Fault: Error, Equatable, CustomStringConvertible {
    package let name: String
    package let value: String
    /// What could stand there.
    package let expected: String

    package var description: String { "\(name)=\(value) means nothing: \(expected)" }
  }

  /// The names that ``init(parameters:)`` understands.
  package static let names = [
    "place", "progress", "worker", "business", "rule", "outcome", "text", "older", "younger",
    "parent", "sort", "order",
  ]
  private static let textCharactersMax = 200

  /// - Parameter parameters: in order; `place` may come several times. Empty values and other names
  ///   are passed over.
  /// - Throws: ``Fault``.
  package init(parameters: [(name: String, value: String)]) throws(Fault) {
    for (name, value) in parameters where !value.isEmpty {
      if value.count > Self.textCharactersMax {
        throw Fault(name: name, value: "…", expected: "at most 200 characters")
      }
      try set(name, value)
    }
  }

  private mutating func set(_ name: String, _ value: String) throws(Fault) {
    switch name {
    case "place": places.append(try Self.choice(name, value))
    case "progress": progress = try Self.choice(name, value)
    case "worker": worker = value
    case "business": business = value
    case "rule": rule = value
    case "outcome": outcome = value
    case "text": text = value
    case "older": olderThanSeconds = try Self.seconds(name, value)
    case "younger": youngerThanSeconds = try Self.seconds(name, value)
    case "parent":
      guard let id = ItemID(value) else {
        throw Fault(name: name, value: value, expected: "the number of an item")
      }
      parent = id
    case "sort": sort = try Self.choice(name, value)
    case "order":
      guard ["up", "down"].contains(value) else {
        throw Fault(name: name, value: value, expected: "up, down")
      }
      isAscending = value == "up"
    default: break
    }
  }

  /// The same query as ``init(parameters:)`` reads it.
  package var parameters: [(name: String, value: String)] {
    var result = places.map { (name: "place", value: $0.rawValue) }
    let texts: [(String, String?)] = [
      ("progress", progress?.rawValue), ("worker", worker), ("business", business), ("rule", rule),
      ("outcome", outcome), ("text", text), ("older", olderThanSeconds.map(Self.age)),
      ("younger", youngerThanSeconds.map(Self.age)),
      ("parent", parent.map { String($0.number) }),
      ("sort", sort == .arrival ? nil : sort.rawValue), ("order", isAscending ? "up" : nil),
    ]
    for (name, value) in texts {
      if let value, !value.isEmpty { result.append((name, value)) }
    }
    return result
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ value: String
  ) throws(Fault) -> Choice {
    guard let choice = Choice(rawValue: value) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw Fault(name: name, value: value, expected: all)
    }
    return choice
  }

  private static let units: [(letter: Character, seconds: Double)] = [
    ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// Reads `90s`, `15m`, `2h`, `3d`.
  private static func seconds(_ name: String, _ value: String) throws(Fault) -> Double {
    guard let unit = units.first(where: { $0.letter == value.last }),
      let number = Double(value.dropLast()), number >= 0, number < 1e7
    else { throw Fault(name: name, value: value, expected: "90s, 15m, 2h, 3d") }
    return number * unit.seconds
  }

  private static func age(_ seconds: Double) -> String {
    for unit in units where seconds >= unit.seconds {
      let number = seconds / unit.seconds
      if number == number.rounded() { return "\(Int(number))\(unit.letter)" }
    }
    return "\(seconds)s"
  }
}
