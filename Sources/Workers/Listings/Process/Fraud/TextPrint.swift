// Near-duplicate texts. Numbers, and the words of the listing's own places, count as one word each,
// so that a text that was copied to another town at another price is still the same. Each five
// words in a row give a hash; the print has in each of its 64 bits what most of them have there.
// Prints of nearly the same text differ in few bits, of different texts in about 32.
//
// How many hashes have a bit set is counted for all 64 bits at once, in vertical counters: plane p
// holds bit p of all counts, and adding a hash is adding with carry.
//
// Sources: Charikar, “Similarity estimation techniques from rounding algorithms”, STOC 2002; Manku,
// Jain, Das Sarma, “Detecting near-duplicates for web crawling”, WWW 2007 (64 bits, distance 3).

/// The print of a text: those of nearly the same texts differ in at most three bits.
struct TextPrint: Hashable, Sendable {
  let bits: UInt64

  /// Prints that differ in no more bits are of the same text.
  static let distanceMax = 3
  /// Two prints that differ in at most three bits share one of so many parts.
  static let partCount = 4
  /// Shorter texts are too much alike by chance.
  static let wordsMin = 20
  private static let wordsMax = 1000
  private static let wordsInRow = 5

  init(bits: UInt64) { self.bits = bits }

  /// Nil for a text that is too short.
  ///
  /// - Parameters:
  ///   - words: of the text, as ``TextWords`` finds them.
  ///   - places: words that stand for any place.
  init?(_ words: [TextWords.Word], places: Set<UInt64>) {
    if words.count < Self.wordsMin { return nil }
    var counts = BitCounts()
    var row = [UInt64](repeating: 0, count: Self.wordsInRow)
    for (index, word) in words.prefix(Self.wordsMax).enumerated() {
      row[index % Self.wordsInRow] = word.isNumber ? 1 : places.contains(word.hash) ? 2 : word.hash
      if index < Self.wordsInRow - 1 { continue }
      var hash: UInt64 = 0
      for offset in 1...Self.wordsInRow {
        hash = Self.mixed(hash &* 31 &+ row[(index + offset) % Self.wordsInRow])
      }
      counts.add(hash)
    }
    bits = counts.majority
  }

  /// Source: the finaliser of SplitMix64, Steele, Lea, Flood, OOPSLA 2014.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9e37_79b9_7f4a_7c15
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  func isNear(_ other: TextPrint) -> Bool {
    (bits ^ other.bits).nonzeroBitCount <= Self.distanceMax
  }

  /// Its parts as marks, by which the catalogue finds prints that may be near.
  var marks: [UInt64] {
    (0..<Self.partCount).map { index in
      var hash = ContentHash()
      hash.append(FraudSignal.text.rawValue)
      hash.append(index << 16 | Int(bits >> UInt64(index * 16) & 0xffff))
      return hash.value
    }
  }
}

/// How many of the hashes added have each of 64 bits set.
private struct BitCounts {
  private var planes = [UInt64](repeating: 0, count: 10)
  private var count = 0

  mutating func add(_ hash: UInt64) {
    count += 1
    var carry = hash
    for plane in planes.indices where carry != 0 {
      let sum = planes[plane] ^ carry
      carry &= planes[plane]
      planes[plane] = sum
    }
  }

  /// The bits that more than half of them have.
  var majority: UInt64 {
    var bits: UInt64 = 0
    for bit in UInt64(0)..<64 {
      var sum = 0
      for plane in planes.indices { sum |= Int(planes[plane] >> bit & 1) << plane }
      if 2 * sum > count { bits |= 1 << bit }
    }
    return bits
  }
}
