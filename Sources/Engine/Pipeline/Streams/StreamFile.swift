import Files

/// A stream that is being written: head line, rows, end mark.
///
/// The file is made when the rows no longer fit the buffer; a small stream never needs one, unless
/// its item comes to a rest.
struct StreamFile: ~Copyable {
  private let path: Path
  private var file: FileWriter?
  var row = RowWriter()

  /// How often a stage looks whether the daemon is to end: its file may be large.
  static let rowsBetweenChecks = 1024

  /// The last line of a whole stream.
  static let endMark = Array("\\.".utf8)

  /// When the buffer is handed to the kernel.
  private let bufferBytes = 60 << 10

  init(_ path: Path, fields: [String]) {
    self.path = path
    for field in fields { row.put(field) }
    row.endRow()
  }

  mutating func endRow() throws {
    row.endRow()
    try flushIfFull()
  }

  mutating func flushIfFull() throws {
    if row.bytes.count >= bufferBytes { try flush() }
  }

  /// Writes the end mark: from now on the stream is whole.
  ///
  /// - Returns: the whole stream, when it fitted the buffer and no file was made.
  consuming func finish() throws -> [UInt8]? {
    row.putEndMark()
    if file == nil { return Array(row.bytes) }
    try flush()
    return nil
  }

  /// As ``finish()``, in a file in any case.
  consuming func finishInFile() throws {
    row.putEndMark()
    try flush()
  }

  private mutating func flush() throws {
    var file = try self.file.take() ?? FileWriter(path, bufferSize: 64)
    try file.write(row.bytes)
    try file.flush()
    self.file = consume file
    row.removeAll()
  }
}
