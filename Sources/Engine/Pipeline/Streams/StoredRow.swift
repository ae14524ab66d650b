import Files

// A value kept in a table of a worker: as the one row that it has in a stream, so that a stage can
// be run again on what was published long ago.

/// Values as rows of a stream, for a worker's own tables.
package enum StoredRow {
  /// The row without its end.
  package static func bytes(of value: some StageValue) -> [UInt8] {
    var row = RowWriter(capacity: 4 << 10)
    value.write(to: &row)
    return Array(row.bytes)
  }

  /// - Parameters:
  ///   - bytes: as ``bytes(of:)`` gave them.
  ///   - fields: the names of the fields at that time. A field that has come since is read as
  ///     missing, one that has gone is passed over.
  /// - Throws: ``StreamError``.
  package static func value<Value: StageValue>(
    of bytes: [UInt8], fields: [String] = Value.fields
  ) throws -> Value {
    let row = fields == Value.fields ? bytes : arranged(bytes, fields, as: Value.fields)
    return try row.withUnsafeBufferPointer { row in
      guard let start = row.baseAddress else { throw StreamError(.incomplete, "", line: 1) }
      var reader = RowReader(row, start: start, path: "", line: 1)
      return try Value(from: &reader)
    }
  }

  private static func arranged(_ bytes: [UInt8], _ fields: [String], as wanted: [String]) -> [UInt8]
  {
    let cells = bytes.split(separator: 0x09, omittingEmptySubsequences: false)
    let known = Dictionary(zip(fields, cells), uniquingKeysWith: { first, _ in first })
    let missing: ArraySlice<UInt8> = [0x5c, 0x4e]
    return Array(wanted.map { known[$0] ?? missing }.joined(separator: [0x09]))
  }
}
