extension English {
  /// `a` or `an`, by the sound that the following text begins with.
  ///
  /// Digits are read as numbers (an 8, an 11, an 18, an 850, but a 1 and a 110); capitals of up to
  /// three letters are spelled (an LED, a UK); marks and currency signs are passed over.
  package static func article(before text: some StringProtocol) -> String {
    let word = text.drop { !$0.isLetter && !$0.isNumber }
    return startsWithVowelSound(String(word)) ? "an" : "a"
  }

  private static func startsWithVowelSound(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if first.isNumber { return isNumberWithVowelSound(text) }
    let word = text.prefix { $0.isLetter }
    if isSpelled(word) { return "AEFHILMNORSX".contains(first) }
    let lower = word.lowercased()
    if silentConsonants.contains(where: lower.hasPrefix) { return true }
    if soundsAsConsonant(lower) { return false }
    guard let letter = plainLetter(first) else { return false }
    return "aeiou".contains(letter)
  }

  /// Eight, eleven, eighteen and eighty begin with a vowel, alone or before thousand and million,
  /// and so does a year such as 1890.
  private static func isNumberWithVowelSound(_ text: String) -> Bool {
    let number = text.prefix { $0.isNumber || $0 == "," || $0 == "\u{A0}" }
    let digits = number.filter(\.isNumber)
    if digits.hasPrefix("8") { return true }
    let isLeadingPair = digits.count % 3 == 2
    let isYear = digits.count == 4 && number.count == 4
    return (isLeadingPair || isYear) && (digits.hasPrefix("11") || digits.hasPrefix("18"))
  }

  /// Whether the letters are said one by one: `LED`, `UK`, the `L` of `L-shaped`.
  private static func isSpelled(_ word: Substring) -> Bool {
    guard word.allSatisfy(\.isUppercase) else { return false }
    if word.count <= 3 { return !wordsInCapitals.contains(String(word)) }
    return !word.contains { "AEIOU".contains($0) }
  }

  /// Words that begin with the sound of `you` or `one`. `uni` and `un` part company: a unit, but an
  /// unimportant and an uninhabited one.
  private static func soundsAsConsonant(_ word: String) -> Bool {
    if ["unin", "unim", "unid"].contains(where: word.hasPrefix) { return false }
    return word == "one" || soundedVowels.contains(where: word.hasPrefix)
  }

  /// The base letter of a letter with marks: `é` sounds as `e`.
  private static func plainLetter(_ character: Character) -> Character? {
    if character.isASCII { return Character(character.lowercased()) }
    guard let name = character.unicodeScalars.first?.properties.name else { return nil }
    let words = name.split(separator: " ")
    guard words.count > 3, words[0] == "LATIN", let letter = words[3].first else { return nil }
    return Character(letter.lowercased())
  }
}

// Data tables: beginnings of words whose sound differs from their spelling.
private let silentConsonants = ["hour", "honest", "honour", "honor", "heir"]
private let soundedVowels = [
  "uni", "use", "usa", "usu", "uten", "util", "utop", "ubiq", "uku", "ura", "uro", "eu", "ewe",
  "once",
]
private let wordsInCapitals: Set<String> = ["LAN", "VAT", "PIN", "RAM", "ROM", "SIM", "NEW", "OLD"]
