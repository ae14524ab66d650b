import Testing

@testable import Listings

@Suite struct `An asked price` {
  @Test(arguments: [
    // As written: minor units of the lower end, upper end, currency, period, per square metre.
    ("252000000", 25_200_000_000, nil, nil, Price.Period.once, false),
    ("₦252,000,000", 25_200_000_000, nil, "NGN", .once, false),
    ("N25m", 2_500_000_000, nil, "NGN", .once, false),
    ("NGN 25,000,000", 2_500_000_000, nil, "NGN", .once, false),
    ("KSh 85,000", 8_500_000, nil, "KES", .once, false),
    ("R 1 500 000", 150_000_000, nil, "ZAR", .once, false),
    ("R1\u{a0}500\u{a0}000", 150_000_000, nil, "ZAR", .once, false),
    ("R$8,000", 800_000, nil, "BRL", .once, false),
    ("£1,200 pcm", 120_000, nil, "GBP", .month, false),
    ("GH₵4,500,000", 450_000_000, nil, "GHS", .once, false),
    ("Price:GH₵4,500,000", 450_000_000, nil, "GHS", .once, false),
    ("US$1,250.50", 125_050, nil, "USD", .once, false),
    ("€ 350.000", 35_000_000, nil, "EUR", .once, false),
    ("1.250.000,50", 125_000_050, nil, nil, .once, false),
    ("1,25,00,000", 1_250_000_000, nil, nil, .once, false),
    ("₹45.5 lakh", 455_000_000, nil, "INR", .once, false),
    ("2 Cr", 2_000_000_000, nil, nil, .once, false),
    ("1.2bn", 120_000_000_000, nil, nil, .once, false),
    ("1.2 - 1.5m", 120_000_000, 150_000_000, nil, .once, false),
    ("£275,000 – £285,000", 27_500_000, 28_500_000, "GBP", .once, false),
    ("750,000/sqm", 75_000_000, nil, nil, .once, true),
    ("$100 per sq ft", 107_639, nil, "USD", .once, true),
    ("280,000,000/year", 28_000_000_000, nil, nil, .year, false),
    ("1.5m per annum", 150_000_000, nil, nil, .year, false),
    ("2,000 p.a.", 200_000, nil, nil, .year, false),
    ("£350 pw", 35_000, nil, "GBP", .week, false),
    ("95 EUR per night", 9_500, nil, "EUR", .night, false),
    ("95 EUR per day", 9_500, nil, "EUR", .day, false),
    ("N50k/n", 5_000_000, nil, "NGN", .night, false),
    ("N50k daily", 5_000_000, nil, "NGN", .day, false),
    ("was £280000 now £260000", 26_000_000, nil, "GBP", .once, false),
    ("£260,000 (was £280,000)", 26_000_000, nil, "GBP", .once, false),
    ("Reduced from £300000 to £280000", 28_000_000, nil, "GBP", .once, false),
    ("£280,000 reduced by £20,000", 28_000_000, nil, "GBP", .once, false),
    ("Reduced to £280,000", 28_000_000, nil, "GBP", .once, false),
    ("£1,650 pcm / £381 pw", 165_000, nil, "GBP", .month, false),
    ("£120,000 (£85/sqft)", 12_000_000, nil, "GBP", .once, false),
    ("₦80m (1,200 sqm)", 8_000_000_000, nil, "NGN", .once, false),
    ("₹1 Cr 25 Lakh", 1_250_000_000, nil, "INR", .once, false),
    ("£950 pcm, deposit £1,000", 95_000, nil, "GBP", .month, false),
    ("₦8m per annum + ₦2m service charge", 800_000_000, nil, "NGN", .year, false),
    ("£310,000 from 1 May 2025", 31_000_000, nil, "GBP", .once, false),
    ("£310,000 3 bed", 31_000_000, nil, "GBP", .once, false),
    ("Rent - £500", 50_000, nil, "GBP", .once, false),
  ])
  func `is read as it is written`(
    _ text: String, _ minorUnits: Int, _ maximum: Int?, _ currency: String?,
    _ period: Price.Period, _ isPerArea: Bool
  ) {
    let expected = Price(
      minorUnits: minorUnits, maximumMinorUnits: maximum, currency: currency, period: period,
      isPerArea: isPerArea)
    #expect(asked(text) == .value(.price(expected)))
  }

