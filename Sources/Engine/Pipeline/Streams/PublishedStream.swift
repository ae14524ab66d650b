import Files

// A route whose results take the place of those before them has to publish all records of an item
// each time, also when a person released some of them later. So they are kept while others wait:
//
//   published.next.tsv   what a publication is made of: those before, and those that come now
//   published.tsv        those before
//
// publish writes the first anew whenever it runs. A release, which is behind the publication, gives
// it the name of the second.

/// The records that an item has published, while others of it wait for a person.
enum PublishedStream {
  static let name = "published.tsv"
  private static let nextName = "published.next.tsv"

  /// All records that a publication is to show.
  ///
  /// - Parameters:
  ///   - new: those that come now.
  ///   - isLast: none is left that waits for a person.
  /// - Throws: ``StreamError``, ``Files/FileError``.
  static func whole<Value: StageValue>(
    _ new: RecordReader<Value>, isLast: Bool, in directory: Path
  ) throws -> RecordReader<Value> {
    let isFirst = try FileStatus.ifPresent(directory / name) == nil
    if isFirst, isLast { return new }
    var stream = StreamFile(directory / nextName, fields: Value.fields)
    if !isFirst {
      try append(RecordReader<Value>(directory / name), to: &stream)
    }
    try append(new, to: &stream)
    try stream.finishInFile()
    return try RecordReader(directory / nextName)
  }

  private static func append<Value>(
    _ records: RecordReader<Value>, to stream: inout StreamFile
  ) throws {
    while let line = try records.nextLine() {
      stream.row.append(line: line)
      try stream.flushIfFull()
    }
  }

  /// What was published counts as published before.
  static func settle(in directory: Path) throws {
    let next = directory / nextName
    if try FileStatus.ifPresent(next) != nil { try Renaming.move(next, to: directory / name) }
  }

  /// Nothing was published.
  static func discardNext(in directory: Path) throws {
    try Directory.removeFile(directory / nextName)
  }

  static func remove(in directory: Path) throws {
    try Directory.removeFile(directory / name)
    try discardNext(in: directory)
  }
}
