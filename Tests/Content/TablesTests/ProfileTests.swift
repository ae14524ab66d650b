import Tables
import Testing

private func profile(_ cells: [String]) -> ColumnProfile {
  var column = ColumnProfile(name: "column")
  for (index, cell) in cells.enumerated() {
    Array(cell.utf8).withUnsafeBytes { column.add(Cell(bytes: $0), line: index + 2) }
  }
  return column
}

@Suite struct `The profile of a column` {
  @Test(
    arguments: [
      (["1", "2", "3,000"], .integer), (["1", "2.5"], .decimal), (["£5", "£6,000", "7"], .money),
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
}
