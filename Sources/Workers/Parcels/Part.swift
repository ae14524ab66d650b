import Pipeline

/// A file of a parcel that becomes an item.
struct Part: StageValue, Equatable {
  /// Below the parcel.
  var name: String
  var bytes: Int

  static let fields = ["name", "bytes"]

  func write(to row: inout RowWriter) {
    row.put(name)
    row.put(bytes)
  }

  init(name: String, bytes: Int) {
    self.name = name
    self.bytes = bytes
  }

  init(from row: inout RowReader) throws {
    name = try row.text()
    bytes = try row.integer()
  }
}
