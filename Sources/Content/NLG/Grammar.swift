/// What may be said of a kind of thing, in which orders and in which words.
///
/// A grammar is a text file that a writer edits; `docs/language.md` tells how. It holds messages
/// (things to say), each with frames (ways to say it), and plans (orders of messages). Reading it
/// turns every fact's name into a number, so that asking which frames fit costs one comparison.
package struct Grammar: Sendable {
  /// Changes whenever texts would change; part of what a text is remembered by.
  package let version: String
  /// How long texts should be, by name, in words.
  package let lengths: [String: ClosedRange<Int>]

  /// The numbers of facts, flags, styles and lengths.
  let numbers: [FactKey: Int]
  let keys: [FactKey]
  /// For each fact the facts that are said with it, itself included; none for a free one, which may
  /// be said again and again.
  let says: [UInt128]
  let limits: Limits
  /// Other names for the subject.
  let names: Ways
  /// Things to say; each is left unsaid when none of its ways fits the facts.
  let messages: [Ways]
  let plans: [Plan]

  /// As many facts, flags, styles and lengths as one grammar may know.
  static let keysMax = 128

  /// How sentences grow, in words.
  struct Limits: Sendable {
    /// Statements are joined only up to this length.
    var sentence = 28
    /// A sentence longer than this gets nothing added behind.
    var tail = 20
    /// How much likelier than its weight says a frame is that can be joined with others.
    var favour = 4
    /// How often, in a hundred, two statements with one subject are joined.
    var join = 85
  }

  /// Ways to say one thing. What decides which of them fit lies side by side and apart from the
  /// words, because it is asked far more often than words are written.
  struct Ways: Sendable {
    private(set) var heads: [Head] = []
    private(set) var pieces: [[Piece]] = []

    mutating func append(_ way: (head: Head, pieces: [Piece])) {
      heads.append(way.head)
      pieces.append(way.pieces)
    }
  }

  /// When a way may be used, how likely it is beside others, and how it joins with its neighbours.
  struct Head: Sendable {
    enum Shape: Sendable {
      /// A sentence of its own.
      case sentence
      /// A sentence that begins with the subject, `{it} has …`: may follow a lead or an `and`.
      case clause
      /// `Built in {year},` before a clause.
      case lead
      /// `, built in {year}` behind a sentence that is open for it.
      case tail
    }

    var condition = Condition()
    var weight = 1
    var shape = Shape.sentence
    /// Whether a tail may follow: the frame ends in `…`.
    var isOpen = false
    var isPronoun = false
    /// Whether it holds a choice that may have no way that fits.
    var hasConditions = false
    /// All that it may say, the choices within it included.
    var mayState: UInt128 = 0
  }

  /// An order of messages. Those of one group may be joined into sentences.
  struct Plan: Sendable {
    let condition: Condition
    let weight: Int
    let groups: [Group]
  }

  struct Group: Sendable {
    let messages: [Int]
    let isShuffled: Bool
  }

  /// Which facts must be known, and which must not be; which must have been said, and which not.
  struct Condition: Equatable, Sendable {
    var needed: UInt128 = 0
    var excluded: UInt128 = 0
    var said: UInt128 = 0
    var unsaid: UInt128 = 0

    func holds(_ known: UInt128, said now: UInt128) -> Bool {
      known & needed == needed && known & excluded == 0 && now & said == said && now & unsaid == 0
    }
  }

  enum Piece: Sendable {
    case words(Words)
    /// A fact as it is written.
    case value(Int)
    /// The same, with a comma behind it when it has one in itself: `in Ikeja, Lagos,`.
    case enclosed(Int)
    /// A number and what it counts: `three shelves`.
    case count(Int, Noun)
    /// One of two words, by whether the fact counts one.
    case agree(Int, one: Words, other: Words)
    case subject
    /// `a` or `an`, by what comes to follow.
    case article
    case choice(Ways)
  }

  /// Fixed words, with the tokens that stand for them when texts are compared.
  struct Words: Sendable {
    let bytes: [UInt8]
    let tokens: [UInt32]

    init(_ text: some Sequence<UInt8>) {
      bytes = Array(text)
      tokens = bytes.split { !Words.isPart($0) }.map { word in
        var hash = FNV1a64()
        for byte in word { hash.combine(byte | 0x20) }
        let token = UInt32(truncatingIfNeeded: hash.value) | UInt32(Grammar.keysMax)
        return word.count > 3 ? token | Words.isLong : token & ~Words.isLong
      }
    }

    /// A bit of the tokens of words with more than three letters.
    static let isLong: UInt32 = 0x100

    private static func isPart(_ byte: UInt8) -> Bool {
      byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80
    }
  }
}

/// Why a grammar could not be read.
package struct GrammarError: Error, Equatable, CustomStringConvertible {
  /// 1-based; 0 for the grammar as a whole.
  package let line: Int
  package let reason: String

  package var description: String {
    line > 0 ? "line \(line) of the grammar: \(reason)" : "the grammar: \(reason)"
  }
}
