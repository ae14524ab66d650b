import Chats
import NLG

/// The facts of a listing for a model: typed values, fenced, so that what a cell says can be no
/// more than a value.
enum FactSheet {
  /// What is told, by the name under which a model sees it. What is derived from these is left out.
  private static let told: [(key: FactKey, name: String)] = [
    (.noun, "kind"), (.offer, "offered"), (.place, "place"), (.bedrooms, "bedrooms"),
    (.bathrooms, "bathrooms"), (.toilets, "toilets"), (.parking, "parking spaces"),
    (.area, "floor area"), (.plot, "plot"), (.year, "built in"), (.state, "state"),
    (.setting, "setting"), (.features, "features"), (.price, "price"),
    (.reference, "reference"), (.agent, "agent"),
  ]

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
