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
    // Units of area are words of prices only behind a slash or “per”.
    ("£1,200 pcm, ground floor", 120_000, nil, "GBP", .month, false),
    ("Rs 25,000 with AC", 2_500_000, nil, "INR", .once, false),
    ("£300,000, 10 per cent deposit", 30_000_000, nil, "GBP", .once, false),
    ("N80m - 600sqm", 8_000_000_000, nil, "NGN", .once, false),
    ("$100 psf", 107_639, nil, "USD", .once, true),
    ("₦500 - 600 per sqm", 50_000, 60_000, "NGN", .once, true),
    // A code tells which dollar a sign means.
    ("AU $450,000", 45_000_000, nil, "AUD", .once, false),
    ("$450,000 AUD", 45_000_000, nil, "AUD", .once, false),
    ("AUD $450,000", 45_000_000, nil, "AUD", .once, false),
    ("NZ$450,000", 45_000_000, nil, "NZD", .once, false),
    ("PKR Rs 4,600,000", 460_000_000, nil, "PKR", .once, false),
    // Exponents and factors.
    ("2.5E+08", 25_000_000_000, nil, nil, .once, false),
    ("1.5e8", 15_000_000_000, nil, nil, .once, false),
    ("1,2 Mio. €", 120_000_000, nil, "EUR", .once, false),
    ("1.2 mln EUR", 120_000_000, nil, "EUR", .once, false),
    ("1,5 Mrd €", 150_000_000_000, nil, "EUR", .once, false),
    ("R$ 1,2 milhão", 120_000_000, nil, "BRL", .once, false),
    ("R$ 1,2 mi", 120_000_000, nil, "BRL", .once, false),
    ("R$ 500 mil", 50_000_000, nil, "BRL", .once, false),
    ("€250 mil", 25_000_000, nil, "EUR", .once, false),
    ("£1.2 mil", 120_000_000, nil, "GBP", .once, false),
    ("KSh 25 mil", 2_500_000_000, nil, "KES", .once, false),
    // What a dash leads to.
    ("£950 pcm - available June 2026", 95_000, nil, "GBP", .month, false),
    ("£1,500 pcm to let from 2027", 150_000, nil, "GBP", .month, false),
    ("£10,000 + VAT - £12,000 + VAT", 1_000_000, 1_200_000, "GBP", .once, false),
    ("£300,000 - 3 bed house", 30_000_000, nil, "GBP", .once, false),
    ("£1.2m - 3 bed house", 120_000_000, nil, "GBP", .once, false),
    ("€ 350.000 Festpreis", 35_000_000, nil, "EUR", .once, false),
    ("£950 pcm - £1,050 pcm", 95_000, 105_000, "GBP", .month, false),
    ("£1,650 pcm - £381 pw", 165_000, nil, "GBP", .month, false),
    ("£950 pcm, deposit £1,000 - £1,200", 95_000, nil, "GBP", .month, false),
    // Periods.
    ("£1,200 p.c.m.", 120_000, nil, "GBP", .month, false),
    ("£1,200 p/m", 120_000, nil, "GBP", .month, false),
    ("£300 p.w.", 30_000, nil, "GBP", .week, false),
    ("£950, minimum term 6 months", 95_000, nil, "GBP", .once, false),
    ("£950 available now", 95_000, nil, "GBP", .once, false),
    ("350000.0000", 35_000_000, nil, nil, .once, false),
  ])
  func `is read as it is written`(
    _ text: String, _ minorUnits: Int, _ maximum: Int?, _ currency: String?,
    _ period: Price.Period, _ isPerArea: Bool
  ) {
    let expected = Price(
      minorUnits: minorUnits, maximumMinorUnits: maximum, currency: currency, period: period,
      isPerArea: isPerArea, tax: text.contains("VAT") ? .vat : nil)
    #expect(asked(text) == .value(.price(expected)))
  }

  @Test(
    arguments: [
      ("From £310,000", .from), ("Starting from £310,000", .from), ("from 310,000 GBP", .from),
      ("Offers over £310,000", .offersOver), ("Offers in excess of £310,000", .offersOver),
      ("£310,000 OIEO", .offersOver), ("Guide price £310,000", .guide),
      ("Guide Price: £310,000", .guide), ("£310,000 (guide price)", .guide),
      ("OIRO £310,000", .around), ("Offers in the region of £310,000", .around),
      ("circa £310k", .around), ("c£310,000", .around), ("c. £310,000", .around),
      ("Unit C £310,000", nil), ("Fixed price £310,000", .fixed),
      ("£310,000", nil),
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
    ("₦750,000 sqm", "it may be a size, or the price of one unit of area: write “per” before it"),
    ("1.23457E+11", "a spreadsheet has cut its last figures off: write the whole number"),
    ("1,2 juta", "the word behind its figure is not known: it may be a factor"),
    ("500 mil", "“mil” is a thousand in some languages, and a million in others"),
    ("$500 mil", "“mil” is a thousand in some languages, and a million in others"),
    ("£950 - £1m", "its range ends below where it begins"),
    ("£500,000 - £400,000", "its range ends below where it begins"),
    ("£950 - £1,000,000", "its range is too wide for one"),
    ("£2,400 for 6 months", "it is the price for several years, months or weeks"),
    ("£30,000 per 6 months", "it is the price for several years, months or weeks"),
    ("£300 / 3 nights", "it is the price for several years, months or weeks"),
    ("£3,000 quarterly", "it is the price for a time that is no night, week, month or year"),
    ("£300 fortnightly", "it is the price for a time that is no night, week, month or year"),
    ("£3,000 half-yearly", "it is the price for a time that is no night, week, month or year"),
    ("£300 bi-weekly", "it is the price for a time that is no night, week, month or year"),
    ("£500 per room pcm", "it is the price of a room"),
    ("£350,0000", "no amount of money has so many decimals"),
    ("833.33333", "no amount of money has so many decimals"),
  ])
  func `is refused with a reason`(_ text: String, _ reason: String) {
    #expect(asked(text) == .unreadable(reason))
  }

  @Test func `takes currency, period and unit from column and rule`() {
    let parser = MoneyParser(currency: "INR", period: .month, unit: 100_000)
    let price = Price(minorUnits: 390_700_000, currency: "INR", period: .month)
    #expect(asked("39.07", parser) == .value(.price(price)))
    #expect(asked("39.070", parser) == .value(.price(price)))
    #expect(asked("$5", MoneyParser(ruleCurrency: "AUD")).currency == "AUD")
    #expect(asked("$5", MoneyParser(ruleCurrency: "KES")).currency == "USD")
  }

  @Test(
    arguments: [
      // Cell, currency of the row or column, and of the rule; what it is in.
      ("$450,000", "AUD", nil, "AUD"), ("$450,000", "CAD", "AUD", "CAD"),
      ("450,000", "AUD", nil, "AUD"),
      ("US$450,000", "AUD", "AUD", "USD"), ("$450,000", "KES", "AUD", "AUD"),
      ("Rs 450,000", "PKR", nil, "PKR"), ("£450,000", "AUD", nil, "GBP"),
    ] as [(String, String, String?, String)])
  func `with a sign that several currencies share is in that of its row`(
    _ text: String, _ row: String, _ rule: String?, _ currency: String
  ) {
    #expect(asked(text, MoneyParser(currency: row, ruleCurrency: rule)).currency == currency)
  }

  @Test(
    arguments: [
      ("1.250,50", 125_050), ("980,75", 98_075), ("350,000", 35_000_000), ("1,250 m", 125_000_000),
      ("350,0000", nil),
    ] as [(String, Int?)])
  func `in a column of decimal commas has no thousandths`(_ text: String, _ minorUnits: Int?) {
    let expected = minorUnits.map { Price(minorUnits: $0, period: .once) }
    #expect(MoneyParser().read(tokens(of: text, .comma)).value == expected.map { .price($0) })
  }
}

@Suite struct `What a column beside the price says` {
  @Test(
    arguments: [
      ("N/A", nil), ("n.a.", nil), ("Australian Dollars", "AUD"), ("us dollars", "USD"),
      ("Egyptian pounds", "EGP"), ("Ghana cedis", "GHS"), ("US$", "USD"), ("₦", "NGN"),
      ("Pakistani Rupees", "PKR"), ("NGN/USD", nil), ("Galleons", nil),
    ] as [(String, String?)])
  func `names a currency, or none`(_ text: String, _ code: String?) {
    #expect(Currency.code(of: text) == code)
  }

  @Test(
    arguments: [
      ("N/A", nil), ("negotiable", nil), ("monthly", .period(.month)), ("p.c.m.", .period(.month)),
      ("Months", .period(.month)), ("per annum", .period(.year)), ("total", .period(.once)),
      ("Quarterly", .other), ("Fortnightly", .other), ("every 4 weeks", .other),
    ] as [(String, PeriodWords.Saying?)])
  func `names a time, or none`(_ text: String, _ saying: PeriodWords.Saying?) {
    #expect(PeriodWords.saying(tokens(of: text)) == saying)
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
