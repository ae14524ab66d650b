// What stands behind the list that is read:
//
//     {"sales": [{…}], "count": 2, "page": {"next": null}, "lettings": [{…}, {…}]}
//     [{…}, {…}]⏎[{…}]
//
// Names, single values and lists of them say something of the file. What may be a record is told,
// one by one.

/// The rest of a JSON text, of which no record may be passed over in silence.
extension RowScanner {
  /// Advances to the next record that is not read.
  mutating func nextBehind() throws -> Step {
    while true {
      let text = window.text
      guard let first = text.firstIndex(where: { !Self.isBetween($0) }) else {
        window.position += text.count
        if window.isAtEnd { return .end }
        try window.readMore()
        continue
      }
      window.position += first
      if let step = try stepBehind() { return step }
    }
  }

  /// Blanks, commas, and the ends of lists and objects.
  private static func isBetween(_ byte: UInt8) -> Bool {
    JSONText.isBlank(byte) || byte == 0x2C || byte == 0x5D || byte == 0x7D
  }

  /// - Returns: Nil where what stands at `position` is no record, and was passed over.
  private mutating func stepBehind() throws -> Step? {
    let text = window.text
    var look = JSONText(text)
    let isLast = window.isAtEnd || text.count >= rowBytesMax
    if text[0] == 0x22, let value = Self.value(behindNameIn: &look) {
      guard value < text.count || isLast else { return try readMoreBehind() }
      return try pass(value, isLast: isLast)
    }
    if text[0] == 0x5B, Self.holdsRecords(0, look) {
      window.position += 1
      return nil
    }
    guard let end = look.end(of: 0, isLast: isLast) else {
      if look.isCut && !isLast { return try readMoreBehind() }
      rowStart = window.position
      window.position += look.isCut ? text.count : 1
      return .fault(look.isCut ? .tooLong : .noJSON)
    }
    rowStart = window.position
    window.position += end
    return .fault(.otherList)
  }

  private mutating func readMoreBehind() throws -> Step? {
    try window.readMore()
    return nil
  }

  /// Where the value of the member at the start of the text begins; nil where none does.
  private static func value(behindNameIn json: inout JSONText) -> Int? {
    guard let end = json.end(of: 0, isLast: false) else { return nil }
    let colon = json.skipBlanks(end)
    guard colon < json.text.count, json.text[colon] == 0x3A else { return nil }
    return json.skipBlanks(colon + 1)
  }

  /// Whether a list's first element is an object or a list.
  private static func holdsRecords(_ list: Int, _ json: JSONText) -> Bool {
    let first = json.skipBlanks(list + 1)
    return first < json.text.count && (json.text[first] == 0x7B || json.text[first] == 0x5B)
  }

  /// Passes over the value of a member, or enters it where records may be inside.
  private mutating func pass(_ value: Int, isLast: Bool) throws -> Step? {
    var look = JSONText(window.text)
    let isObject = look.kind(at: value) == .object
    if isObject || look.kind(at: value) == .array && Self.holdsRecords(value, look) {
      window.position += value + 1
      return nil
    }
    if let end = look.end(of: value, isLast: isLast) {
      window.position += end
      return nil
    }
    if look.isCut && !isLast { return try readMoreBehind() }
    window.position += min(value + 1, window.text.count)
    return nil
  }
}
