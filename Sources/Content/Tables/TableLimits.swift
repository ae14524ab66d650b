/// What a table may be at most. Every buffer of a reader is bounded by one of these.
package struct TableLimits: Sendable, Equatable {
  /// A row with a larger cell is rejected.
  package var cellBytesMax: Int
  /// A row that is larger is rejected; also the most text a reader holds at once.
  package var rowBytesMax: Int
  /// A header with more columns is refused with ``TableError``.
  package var columnsMax: Int
  /// How much of the start of a file decides encoding, dialect and header.
  package var sampleBytes: Int
  /// How much is asked of the source at a time; the reader's ordinary memory.
  package var blockBytes: Int
  /// Rejects and repairs kept until they are taken; those beyond are counted only.
  package var reportsMax: Int

  package init(
    cellBytesMax: Int = 1 << 20, rowBytesMax: Int = 16 << 20, columnsMax: Int = 16_384,
    sampleBytes: Int = 64 << 10, blockBytes: Int = 256 << 10, reportsMax: Int = 10_000
  ) {
    self.cellBytesMax = cellBytesMax
    self.rowBytesMax = rowBytesMax
    self.columnsMax = columnsMax
    self.sampleBytes = sampleBytes
    self.blockBytes = blockBytes
    self.reportsMax = reportsMax
  }
}
