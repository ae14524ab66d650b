/// How numbers of a country are dialled: from `Resources/telephones.txt`.
struct DiallingPlan: Sendable {
  /// `234`
  let code: String
  /// What goes before a number within the country: `0`; empty where nothing does.
  let prefix: String
  /// How many figures a number has without either.
  let lengths: ClosedRange<Int>

  /// - Parameter figures: as they are dialled within the country, or with its code.
  /// - Returns: with the code; nil where that is not sure.
  func international(_ figures: String) -> String? {
    let behindCode = figures.hasPrefix(code) ? figures.dropFirst(code.count) : ""
    let readings = Set([number(in: figures[...]), number(in: behindCode)].compactMap { $0 })
    return readings.count == 1 ? readings.first.map { code + $0 } : nil
  }

  /// The number alone. Where others begin with a prefix, one without it may lack its area, unless
  /// it is as long as they get.
  func number(in figures: Substring) -> Substring? {
    let rest = figures.dropFirst(prefix.count)
    if prefix.isEmpty { return lengths.contains(figures.count) ? figures : nil }
    if figures.hasPrefix(prefix) { return lengths.contains(rest.count) ? rest : nil }
    return figures.count == lengths.upperBound ? figures : nil
  }

  static func of(_ country: Country) -> DiallingPlan? { byCountry[country.code] }

  /// Those of the countries that share the code that a number begins with.
  static func sharing(codeOf figures: String) -> [DiallingPlan] {
    (1...codeLengthMax).lazy.compactMap { byCode[String(figures.prefix($0))] }.first ?? []
  }

  /// No code begins another one.
  private static let codeLengthMax = 3

  private static let byCode = Dictionary(grouping: byCountry.values, by: \.code)

  private static let byCountry: [String: DiallingPlan] = {
    var plans: [String: DiallingPlan] = [:]
    for line in String(decoding: PackageResources.telephones_txt, as: UTF8.self)
      .split(separator: "\n") where line.first != "#"
    {
      let parts = line.split(separator: " ").map(String.init)
      guard parts.count == 5, let least = Int(parts[3]), let most = Int(parts[4]), least <= most
      else { preconditionFailure("telephones.txt: “\(line)” has not the five parts it needs") }
      plans[parts[0]] = DiallingPlan(
        code: parts[1], prefix: parts[2] == "-" ? "" : parts[2], lengths: least...most)
    }
    return plans
  }()
}
