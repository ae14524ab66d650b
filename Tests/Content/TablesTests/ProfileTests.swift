import Tables
import Testing

private func profile(_ cells: [String], hasDecimalCommas: Bool = false) -> ColumnProfile {
  var column = ColumnProfile(name: "column", hasDecimalCommas: hasDecimalCommas)
  for (index, cell) in cells.enumerated() {
    Array(cell.utf8).withUnsafeBytes { column.add(Cell(bytes: $0), line: index + 2) }
  }
  return column
}

@Suite struct `The profile of a column` {
  @Test(
    arguments: [
      (["1", "900", "3,000"], .integer), (["1", "2.5"], .decimal), (["£5", "£6,000", "7"], .money),
      (["R$8,000", "R$540"], .money), (["KES 500", "KES 1,000"], .money),
      (["GH₵4,500,000", "₦252,000,000"], .money), (["yes", "No"], .boolean), (["a", "2"], .text),
      (["2026-02-19", "2026-02-19T10:00:00Z"], .date), (["24/05/2021", "1/2/2021"], .date),
      (["19 February 2026", "Feb 24, 2022", "7 Jul 4:59 pm"], .date), (["20141013T000000"], .date),
      (["19-Dec", "10:30"], .date), (["1.2.3", "10.4.1"], .text), (["32/13/2021"], .text),
      (["5 bedrooms", "March House 4x"], .text), (["", "N/A"], nil),
      (["REF001", "USD", "x5"], .text),
    ] as [([String], CellKind?)])
  func `names the kind that most cells have`(_ cells: [String], _ kind: CellKind?) {
    #expect(profile(cells).kind == kind)
  }

  @Test func `counts what is missing, and keeps what is odd with its line`() {
    let column = profile((1...40).map { "\($0)" } + ["", "n/a", "forty", "-", "4.5"])
    #expect(column.kind == .integer)
    #expect(column.empty == 1)
    #expect(column.markedMissing == 2)
    #expect(column.oddCount == 2)
    #expect(column.oddValues.map(\.value) == ["forty", "4.5"])
    #expect(column.oddValues.map(\.line) == [44, 46])
  }

  @Test func `has exact figures while the values are few`() {
    let column = profile((0..<5_000).map { "\($0 % 4)" } + ["1000000"])
    #expect(column.distinct == (5, true))
    #expect(column.median == 2)
    #expect(column.least == 0)
    #expect(column.greatest == 1_000_000)
    #expect(column.topValues.first?.count == 1_250)
    #expect(column.histogram(bars: 3)?.counts == [1_250, 1_250, 2_501])
  }

  @Test func `has close figures when the values are many`() throws {
    var random = SeededNumbers(seed: 5)
    let column = profile(
      (0..<50_000).map { _ in "\(Int.random(in: 0..<1_000_000, using: &random))" })
    let exact = 1_000_000 * (1 - 0.951_2)  // 1 − e^(−1/20) of a million values are drawn.
    #expect(!column.distinct.isExact)
    #expect(abs(Double(column.distinct.count) - exact) < exact * 0.08)
    #expect(abs(try #require(column.median) - 500_000) < 15_000)
    #expect(abs(try #require(column.quantile(0.99)) - 990_000) < 3_000)
    #expect(abs(try #require(column.average) - 500_000) < 10_000)
    #expect(column.histogram(bars: 10)?.counts.reduce(0, +) == 50_000)
  }

  @Test(arguments: [
    ["1e30"], ["-1e300"], ["1.7e308", "-1.7e308"], Array(repeating: "1e308", count: 9),
  ])
  func `counts outliers beyond all bounds in the first and last bars`(_ outliers: [String]) throws {
    let column = profile((0..<5_000).map { "\($0 % 100)" } + outliers)
    let bars = try #require(column.histogram(bars: 10))
    #expect(bars.counts.reduce(0, +) == 5_000 + outliers.count)
  }

