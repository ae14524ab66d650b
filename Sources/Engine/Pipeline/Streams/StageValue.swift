/// A record, plan or draft: one row of a stream between two stages.
///
/// Fields are written and read in the order of ``fields``. Nothing is guessed: what is missing is
/// written as missing.
package protocol StageValue: Sendable {
  /// The names of the fields, in order; the head line of the stream.
  static var fields: [String] { get }

  func write(to row: inout RowWriter)

  /// - Throws: ``StreamError`` when a field is not what it should be.
  init(from row: inout RowReader) throws
}
