/// Remembers how the last texts were worded, so that the next can be worded differently.
///
/// Counts runs of four tokens over the last texts, in a table of counters that is indexed by hash:
/// two runs that share a counter make a text look a little less fresh than it is, and no more.
struct Freshness: Sendable {
  /// As many texts as a reader might see one after the other.
  static let textsMax = 500
  private static let run = 4
  private static let counterBits = 17

  private var counters = [UInt16](repeating: 0, count: 1 << counterBits)
  private var texts: [[UInt32]] = []
  private var next = 0
  private var wordings: Set<UInt64> = []

  /// How often, on average, the runs of a text were used lately. Its opening counts as much as all
  /// the rest: it is what a reader of a list sees.
  func staleness(_ tokens: [UInt32]) -> Double {
    var sum = 0
    var count = 0
    Freshness.forEachRun(tokens) { slot in
      sum += Int(counters[slot])
      count += 1
    }
    let opening = Int(counters[Freshness.openingSlot(tokens)])
    return Double(sum) / Double(max(count, 1)) + Double(opening)
  }

  /// Whether a text of lately was the same but for its facts.
  func isKnown(_ tokens: [UInt32]) -> Bool { wordings.contains(Freshness.hash(tokens[...])) }

  mutating func insert(_ tokens: [UInt32]) {
    add(1, for: tokens)
    wordings.insert(Freshness.hash(tokens[...]))
    if texts.count < Freshness.textsMax {
      texts.append(tokens)
      return
    }
    add(-1, for: texts[next])
    wordings.remove(Freshness.hash(texts[next][...]))
    texts[next] = tokens
    next = (next + 1) % Freshness.textsMax
  }

  private mutating func add(_ change: Int, for tokens: [UInt32]) {
    var slots = [Freshness.openingSlot(tokens)]
    Freshness.forEachRun(tokens) { slots.append($0) }
    for slot in slots {
      counters[slot] = UInt16(clamping: Int(counters[slot]) + change)
    }
  }

  private static func forEachRun(_ tokens: [UInt32], _ body: (Int) -> Void) {
    guard tokens.count >= run else { return }
    for start in 0...(tokens.count - run) {
      body(slot(hash(tokens[start..<(start + run)])))
    }
  }

  private static func openingSlot(_ tokens: [UInt32]) -> Int {
    slot(~hash(tokens.prefix(run)))
  }

  private static func slot(_ hash: UInt64) -> Int { Int(hash >> UInt64(64 - counterBits)) }

  private static func hash(_ tokens: ArraySlice<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for token in tokens { hash = (hash ^ UInt64(token)) &* 0x9E37_79B9_7F4A_7C15 }
    return hash ^ (hash >> 29)
  }
}
