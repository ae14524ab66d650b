import Testing

@testable import Tabular

@Suite struct `A figure of a column` {
  @Test(arguments: [
    (0, "0"), (12, "12"), (-3.5, "-3.50"), (0.5, "0.50"), (2.001, "2"), (0.1, "0.10"),
    (0.0004, "0.0004"), (-0.012345, "-0.0123"), (0.09999, "0.1"), (1e15, "1000000000000000"),
    (1e300, "1e+300"), (2.5e-20, "2.5e-20"),
  ])
  func `says what there is to say`(_ number: Double, _ text: String) {
    #expect(ColumnCard.figure(number) == text)
  }
}
