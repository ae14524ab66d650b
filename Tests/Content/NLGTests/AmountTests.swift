import Testing

@testable import NLG

@Suite struct `An amount of money` {
  @Test(
    arguments: [
      ("NGN", 2_500_000_000, nil, "₦25,000,000"),
      ("GBP", 120_000, .month, "£1,200 per month"),
      ("GBP", 120_050, nil, "£1,200.50"),
      ("USD", 99, nil, "$0.99"),
      ("ZAR", 150_000_000, nil, "R\u{A0}1\u{A0}500\u{A0}000"),
      ("KES", 850_000_000, .year, "KSh\u{A0}8,500,000 per year"),
      ("GHS", 70_000, .night, "GH₵700 per night"),
      ("XOF", 250_000, nil, "250\u{A0}000\u{A0}CFA"),
      ("INR", 1_500_000_00, nil, "₹15,00,000"),
      ("BRL", 123_456_789, nil, "R$1.234.567,89"),
      ("JPY", 5_000, nil, "¥5,000"),
      ("XYZ", 100_000, nil, "XYZ\u{A0}1,000"),
      ("USD", -500, nil, "−$5"),
      ("usd", 0, nil, "$0"),
    ] as [(String, Int, Period?, String)])
  func `is written as its currency asks`(
    _ code: String, _ minorUnits: Int, _ period: Period?, _ expected: String
  ) {
    let money = Money(minorUnits: minorUnits, currency: Currency(code: code), period: period)
    #expect(money.written == expected)
  }
}

@Suite struct `A measure` {
  @Test(arguments: [
    (85, Unit.squareMetres, "85 m²"), (1200, .squareFeet, "1,200 sq ft"), (1, .acres, "1 acre"),
    (2, .acres, "2 acres"), (40, .percent, "40%"), (1, .hours, "1 hour"),
  ])
  func `is written with its unit`(_ value: Int, _ unit: Unit, _ expected: String) {
    #expect(Measure(Figure(value), unit).written == expected)
  }
}

@Suite struct `The generator` {
  /// The first values of the reference implementation for the seed 1234567.
  @Test func `gives the published sequence`() {
    var generator = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    ]
    #expect((0..<3).map { _ in generator.next() } == expected)
  }

  @Test func `draws by weight`() {
    var generator = SplitMix64(seed: 7)
    var counts = ["a": 0, "b": 0, "c": 0]
    for _ in 0..<4_000 {
      let drawn = generator.pick(from: ["a", "b", "c"]) { $0 == "a" ? 3 : $0 == "b" ? 1 : 0 }
      counts[drawn ?? "", default: 0] += 1
    }
    #expect(counts["c"] == 0)
    #expect((2_850...3_150).contains(counts["a"] ?? 0))
  }

  @Test func `has nothing to draw from nothing`() {
    var generator = SplitMix64(seed: 7)
    #expect(generator.pick(from: [Int]()) == nil)
    #expect(generator.pick(from: [1, 2], weight: { _ in 0 }) == nil)
  }

  @Test func `keeps all elements when it shuffles`() {
    var generator = SplitMix64(seed: 7)
    let shuffled = generator.shuffled(Array(0..<20))
    #expect(shuffled.sorted() == Array(0..<20))
    #expect(shuffled != Array(0..<20))
  }

  /// Test vectors of RFC 9923.
  @Test(
    arguments: [
      ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
    ] as [(String, UInt64)])
  func `is seeded by a hash that never changes`(_ text: String, _ expected: UInt64) {
    #expect(FNV1a64.hash(text) == expected)
  }
}
