/// Turns the escape character of some dialects into the doubled quotes that libcsv knows.
enum Escaping {
  /// Rewrites text in place: `\"` becomes `""`, `\\` becomes `\`. It never grows.
  ///
  /// - Parameter isLast: Whether the text ends here; otherwise an escape at its end is left.
  /// - Returns: How many bytes were read, and how many written at the start of `text`.
  static func double(
    _ text: UnsafeMutablePointer<UInt8>, length: Int, _ dialect: Dialect, isLast: Bool
  ) -> (read: Int, written: Int) {
    var read = 0
    var written = 0
    while read < length {
      var byte = text[read]
      if byte == dialect.escape {
        if read + 1 == length && !isLast { break }
        let next = read + 1 < length ? text[read + 1] : 0
        if next == dialect.quote { byte = next }
        if next == dialect.escape { read += 1 }
      }
      text[written] = byte
      read += 1
      written += 1
    }
    return (read, written)
  }
}
