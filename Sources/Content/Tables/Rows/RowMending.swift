/// The cheapest reading of a row whose quotation marks break RFC 4180.
///
///     2,"a 6" pipe",x      a lone quote inside a quoted cell is text      cost 1
///     3,"open,x            a quote that opens a cell may be text, too     cost 2
///     4,"round 48"",x      a quote right before the closing one is text   cost 1
///
/// All ways to cut the row into the expected number of cells are weighed, cell by cell; quotation
/// marks taken as text have a cost, and the cheapest way wins. A row that no cheap way cuts
/// into that number of cells stays unread: its bytes are never bent to fit.
struct RowMending {
  /// One cell in the text: without its quotes if it is quoted, without blanks around it if not.
  struct Piece: Equatable {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  /// A way to reach a place in the text with so many cells behind it.
  private struct Way {
    var position: Int
    var cost: Int
    var piece: Piece
    /// Its place in the layer of one cell less.
    var before: Int
  }

  private static let costMax = 12
  /// Bounds the time for one row: no more pieces are looked at.
  private static let piecesMax = 20_000
  /// More text than this is not mended.
  static let bytesMax = 64 << 10

  private let text: UnsafeBufferPointer<UInt8>
  private let dialect: Dialect
  private var looked = 0

  private init(_ text: UnsafeBufferPointer<UInt8>, _ dialect: Dialect) {
    self.text = text
    self.dialect = dialect
  }

  /// - Parameter text: The row, without its line end; may hold line ends inside quoted cells.
  /// - Returns: The pieces, exactly `count`; nil when there is no cheap way.
  static func pieces(
    of text: UnsafeBufferPointer<UInt8>, dialect: Dialect, count: Int
  ) -> [Piece]? {
    guard count > 0, !text.isEmpty, text.count <= bytesMax, dialect.quote != 0 else { return nil }
    var mending = RowMending(text, dialect)
    return mending.cheapest(count)
  }

  private mutating func cheapest(_ count: Int) -> [Piece]? {
    var layers: [[Way]] = []
    var starts = [(position: 0, cost: 0, before: 0)]
    for cell in 0..<count {
      var layer: [Way] = []
      for start in starts {
        addWays(from: start, isLast: cell == count - 1, to: &layer)
        if looked > Self.piecesMax { return nil }
      }
      guard !layer.isEmpty else { return nil }
      starts = layer.indices.map { (layer[$0].position, layer[$0].cost, $0) }
      layers.append(layer)
    }
    guard let last = layers.last,
      let best = last.indices.min(by: { last[$0].cost < last[$1].cost })
    else { return nil }
    return trace(back: best, layers)
  }

  private func trace(back last: Int, _ layers: [[Way]]) -> [Piece] {
    var at = last
    var pieces: [Piece] = []
    for layer in layers.reversed() {
      pieces.append(layer[at].piece)
      at = layer[at].before
    }
    return pieces.reversed()
  }

  // MARK: - One cell

  private mutating func addWays(
    from start: (position: Int, cost: Int, before: Int), isLast: Bool, to layer: inout [Way]
  ) {
    var first = start.position
    while first < text.count, isBlank(text[first]) { first += 1 }
    let opens = first < text.count && text[first] == dialect.quote
    if opens { addQuoted(from: first, start, isLast, &layer) }
    addPlain(from: first, opens: opens, start, isLast, &layer)
  }

  /// A cell without quotes: up to the next delimiter, quotes and all.
  private mutating func addPlain(
    from first: Int, opens: Bool, _ start: (position: Int, cost: Int, before: Int), _ isLast: Bool,
    _ layer: inout [Way]
  ) {
    var end = first
    var hasQuote = false
    while end < text.count, text[end] != dialect.delimiter {
      if text[end] == 0x0A || text[end] == 0x0D { return }
      if text[end] == dialect.quote { hasQuote = true }
      end += 1
    }
    var stop = end
    while stop > first, isBlank(text[stop - 1]) { stop -= 1 }
    add(
      Piece(start: first, end: stop, isQuoted: false), end: end,
      cost: opens ? 2 : hasQuote ? 1 : 0, start, isLast, &layer)
  }

  /// A quoted cell: it may end at every run of quotes that a delimiter or the end follows.
  private mutating func addQuoted(
    from quote: Int, _ start: (position: Int, cost: Int, before: Int), _ isLast: Bool,
    _ layer: inout [Way]
  ) {
    var at = quote + 1
    var cost = 0
    while at < text.count, start.cost + cost <= Self.costMax {
      guard text[at] == dialect.quote else {
        at += 1
        continue
      }
      var run = at
      while run < text.count, text[run] == dialect.quote { run += 1 }
      var after = run
      while after < text.count, isBlank(text[after]) { after += 1 }
      let length = run - at
      if after == text.count || text[after] == dialect.delimiter {
        add(
          Piece(start: quote + 1, end: run - 1, isQuoted: true), end: after,
          cost: cost + (length - 1) % 2, start, isLast, &layer)
      }
      cost += length % 2
      at = run
      if looked > Self.piecesMax { return }
    }
  }

  private mutating func add(
    _ piece: Piece, end: Int, cost: Int, _ start: (position: Int, cost: Int, before: Int),
    _ isLast: Bool, _ layer: inout [Way]
  ) {
    looked += 1
    let total = start.cost + cost
    guard total <= Self.costMax, (end == text.count) == isLast else { return }
    let way = Way(position: end + 1, cost: total, piece: piece, before: start.before)
    if let same = layer.firstIndex(where: { $0.position == way.position }) {
      if total < layer[same].cost { layer[same] = way }
    } else {
      layer.append(way)
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != dialect.delimiter
  }
}
