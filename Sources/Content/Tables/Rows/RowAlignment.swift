/// Fits a row of too many cells to the columns, where only one way makes sense.
///
///     columns   id, title, price                     whole number, text, whole number
///     7,,Flat,500             an empty cell too many       7 │ Flat │ 500
///     8,Flat, sea view,700    a delimiter inside a text    8 │ Flat, sea view │ 700
///
/// A way keeps, drops (when empty) or joins cells so that as many remain as there are columns. It
/// must put no cell under a column of another kind, and no other way may be as cheap.
struct RowAlignment {
  /// Which cells stand in each column: one, or several that are joined.
  private(set) var columns: [Range<Int>] = []

  static let surplusMax = 4
  private static let dropCost = 1
  private static let joinCost = 2
  /// Two cells of which the second starts with a blank were one text, most likely.
  private static let textJoinCost = 1
  private static let impossible = 1 << 20

  private struct Way {
    var cost = RowAlignment.impossible
    /// How many ways cost that much, 2 for more than one.
    var ways = 0
    var cells: Range<Int>?
  }

  /// - Parameters:
  ///   - cells: How many the row has.
  ///   - fits: Whether the text from the first to behind the last of some cells may stand in a
  ///     column. Several are asked for only if they can be joined.
  ///   - isEmpty: Of a cell.
  ///   - join: What lies between a cell and the one before: nil if they cannot be joined,
  ///     otherwise whether a blank follows the delimiter.
  init?(
    cells: Int, columns count: Int, fits: (Range<Int>, Int) -> Bool, isEmpty: (Int) -> Bool,
    join: (Int) -> Bool?
  ) {
    let surplus = cells - count
    guard 1...Self.surplusMax ~= surplus, count >= 2 else { return nil }
    // ways[c][s]: c columns filled with the first c + s cells.
    var ways = Array(
      repeating: Array(repeating: Way(), count: surplus + 1), count: count + 1)
    ways[0][0] = Way(cost: 0, ways: 1)
    for column in 0...count {
      for used in 0...surplus {
        let place = column + used
        let way = ways[column][used]
        guard way.ways > 0 else { continue }
        // Of a run of empty cells the first are dropped: which ones makes no difference.
        let mayDrop = place > (way.cells?.upperBound ?? 0) || place == 0 || !isEmpty(place - 1)
        if used < surplus, place < cells, isEmpty(place), mayDrop {
          Self.take(&ways[column][used + 1], way, cost: Self.dropCost, cells: way.cells)
        }
        guard column < count, place < cells else { continue }
        var cost = 0
        for last in place...(place + surplus - used) {
          if last > place {
            guard let isText = join(last) else { break }
            cost += isText ? Self.textJoinCost : Self.joinCost
          }
          if fits(place..<last + 1, column) {
            Self.take(
              &ways[column + 1][used + last - place], way, cost: cost, cells: place..<last + 1)
          }
        }
      }
    }
    guard ways[count][surplus].ways == 1 else { return nil }
    trace(ways, count: count, surplus: surplus)
    if columns.count != count { return nil }
  }

  private static func take(_ target: inout Way, _ from: Way, cost: Int, cells: Range<Int>?) {
    let total = from.cost + cost
    if total < target.cost {
      target = Way(cost: total, ways: from.ways, cells: cells)
    } else if total == target.cost {
      target.ways = 2
    }
  }

  private mutating func trace(_ ways: [[Way]], count: Int, surplus: Int) {
    var column = count
    var used = surplus
    while column > 0, let cells = ways[column][used].cells {
      columns.append(cells)
      // Cells dropped behind the ones taken are in `used`, too.
      used = cells.lowerBound - (column - 1)
      column -= 1
      if used < 0 { break }
    }
    columns.reverse()
  }
}
