import Foundation
import Testing

@testable import Listings

@Suite struct `A size` {
  @Test(arguments: [
    ("1056", 1056), ("450 m²", 450), ("100 sqm", 100), ("500sqm", 500), ("1,590 sqft", 147.72),
    ("34.46Sq. Meter", 34.46), ("120 square metres", 120), ("188.89Sq. Yards", 157.94),
    ("4125Perch", 104_333.02), ("1.5 acres", 6070.28), ("2 hectares", 20_000),
    ("2100 - 2850", 2100), ("4 000 m²", 4000), ("Ground floor: 120 sqm", 120),
    ("1,200 sq-ft", 111.48), ("1,200 sq/ft", 111.48), ("4 bed 1200 sqft", 111.48),
    ("1½ acres", 6070.28), ("1½acres", 6070.28), ("1 1/2 acres", 6070.28), ("1/2 acre", 2023.43),
    ("1/8th of an acre", 505.86), ("450 sqm to 600 sqm", 450), ("3-4 acres", 12_140.57),
    ("Plot 12 - 600 sqm", 600),
    ("2 acre 20 guntha", 10_117.14), ("1.2E+03 m²", 1200), ("Sq.ft: 1200", 111.48),
    ("120 (sqm)", 120), ("120 m^2", 120), ("1,200 sqft (111 sqm)", 111.48),
    ("10 Marla (2,250 sqft)", 209.03), ("200 sq yards", 167.23), ("7 cents", 283.28),
  ])
  func `is read in square metres`(_ text: String, _ squareMetres: Double) {
    #expect(SizeParser().read(tokens(of: text)).value?.squareMetres == squareMetres)
  }

  @Test func `takes the unit of its column`() {
    let parser = SizeParser(unit: .squareFoot)
    #expect(parser.read(tokens(of: "1000")).value?.squareMetres == 92.9)
  }

  @Test(arguments: [("2.023 m²", 2023), ("0,5 m²", 0.5), ("6.070,2 m²", 6070.2)])
  func `is read with decimal commas where the column has them`(_ text: String, _ size: Double) {
    #expect(SizeParser().read(tokens(of: text, .comma)).value?.squareMetres == size)
  }

  @Test(arguments: ["", "0 sqm", "-", "0"])
  func `may be missing`(_ text: String) {
    #expect(SizeParser().read(tokens(of: text)) == .missing)
  }

  @Test(arguments: [
    ("70x100 sqm", "two lengths, and not the area: write the area with its unit"),
    ("large", "there is no number in it"), ("-20 sqm", "a size cannot be negative"),
    ("900000 hectares", "no property is that large"), ("0.001", "no property is that small"),
    ("1,200 ft", "a length is no area: write the area with its unit"),
    ("200 yards", "a length is no area: write the area with its unit"),
    ("1.5 km2", "the word behind its figure is no unit of area that is known"),
    ("120 ground floor", "the word behind its figure is no unit of area that is known"),
    ("10 Marla", "its unit differs from place to place: write the size in another"),
    ("3 kanal 600 sqft", "its unit differs from place to place: write the size in another"),
    ("450 m² - 120 m²", "it names two sizes, and does not say which counts"),
    ("1200 or 1500", "it names two sizes, and does not say which counts"),
    ("2850 - 2100 sqft", "it names two sizes, and does not say which counts"),
    ("450 m² plot, 120 m² built", "it names two sizes, and does not say which counts"),
    ("Plot 5 600sqm", "its figures may be the number of a plot and a size"),
    ("1/2", "it is a part of something, and not of what"),
    ("50ft x 30m", "two lengths, and not the area: write the area with its unit"),
    ("1.23457E+11", "a spreadsheet has cut its last figures off: write the whole number"),
  ])
  func `is refused with a reason`(_ text: String, _ reason: String) {
    #expect(SizeParser().read(tokens(of: text)) == .unreadable(reason))
  }

  @Test(arguments: [
    ("2100 - 2850", "from 2,100\u{a0}m²"), ("450 sqm to 600 sqm", "from 450\u{a0}m²"),
    ("2100 – 2850 sqft", "from 22,604\u{a0}sq\u{a0}ft"), ("450 sqm - 600", "from 450\u{a0}m²"),
    ("450 m² - 3 bedrooms", "450\u{a0}m²"), ("650 sqm (450 - 500 built)", "650\u{a0}m²"),
    ("450 Sq. Meter - 600 Sq. Meter", "from 450\u{a0}m²"),
    ("600 sqm, 20 - 30m wide", "600\u{a0}m²"), ("100 x 70 ft", "1,076\u{a0}sq\u{a0}ft"),
  ])
  func `of a range is shown as its least`(_ written: String, _ shown: String) {
    let least = SizeParser().read(tokens(of: written)).value?.squareMetres ?? 100
    let metres = written.contains("sqft") ? 2100 : written.contains("ft") ? 100 : least
    #expect(AreaText(squareMetres: metres, written: written).short == shown)
  }
}

@Suite struct `A count of rooms` {
  @Test(arguments: [
    ("3", 3), ("5 bedrooms", 5), ("2 BHK", 2), ("1 RK", 1), ("1.5", 1.5), ("4,", 4), ("10+", 10),
    ("3.0", 3), ("three", 3), ("2 beds - 3 baths", 2), ("3 - 2", 3), ("Studio", 0), ("0", 0),
    ("2½", 2.5), ("2 1/2", 2.5), ("1.75", 1.75),
  ])
  func `is read`(_ text: String, _ count: Double) {
    #expect(CountParser.read(tokens(of: text)) == .value(count))
  }

