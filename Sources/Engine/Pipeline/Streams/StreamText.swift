package import Files

/// A stream as a person reads it, whatever its fields are.
package enum StreamText {
  /// Hands on each record as names and texts; missing fields are left out.
  ///
  /// - Throws: ``StreamError`` `incomplete` when the stream has no end mark.
  package static func forEachRecord(
    of path: Path, _ body: (_ number: Int, _ fields: [(String, String)]) throws -> Void
  ) throws {
    let reader = try LineReader(path)
    let names = try reader.next().split(separator: "\t", omittingEmptySubsequences: false)
    var number = 0
    while true {
      let line = try reader.next()
      if line == "\\." { return }
      number += 1
      let values = line.split(separator: "\t", omittingEmptySubsequences: false)
      let fields = zip(names, values).filter { $1 != "\\N" }
      try body(number, fields.map { (String($0), Path.escaped(String($1).utf8)) })
    }
  }
}