  @Test func `takes amounts below zero for what they are`() {
    let column = profile(["£5", "-£500", "£-20", "£10"])
    #expect((column.least, column.greatest) == (-500, 10))
  }

  @Test func `is gathered for all columns in one pass`() throws {
    var reader = try TableReader(MemorySource("name,price\nx,£5\ny,£6\n,£7\n"))
    var profile = TableProfile(columns: reader.format.columns)
    while try reader.next() {
      profile.add(&reader)
    }
    #expect(profile.rows == 3)
    #expect(profile.columns.map(\.kind) == [.text, .money])
    #expect(profile.columns[0].empty == 1)
    #expect(profile.columns[1].average == 6)
  }

  @Test(
    arguments: [
      // Cells, whether commas may be decimal ones, whether they are groups, kind, greatest.
      (["1,200", "950", "12,500"], false, true, .integer, 12_500),
      (["1,234.50", "999"], true, true, .decimal, 1234.5),
      (["80,125", "120,500"], true, false, .text, nil),
      (["80,125", "52,5", "1000,50"], false, false, .text, nil),
      (["0,500", "1,250"], false, false, .text, nil),
      ((100...119).map { "\($0)" } + ["101,102"], false, false, .integer, 119),
      (["350.000", "1.250.000"], false, false, .text, nil),
      (["350.00", "1,250.00"], false, true, .decimal, 1250),
    ] as [([String], Bool, Bool, CellKind, Double?)])
  func `takes commas for those of groups only where they are`(
    _ cells: [String], _ mayBeDecimal: Bool, _ hasGroups: Bool, _ kind: CellKind,
    _ greatest: Double?
  ) {
    let column = profile(cells, hasDecimalCommas: mayBeDecimal)
    #expect(column.hasGroups == hasGroups)
    #expect(column.kind == kind)
    #expect(column.greatest == greatest)
    #expect(column.oddValues.map(\.value) == (kind == .integer && !hasGroups ? ["101,102"] : []))
  }

  @Test func `tells words that mark what is missing from values`() {
    let names = profile(["Null", "NA", "None", "Smith", "N/A", "NULL"])
    #expect((names.kind, names.present, names.missing) == (.text, 4, 2))
    let figures = profile(["1", "NA", "2", "None", "", "-"])
    #expect((figures.kind, figures.present, figures.missing) == (.integer, 2, 4))
    #expect(figures.oddCount == 0)
    #expect(figures.distinct.count == 2)
    let none = profile(["NA", "None"])
    #expect((none.kind, none.present, none.missing) == (nil, 0, 2))
  }

  @Test func `names only values as frequent that are`() {
    let villages = (0..<1_000).map { "Village \($0)" } + ["Village 7"]
    let town = profile(villages + Array(repeating: "London", count: 5_000))
    #expect(town.topValues.isEmpty)
    #expect(profile(villages + ["Hull"]).topValues.map(\.text) == ["Village 7"])
    // The estimate is never above what there is.
    #expect(profile((0..<5_000).map { "id-\($0)" }).distinct.count <= 5_000)
  }

  @Test func `has a median between the two in the middle`() {
    #expect(profile(["1", "3"]).median == 2)
    #expect(profile(["1", "1", "3", "8"]).median == 2)
    #expect(profile(["1", "1", "1", "8"]).median == 1)
  }

  @Test(arguments: [
    (["1", "2.50"], true, false), (["007", "12"], false, true), (["+234803", "1"], false, true),
    (["1e5", "2"], false, false), (["929021202864028946"], false, true),
    (["0.1278", "-51.5"], true, false),
    (["0.127758300012345678"], false, false), (["0", "10"], true, false),
  ])
  func `knows which numbers JSON may have`(_ cells: [String], _ arePlain: Bool, _ areCodes: Bool) {
    let column = profile(cells)
    #expect((column.hasPlainNumbers, column.hasCodes) == (arePlain, areCodes))
  }
}
