// What web servers and proxies write of each request: what failed at the server's end is an error.

extension LineHeader {
  /// The combined format, with or without the host before it.
  mutating func access(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp) -> Bool {
    guard let found = Self.requestTime(line, stamp), found.end + 3 < line.count,
      line[found.end + 2] == 0x22, let quote = Self.closingQuote(line, found.end + 3),
      let status = Self.status(line, quote + 2)
    else { return false }
    take(found, status, "access")
    end = found.end + 2
    return true
  }

  /// HAProxy's: `10.0.0.1:3320 [01/Mar/2026:07:00:00.123] in pool/web-1 10/0/30/69/109 500 …`.
  mutating func proxy(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp) -> Bool {
    guard let found = Self.requestTime(line, stamp) else { return false }
    let rest = line[(found.end + 1)...]
    let words = rest.prefix(400).split(separator: 0x20, maxSplits: 4)
    guard words.count == 5, words[1].contains(0x2f), words[2].count(where: { $0 == 0x2f }) == 4,
      words[2].allSatisfy({ $0.isDigit || "/+-".utf8.contains($0) }),
      let status = Self.status(line, words[3].startIndex)
    else { return false }
    take(found, status, "proxy")
    end = words[0].startIndex
    return true
  }

  private mutating func take(_ found: TimeStamp.Found, _ status: Int, _ name: String) {
    time = time ?? found.milliseconds
    hasOwnTime = true
    if source.isEmpty { source = name }
    level = status >= 500 ? .error : .info
  }

  /// `[01/Mar/2026:07:00:00 +0000]` behind who asked.
  private static func requestTime(
    _ line: UnsafeRawBufferPointer, _ stamp: TimeStamp
  ) -> TimeStamp.Found? {
    guard let open = line.prefix(200).firstIndex(of: 0x5b), open > 5, line[open - 1] == 0x20,
      let found = stamp.read(line, at: open + 1), found.end < line.count,
      line[found.end] == 0x5d
    else { return nil }
    return found
  }

  private static func closingQuote(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var at = start
    while at < line.count, line[at] != 0x22 { at += line[at] == 0x5c ? 2 : 1 }
    return at < line.count ? at : nil
  }

  /// Three digits.
  private static func status(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    guard start + 3 <= line.count, line[start..<(start + 3)].allSatisfy({ $0.isDigit }),
      start + 3 == line.count || line[start + 3].isBlank
    else { return nil }
    return Int(String(decoding: line[start..<(start + 3)], as: UTF8.self))
  }
}