  @Test(
    arguments: [
      ("From £310,000", .from), ("Starting from £310,000", .from), ("from 310,000 GBP", .from),
      ("Offers over £310,000", .offersOver), ("Offers in excess of £310,000", .offersOver),
      ("£310,000 OIEO", .offersOver), ("Guide price £310,000", .guide),
      ("Guide Price: £310,000", .guide), ("£310,000 (guide price)", .guide),
      ("OIRO £310,000", .around), ("Offers in the region of £310,000", .around),
      ("circa £310k", .around), ("Fixed price £310,000", .fixed), ("£310,000", nil),
      ("Price £310,000", nil), ("£310,000 ono", nil),
      ("£310,000 offers over", .offersOver), ("£310,000 - offers in excess of", .offersOver),
      ("£310,000 from 1 May", nil), ("£310,000 over two floors", nil),
    ] as [(String, Price.Qualifier?)])
  func `keeps the word that stands beside its figure`(_ text: String, _ word: Price.Qualifier?) {
    let price = Price(minorUnits: 31_000_000, currency: "GBP", period: .once, qualifier: word)
    #expect(asked(text, MoneyParser(currency: "GBP")) == .value(.price(price)))
  }

  @Test func `from one figure to another is a range`() {
    let price = Price(
      minorUnits: 30_000_000, maximumMinorUnits: 40_000_000, currency: "GBP", period: .once)
    #expect(asked("from £300,000 to £400,000") == .value(.price(price)))
  }

  @Test(arguments: ["POA", "Price on request", "Sem info", "Incluso", "Call agent"])
  func `may be words on purpose`(_ text: String) {
    #expect(asked(text) == .value(.words))
  }

  @Test(arguments: ["", "-", "—", "n/a", "NaN", "null", "NGN"])
  func `may be missing`(_ text: String) {
    #expect(asked(text) == .missing)
  }

  @Test(arguments: [
    ("0", "a price of 0 is no price"),
    ("-5000", "a price cannot be negative"),
    ("-£5000", "a price cannot be negative"),
    ("£ -5,000", "a price cannot be negative"),
    ("-€ 250.000", "a price cannot be negative"),
    ("£25O.000", "a letter stands among its figures"),
    ("£300,000 £320,000", "it names two amounts, and does not say which is the price"),
    ("£300,000 or 320,000", "it names two amounts, and does not say which is the price"),
    ("£180,000 for 50% share", "it is the price of a share"),
    ("£500 per person per month", "it is the price for each person"),
    ("£650 pppw", "it is the price for each person"),
    ("£900 per quarter", "it is the price for a time that is no night, week, month or year"),
    ("$50/hour", "it is the price for a time that is no night, week, month or year"),
    ("₦2,400,000 for 2 years", "it is the price for several years, months or weeks"),
    ("was £300,000", "it says only what the price was, or what is asked besides it"),
    ("three million", "there is no number in it"),
    ("£5,000 or $6,000", "it names two currencies"),
    ("99999999999999999999", "the number is too large for a price"),
    ("999999999999 bn", "the number is too large for a price"),
    ("90000000000000 bn 1 m", "the number is too large for a price"),
    ("90000000000000000 per sqft", "the number is too large for a price"),
    ("1 per acre", "a price of 0 is no price"),
  ])
  func `is refused with a reason`(_ text: String, _ reason: String) {
    #expect(asked(text) == .unreadable(reason))
  }

  @Test func `takes currency, period and unit from column and rule`() {
    let parser = MoneyParser(currency: "INR", period: .month, unit: 100_000)
    let price = Price(minorUnits: 390_700_000, currency: "INR", period: .month)
    #expect(asked("39.07", parser) == .value(.price(price)))
    #expect(asked("$5", MoneyParser(ruleCurrency: "AUD")).currency == "AUD")
    #expect(asked("$5", MoneyParser(ruleCurrency: "KES")).currency == "USD")
  }
}

private func asked(
  _ text: String, _ parser: MoneyParser = MoneyParser()
) -> Reading<MoneyParser.Asked> {
  parser.read(tokens(of: text))
}

extension Reading<MoneyParser.Asked> {
  fileprivate var currency: String? {
    guard case .price(let price)? = value else { return nil }
    return price.currency
  }
}

func tokens(of text: String, _ mark: DecimalMark = .point) -> [Token] {
  var lexer = Lexer(decimalMark: mark)
  lexer.read(Array(text.utf8).span)
  return lexer.tokens
}
