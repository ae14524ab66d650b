/// Rows that fill nothing but their first cell, kept back until it is known what they are: rows
/// like any other if further rows follow, remarks below the table if none do.
///
/// Few and small ones only. It also is where such a row lies when it is handed out after all.
struct HeldRows: ~Copyable {
  struct Row {
    var line: Int
    var cells: Int
    var text: [UInt8]
  }

  static let rowsMax = 16
  static let bytesMax = 512

  private(set) var rows: [Row] = []
  /// How many of them have been handed out.
  private(set) var released = 0
  let bytes: UnsafeMutablePointer<UInt8>
  let spans: CellSpans

  /// - Parameter columns: How many cells a row has when it is handed out.
  init(columns: Int) {
    bytes = .allocate(capacity: Self.bytesMax)
    spans = CellSpans(capacity: columns)
    spans.starts.initialize(repeating: 0, count: columns)
    spans.ends.initialize(repeating: 0, count: columns)
  }

  deinit {
    bytes.deallocate()
    spans.deallocate()
  }

  var isFull: Bool { rows.count == Self.rowsMax }
  var isReleasing: Bool { released < rows.count }

  /// The row that was handed out last.
  var current: Row? { released > 0 ? rows[released - 1] : nil }

  mutating func hold(_ row: Row) { rows.append(row) }

  /// Puts the next row into `bytes` and `spans`.
  mutating func release() {
    let text = rows[released].text
    for (index, byte) in text.enumerated() { bytes[index] = byte }
    spans.ends[0] = UInt32(text.count)
    released += 1
  }

  /// Gives up all rows.
  mutating func takeAll() -> [Row] {
    defer {
      rows = []
      released = 0
    }
    return rows
  }
}
