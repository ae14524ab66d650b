/// Checks a text against the facts it should rest on, whoever wrote the text.
///
/// Every number, amount and measure in the text must be borne out by a fact; every fact that must
/// be told has to be found; banned phrases and faults of writing are named. The gate reads the text
/// with a lexer of its own and shares no state with the realiser, so each can catch the other's
/// errors.
///
/// ```swift
/// let gate = Gate(
///   must: [.shelves, .price], nouns: [.shelves: ["shelf", "shelves"]],
///   claims: [Gate.Claim("solid oak", evidence: ["oak"])],
///   banned: [Gate.Phrase("best deal", category: "hype")])
/// let findings = gate.check("It has four shelves.", facts: facts)
/// // number: “four shelves”: shelves is 3. missing: price is not mentioned.
/// ```
package struct Gate: Sendable {
  /// A phrase that must not occur, and the kind of wrong that it is.
  package struct Phrase: Sendable {
    let words: String
    let category: String

    package init(_ words: String, category: String) {
      self.words = words
      self.category = category
    }
  }

  /// A phrase that says something checkable: it may stand only when the facts say the same, or
  /// have a word of evidence.
  package struct Claim: Sendable {
    let words: String
    let evidence: [String]

    /// - Parameter evidence: Beginnings of words, in lower case; a text among the facts, names
    ///   aside, must have a word that begins with one of them.
    package init(_ words: String, evidence: [String]) {
      self.words = words
      self.evidence = evidence
    }
  }

  /// What the gate found wrong.
  package struct Finding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case number
      case money
      case measure
      case period
      case claim
      case missing(FactKey)
      case banned(String)
      case writing
      case length

      /// One word, for a report.
      package var code: String {
        switch self {
        case .number: "number"
        case .money: "money"
        case .measure: "measure"
        case .period: "period"
        case .claim: "claim"
        case .missing: "missing"
        case .banned(let category): category
        case .writing: "writing"
        case .length: "length"
        }
      }
    }

    package let kind: Kind
    /// Where it stands, in bytes of the text; empty when it is what the text lacks.
    package let place: Range<Int>
    /// The words of the text that are meant; empty when it is what the text lacks.
    package let excerpt: String
    /// A sentence for people, and for an author who is to mend the text.
    package let reason: String
  }

  /// How long texts and sentences may be, in words.
  package struct Limits: Sendable {
    let sentenceWordsMax: Int
    let words: ClosedRange<Int>

    package init(sentenceWordsMax: Int = 40, words: ClosedRange<Int> = 1...400) {
      self.sentenceWordsMax = sentenceWordsMax
      self.words = words
    }
  }

  let must: [FactKey]
  let names: [FactKey]
  let limits: Limits
  let units: [Unit]
  let nounKeys: [String: FactKey]
  /// What a measure may be told of, by its words; empty: of whatever.
  let subjects: [String: FactKey]
  /// Of these facts the last word of each text is a subject, too.
  let thingKeys: [FactKey]
  let claims: PhraseIndex<Claim>
  let banned: PhraseIndex<Phrase>

  /// - Parameters:
  ///   - must: Facts that the text has to tell when they are known.
  ///   - nouns: The words that each counted fact counts, so that `three drawers` is not excused by
  ///     three of something else. A word counts for one fact only.
  ///   - subjects: The words for what each fact is, so that the measure of one is not told of
  ///     another: `the plot measures 118 m²`. Empty: that is not looked at.
  ///   - things: Facts that name things, of which nothing is measured.
  ///   - names: Facts that are names, of places or people; what they say is neither number nor
  ///     phrase.
  ///   - units: Units to know besides the usual ones.
  package init(
    must: [FactKey] = [], nouns: [FactKey: [String]] = [:],
    subjects: [FactKey: [String]] = [:], things: [FactKey] = [], claims: [Claim] = [],
    banned: [Phrase] = [], names: [FactKey] = [], units: [Unit] = [], limits: Limits = Limits()
  ) {
    self.must = must
    self.names = names
    self.units = units
    self.limits = limits
    nounKeys = Self.keys(nouns)
    self.subjects = Self.keys(subjects)
    thingKeys = things
    self.claims = PhraseIndex(claims.map { ($0.words, $0) })
    self.banned = PhraseIndex(banned.map { ($0.words, $0) })
  }

  private static func keys(_ words: [FactKey: [String]]) -> [String: FactKey] {
    let pairs = words.sorted { $0.key < $1.key }.flatMap { key, words in
      words.map { ($0.lowercased(), key) }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Whether no text may have these words: a banned phrase, or what stands for something that was
  /// to be filled in.
  package func refuses(_ words: String) -> Bool {
    let tokens = Lexer.tokens(of: words)
    return tokens.contains { Mechanics.isPlaceholder($0) } || !banned.matches(in: tokens).isEmpty
  }

  /// All that is wrong with the text, in the order number and claim, missing, banned, writing.
  package func check(_ text: String, facts: Facts) -> [Finding] {
    var reading = Reading(text, facts: facts, gate: self)
    reading.checkQuantities()
    reading.checkClaims()
    reading.checkMissing()
    reading.checkBanned()
    return reading.findings
      + Mechanics(text, tokens: reading.tokens, isName: reading.isName, limits: limits)
      .findings()
  }
}
