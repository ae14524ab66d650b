/// The numbers that facts allow a text to state.
struct Licences {
  struct Licence {
    let key: FactKey
    let figure: Figure
    let kind: Quantity.Kind
    let period: Period?
    /// The words after the number, when it was quoted from a text.
    let following: [String]

    /// `£750 per m²`: the amount alone would be that of the whole.
    var isPerUnit: Bool { period == nil && following.first == "per" }
  }

  private var licences: [Licence] = []
  /// The words of all texts among the facts.
  private(set) var words: Set<String> = []
  /// These texts.
  private var texts: [[Token]] = []

  /// - Parameter names: Facts that are names; a number or a word in one licenses nothing.
  init(facts: Facts, names: [FactKey], units: [Unit]) {
    for fact in facts.all where !names.contains(fact.key) { insert(fact, units) }
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

  /// Whether these words stand one after the other in a text among the facts.
  func areQuoted(_ words: [String]) -> Bool {
    texts.contains { !PhraseIndex<Void>.places(of: words, in: $0).isEmpty }
  }

  private static func isSame(_ licensed: Quantity.Kind, _ stated: Quantity.Kind) -> Bool {
    switch (licensed, stated) {
    case (.money(let licensed), .money(let stated)): !Set(licensed).isDisjoint(with: stated)
    default: licensed == stated
    }
  }

  private mutating func insert(_ fact: Fact, _ units: [Unit]) {
    switch fact.value {
    case .integer(let integer): insert(fact.key, Figure(integer), .plain)
    case .decimal(let figure): insert(fact.key, figure, .plain)
    case .measure(let measure): insert(fact.key, measure.value, .measure(measure.unit))
    case .money(let money):
      insert(fact.key, money.amount, .money([money.currency.code]), money.period)
    case .text(let text): insert(quotedIn: text, fact.key, units)
    case .list(let texts): for text in texts { insert(quotedIn: text, fact.key, units) }
    case .flag: break
    }
  }

  private mutating func insert(
    _ key: FactKey, _ figure: Figure, _ kind: Quantity.Kind, _ period: Period? = nil
  ) {
    licences.append(Licence(key: key, figure: figure, kind: kind, period: period, following: []))
  }

  /// What is read out of a text among the facts may be said again.
  private mutating func insert(quotedIn text: String, _ key: FactKey, _ units: [Unit]) {
    let tokens = Lexer.tokens(of: text)
    for token in tokens where token.kind == .word { words.insert(token.text) }
    texts.append(tokens)
    var reader = QuantityReader(tokens, units: units)
    for quantity in reader.run(skipping: { _ in false }) {
      licences.append(
        Licence(
          key: key, figure: quantity.figure, kind: quantity.kind, period: quantity.period,
          following: quantity.following))
    }
  }
}
