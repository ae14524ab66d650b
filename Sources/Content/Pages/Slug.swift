/// A name for use in an address: lower-case ASCII letters, digits and single hyphens.
///
/// The same text always gives the same slug. Latin letters lose their marks (`Ọ̀ṣun` → `osun`,
/// `Łódź` → `lodz`); what has no Latin reading separates words. The slug has at most 60 bytes and
/// ends at a word if it can; where nothing is left it is `item`. It is not unique: callers number
/// repeats.
package func slug(_ text: String) -> String {
  var bytes: [UInt8] = []
  for scalar in text.unicodeScalars {
    let letters = latinLetters(of: scalar)
    if !letters.isEmpty {
      bytes += letters
    } else if !isMark(scalar), let last = bytes.last, last != hyphen {
      bytes.append(hyphen)
    }
  }
  let cut = shortened(bytes)
  return cut.isEmpty ? "item" : String(decoding: cut, as: UTF8.self)
}

/// Whether a slug leaves out letters or digits of a text, because nothing Latin stands for them:
/// then texts that differ may have the same one.
package func slugLosesLetters(of text: String) -> Bool {
  text.unicodeScalars.contains { scalar in
    let isSaid = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    return isSaid && !isMark(scalar) && latinLetters(of: scalar).isEmpty
  }
}

private let hyphen: UInt8 = 0x2D
private let slugBytesMax = 60

private func shortened(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
  var cut = bytes.prefix(slugBytesMax)
  let endsInsideWord = bytes.count > cut.count && bytes[cut.count] != hyphen
  if endsInsideWord, let end = cut.lastIndex(of: hyphen), end >= slugBytesMax / 2 {
    cut = cut[..<end]
  }
  while cut.last == hyphen { cut.removeLast() }
  return cut
}

/// Marks and apostrophes vanish instead of separating words: `O’Brien` is one word.
private func isMark(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "'", "\u{2019}", "\u{02BC}", "\u{00AD}": true
  default:
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
    default: false
    }
  }
}

/// The lower-case ASCII letters or digits a character stands for; empty when there are none.
private func latinLetters(of scalar: Unicode.Scalar) -> [UInt8] {
  switch scalar {
  case "a"..."z", "0"..."9": return [UInt8(truncatingIfNeeded: scalar.value)]
  case "A"..."Z": return [UInt8(truncatingIfNeeded: scalar.value + 0x20)]
  case _ where scalar.isASCII: return []
  case "ß", "ẞ": return Array("ss".utf8)
  default: return lettersFromName(of: scalar)
  }
}

/// Reads the base letter out of the character's Unicode name, such as
/// `LATIN SMALL LETTER E WITH DOT BELOW` or `LATIN CAPITAL LIGATURE OE`.
private func lettersFromName(of scalar: Unicode.Scalar) -> [UInt8] {
  guard scalar.value < 0x2000, let name = scalar.properties.name else { return [] }
  let words = name.split(separator: " ")
  guard words.count >= 4, words[0] == "LATIN" else { return [] }
  guard words[2] == "LETTER" || words[2] == "LIGATURE" else { return [] }
  let base = words[3] == "DOTLESS" && words.count > 4 ? words[4] : words[3]
  switch base {
  case "ETH": return Array("d".utf8)
  case "THORN": return Array("th".utf8)
  case "ENG": return Array("ng".utf8)
  case "SCHWA": return Array("e".utf8)
  case "OPEN" where words.count > 4: return Array(words[4].lowercased().utf8)
  default: return base.utf8.count <= 2 ? Array(base.lowercased().utf8) : []
  }
}