  @Test(arguments: ["", "0 beds", " beds", "0 Toilets", "-"])
  func `is missing where a placeholder stands`(_ text: String) {
    #expect(CountParser.read(tokens(of: text)) == .missing)
  }

  @Test(arguments: [
    "many", "-2", "300000", "3-4", "2 to 3 bedrooms", "3 bed - 4 bed", "3/4", "3 or 4",
    "2, 3 BHK", "2,3 BHK", "03-Apr", "Apr-03",
  ])
  func `is refused when it cannot be one`(_ text: String) {
    #expect(CountParser.read(tokens(of: text)).value == nil)
    #expect(CountParser.read(tokens(of: text)) != .missing)
  }
}

@Suite struct `A date` {
  @Test(arguments: [
    ("17 Oct 2025", "2025-10-17"), ("19 February 2026", "2026-02-19"),
    ("October 17, 2025", "2025-10-17"), ("2023-05-28", "2023-05-28"),
    ("20141013T000000", "2014-10-13"), ("10/13/2014", "2014-10-13"),
    ("24/05/2021", "2021-05-24"), ("04/05/2021", "2021-05-04"), ("1.3.26", "2026-03-01"),
    ("Reduced on 24/05/2021", "2021-05-24"), ("Marked down on 24/05/2021", "2021-05-24"),
    ("29 Feb 2024", "2024-02-29"), ("10:30 17 Oct 2025", "2025-10-17"),
    ("17-Oct-25", "2025-10-17"), ("10:30:00 24/05/2021", "2021-05-24"),
    ("Tue Feb 19 10:30:00 +0000 2026", "2026-02-19"),
    ("2026-02-19T10:30:00+01:00", "2026-02-19"),
  ])
  func `is read`(_ text: String, _ day: String) {
    #expect(DayParser().read(Array(text.utf8).span).value?.text == day)
  }

  @Test func `is read month first where its column is`() {
    let parser = DayParser(order: .monthFirst)
    #expect(parser.read(Array("04/05/2021".utf8).span).value?.text == "2021-04-05")
    #expect(DayParser.evidentOrder(Array("10/13/2014".utf8).span) == .monthFirst)
    #expect(DayParser.evidentOrder(Array("24/05/2021".utf8).span) == .dayFirst)
    #expect(DayParser.evidentOrder(Array("04/05/2021".utf8).span) == nil)
  }

  @Test(arguments: [
    ("7 Jul  4:59 pm", "the date has no year"), ("soon", "there is no date in it"),
    ("30 Feb 2024", "it is no day of the calendar"),
    ("Oct 17, 25", "it is no day of the calendar"), ("12", "it is no day of the calendar"),
  ])
  func `is refused with a reason`(_ text: String, _ reason: String) {
    #expect(DayParser().read(Array(text.utf8).span) == .unreadable(reason))
  }
}

@Suite struct `The size of a site` {
  @Test(arguments: [
    // As written, square metres.
    ("100x70 sqft", 650.32), ("90 x 70 sqft", 585.29), ("70*100 sqft", 650.32),
    ("60/120 sqft", 668.9), ("20m x 30m", 600), ("40ft by 100ft", 371.61), ("2 plots", 1296),
    ("70 x 100 ft", 650.32), ("50' x 100'", 464.52), ("50′ x 100′", 464.52),
    ("50ft. x 100ft.", 464.52), ("2 plots (1,296 sqm)", 1296), ("1/2 plot", 324),
  ])
  func `is two lengths or a number of plots`(_ text: String, _ squareMetres: Double) {
    let size = SizeParser(plotSquareMetres: 648).read(tokens(of: text))
    #expect(size == .value(.init(squareMetres: squareMetres, isPlot: true)))
  }

  @Test func `is not known in plots unless the rule says how large they are`() {
    guard case .unreadable = SizeParser().read(tokens(of: "2 plots")) else {
      Issue.record("2 plots were read")
      return
    }
  }
}

@Suite struct `A day without a year` {
  @Test(arguments: [
    // As written, the day up to which, the day.
    ("7 Jul 4:59 pm", "2026-11-21", "2026-07-07"), ("7 Dec", "2026-11-21", "2025-12-07"),
    ("Nov 21", "2026-11-21", "2026-11-21"), ("29 Feb", "2026-11-21", "2024-02-29"),
    ("31 Jun", "2026-11-21", nil), ("7 Jul 2020", "2026-11-21", "2020-07-07"),
  ])
  func `is the last such day where the rule says so`(
    _ text: String, _ today: String, _ day: String?
  ) throws {
    let parser = DayParser(year: .latest(until: try #require(Day(today))))
    #expect(parser.read(Array(text.utf8).span).value?.text == day)
  }

  @Test(arguments: [
    (0.0, "1970-01-01"), (951_782_399, "2000-02-28"), (951_782_400, "2000-02-29"),
    (1_795_219_200, "2026-11-21"), (-1, "1969-12-31"),
  ])
  func `is counted up to a time in UTC`(_ seconds: Double, _ day: String) {
    #expect(Day(Date(timeIntervalSince1970: seconds))?.text == day)
  }
}
