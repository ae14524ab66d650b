/// Sets the small things of a filled sentence right: articles, blanks, stops and the first letter.
enum Polish {
  /// The finished sentences of a filled template; more than one when a seam was opened.
  static func sentences(in filled: String) -> [String] {
    var text = English.capitalised(tidied(Array(filled.utf8)))
    if let last = text.last, !".!?".contains(last) { text += "." }
    return split(text)
  }

  static func wordCount(_ sentence: String) -> Int {
    sentence.utf8.split(separator: 0x20).count
  }

  /// Resolves the marks of articles, and takes out surplus blanks and doubled stops.
  private static func tidied(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 8)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case Writing.articleMark:
        let following = String(decoding: bytes[(index + 1)...].prefix(32), as: UTF8.self)
        output += Array(English.article(before: following).utf8)
      case space:
        if let last = output.last, last != space { output.append(byte) }
      case _ where isStop(byte):
        if output.last == space { output.removeLast() }
        if let last = output.last, isStop(last) {
          if byte != comma { output[output.count - 1] = last == fullStop ? last : byte }
        } else {
          output.append(byte)
        }
      default: output.append(byte)
      }
    }
    while output.last == space { output.removeLast() }
    return String(decoding: output, as: UTF8.self)
  }

  /// Parts a text where a stop and a blank come before a large letter or a digit, except after an
  /// abbreviation of one or two letters.
  static func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    for index in bytes.indices.dropLast(2) where bytes[index + 1] == space {
      guard [fullStop, 0x21, 0x3F].contains(bytes[index]) else { continue }
      let next = bytes[index + 2]
      let isStart = (0x41...0x5A).contains(next) || (0x30...0x39).contains(next) || next >= 0x80
      guard isStart, !endsInAbbreviation(bytes[start..<index]) else { continue }
      parts.append(String(decoding: bytes[start...index], as: UTF8.self))
      start = index + 2
    }
    if start < bytes.count { parts.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return parts
  }

  /// Whether the last word is one of the few that keep a point: `St. Mary`, `No. 5`, `J. Smith`.
  private static func endsInAbbreviation(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let space = bytes.lastIndex(of: space) else { return bytes.count <= 2 }
    let word = String(decoding: bytes[(space + 1)...], as: UTF8.self)
    let isInitial = word.utf8.count == 1 && word != "I" && word.first?.isUppercase == true
    return isInitial || ["St", "No", "Mr", "Mrs", "Ms", "Dr", "Rd", "Ave", "approx"].contains(word)
  }

  private static let space: UInt8 = 0x20
  private static let comma: UInt8 = 0x2C
  private static let fullStop: UInt8 = 0x2E

  private static func isStop(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: true
    default: false
    }
  }
}
