import Chats
import NLG

/// The facts of a listing for a model, fenced, so that what a cell says can be no more than a
/// value: typed values, or for models that are small words that need only be joined.
enum FactSheet {
  /// What is told, by the name under which a model sees it. What is derived from these is left
  /// out, and so is the agent: a column of agents has the names of people.
  private static let told: [(key: FactKey, name: String)] = [
    (.noun, "kind"), (.offer, "offered"), (.place, "place"), (.bedrooms, "bedrooms"),
    (.bathrooms, "bathrooms"), (.toilets, "toilets"), (.parking, "parking spaces"),
    (.area, "floor area"), (.plot, "plot"), (.year, "built in"), (.state, "state"),
    (.setting, "setting"), (.features, "features"), (.price, "price"),
    (.priceFrom, "price from"), (.offersOver, "offers over"), (.guidePrice, "guide price"),
    (.priceAround, "price around"),
    (.reference, "reference"),
  ]

  /// What stands before a value in a line, where one value is all of it.
  private static let named: [(key: FactKey, words: String)] = [
    (.area, "floor area "), (.plot, "plot "), (.year, "built in "), (.state, ""),
    (.setting, "in "),
  ]

  /// One fact a line, in the order and the words in which a text may say them; without the
  /// reference, which small models take for a place.
  static func lines(_ facts: Facts) -> String {
    let opening = [FactKey.noun, .offer, .place].compactMap { text($0, facts) }
    var lines: [String] = [opening.joined(separator: " "), English.list(rooms(facts))]
    for (key, words) in named {
      if let value = text(key, facts) { lines.append(words + value) }
    }
    let things = features(facts)
    if !things.isEmpty { lines.append("with \(English.list(things))") }
    for (key, name) in told.filter({ FactKey.prices.contains($0.key) }) {
      if let price = text(key, facts) { lines.append("\(name) \(price)") }
    }
    // A line has no way to write a sign by its number: so these become others.
    let written = lines.filter { !$0.isEmpty }.map { Spacing.single($0[...]) }
      .joined(separator: "\n")
    return written.replacing("<", with: "‹").replacing(">", with: "›")
  }

  private static func text(_ key: FactKey, _ facts: Facts) -> String? {
    switch facts[key]?.value {
    case .text(let text): text.isEmpty ? nil : text
    case .measure(let measure): measure.written
    default: nil
    }
  }

  /// In figures, which small models copy better than words.
  private static func rooms(_ facts: Facts) -> [String] {
    let nouns: [(FactKey, String)] = [
      (.bedrooms, "bedroom"), (.bathrooms, "bathroom"), (.toilets, "toilet"),
      (.parking, "parking space"),
    ]
    return nouns.compactMap { key, noun in
      switch facts[key]?.value {
      case .integer(let count): "\(count) \(noun)\(count == 1 ? "" : "s")"
      case .decimal(let count): "\(count) \(noun)\(count == 1 ? "" : "s")"
      default: nil
      }
    }
  }

  private static func features(_ facts: Facts) -> [String] {
    if case .list(let things) = facts[.features]?.value { things } else { [] }
  }

  static func text(_ facts: Facts) -> String {
    let members = told.compactMap { key, name in
      facts[key].map { JSONValue.Member(name: name, value: value($0.value)) }
    }
    // JSON may write any character by its number: so no cell can close the fence.
    return JSONValue.object(members).written.replacing("<", with: "\\u003c")
      .replacing(">", with: "\\u003e")
  }

  private static func value(_ value: Fact.Value) -> JSONValue {
    switch value {
    case .text(let text): .text(text)
    case .integer(let integer): .integer(integer)
    case .decimal(let figure): .number(figure.approximate)
    case .money(let money): .text(money.written)
    case .measure(let measure): .text(measure.written)
    case .list(let list): .texts(list)
    case .flag(let flag): .flag(flag)
    }
  }
}
