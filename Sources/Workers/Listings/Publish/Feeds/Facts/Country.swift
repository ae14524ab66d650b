/// A country, with its codes of ISO 3166-1.
struct Country: Sendable {
  /// `NG`
  let code: String
  /// `NGA`
  let longCode: String
  let name: String

  /// The country that a name or either code means; nil when none is known.
  static func named(_ text: String) -> Country? {
    byName[folded(text)]
  }

  /// - Parameter code: two letters.
  static func coded(_ code: String) -> Country? {
    code.utf8.count == 2 ? named(code) : nil
  }

  /// Whether a place that is called like another country is a part of this one.
  func hasRegion(_ place: String) -> Bool { Self.regions[code] == Self.folded(place) }

  private static let regions = ["US": "georgia", "NG": "niger", "BE": "luxembourg"]

  private static let byName: [String: Country] = {
    var table: [String: Country] = [:]
    for line in String(decoding: PackageResources.countries_txt, as: UTF8.self)
      .split(separator: "\n") where line.first != "#"
    {
      let parts = line.split(separator: ":", maxSplits: 1)
      let codes = parts[0].split(separator: " ").map(String.init)
      let names = parts[1].split(separator: ",").map { String($0.drop { $0 == " " }) }
      let country = Country(code: codes[0], longCode: codes[1], name: names[0])
      for name in names + codes { table[folded(name)] = country }
    }
    return table
  }()

  private static func folded(_ text: String) -> String { text.lowercased() }
}
