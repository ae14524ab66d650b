package import Files

/// A stream as a person reads it, whatever its fields are.
package enum StreamText {
  /// A record as names and texts; missing fields are left out.
  package struct Record: Sendable {
    /// From 1.
    package let number: Int
    package let fields: [(name: String, value: String)]
  }

  /// Hands on each record as names and texts; missing fields are left out.
  ///
  /// - Throws: ``StreamError`` `incomplete` when the stream has no end mark.
  package static func forEachRecord(
    of path: Path, _ body: (_ number: Int, _ fields: [(String, String)]) throws -> Void
  ) throws {
    try read(path) { record in
      try body(record.number, record.fields.map { ($0.name, $0.value) })
      return true
    }
  }

  /// Some records, from one on.
  ///
  /// - Throws: ``StreamError``, ``Files/FileError``.
  package static func records(
    of path: Path, from first: Int = 1, limit: Int
  ) throws -> [Record] {
    var records: [Record] = []
    if limit < 1 { return [] }
    try read(path) { record in
      if record.number >= first { records.append(record) }
      return records.count < limit
    }
    return records
  }

  /// - Parameter body: says whether to go on.
  private static func read(_ path: Path, _ body: (Record) throws -> Bool) throws {
    let reader = try LineReader(path)
    let names = try reader.next().split(separator: "\t", omittingEmptySubsequences: false)
    var number = 0
    while true {
      let line = try reader.next()
      if line == "\\." { return }
      number += 1
      let values = line.split(separator: "\t", omittingEmptySubsequences: false)
      let fields = zip(names, values).filter { $1 != "\\N" }
      let record = Record(
        number: number,
        fields: fields.map { (String($0), Path.escaped(String($1).utf8)) })
      if try !body(record) { return }
    }
  }
}
