/// The numbers that facts allow a text to state.
struct Licences {
  struct Licence {
    let key: FactKey
    let figure: Figure
    let kind: Quantity.Kind
    let period: Period?
    /// The words after the number, when it was quoted from a text.
    let following: [String]
  }

  private let licences: [Licence]

  /// - Parameter names: Facts that are names; a number in one licenses nothing.
  init(facts: Facts, names: [FactKey], units: [Unit]) {
    licences = facts.all.filter { !names.contains($0.key) }.flatMap {
      Licences.licences(of: $0, units: units)
    }
  }

  /// The licences that cover a quantity: equal, or equal after the rounding its writing allows.
  func matching(_ quantity: Quantity) -> [Licence] {
    licences.filter { licence in
      Licences.isSame(licence.kind, quantity.kind)
        && (licence.figure == quantity.figure
          || quantity.step.map { licence.figure.isRounded(to: quantity.figure, step: $0) } ?? false)
    }
  }

  /// Whether a text among the facts has this number before the same word.
  func isQuoted(_ figure: Figure, before words: [String]) -> Bool {
    licences.contains { licence in
      licence.figure == figure && licence.following.first != nil
        && licence.following.first == words.first
    }
  }

  private static func isSame(_ licensed: Quantity.Kind, _ stated: Quantity.Kind) -> Bool {
    switch (licensed, stated) {
    case (.money(let licensed), .money(let stated)): !Set(licensed).isDisjoint(with: stated)
    default: licensed == stated
    }
  }

  private static func licences(of fact: Fact, units: [Unit]) -> [Licence] {
    func licence(_ figure: Figure, _ kind: Quantity.Kind, _ period: Period? = nil) -> [Licence] {
      [Licence(key: fact.key, figure: figure, kind: kind, period: period, following: [])]
    }
    switch fact.value {
    case .integer(let integer): return licence(Figure(integer), .plain)
    case .decimal(let figure): return licence(figure, .plain)
    case .measure(let measure): return licence(measure.value, .measure(measure.unit))
    case .money(let money):
      return licence(money.amount, .money([money.currency.code]), money.period)
    case .text, .list, .flag:
      return fact.value.texts.flatMap { quoted(in: $0, key: fact.key, units: units) }
    }
  }

  /// What is read out of a text among the facts may be said again.
  private static func quoted(in text: String, key: FactKey, units: [Unit]) -> [Licence] {
    var reader = QuantityReader(Lexer.tokens(of: text), units: units)
    return reader.run { _ in false }.map { quantity in
      Licence(
        key: key, figure: quantity.figure, kind: quantity.kind, period: quantity.period,
        following: quantity.following)
    }
  }
}
