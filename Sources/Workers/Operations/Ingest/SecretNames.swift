/// What gives a secret away: the names before it, and the beginnings of well-known keys.
struct SecretNames: Sendable {
  private(set) var names: Set<[UInt8]> = []
  private var longest = 0
  /// The letters in which names end: most words end in others.
  private var lastLetters = [Bool](repeating: false, count: 256)
  private var keys: [UInt8: [[UInt8]]] = [:]

  init(names: [String], keys: [String]) { add(names: names, keys: keys) }

  /// - Parameters:
  ///   - names: such as `password`; capitals do not matter, and a longer name that ends in one of
  ///     them behind `_`, `-` or `.`, or with a capital, counts too.
  ///   - keys: the beginnings of keys, such as `ghp_`.
  mutating func add(names: [String], keys: [String]) {
    for name in names { self.names.insert(Array(name.lowercased().utf8)) }
    for last in (Array(self.names) + Self.endings).compactMap(\.last) {
      lastLetters[Int(last)] = true
    }
    longest = self.names.map(\.count).max() ?? 0
    for key in keys.map({ Array($0.lowercased().utf8) }) {
      if let first = key.first { self.keys[first, default: []].append(key) }
    }
  }

  /// Whether a word is the name of something secret: `password`, `db_password`, `dbPassword`.
  ///
  /// - Parameter lower: the word in lower case.
  func isSecret(_ word: ArraySlice<UInt8>, lower: ArraySlice<UInt8>) -> Bool {
    if endsInName(lower) { return true }
    guard word.dropFirst().contains(where: \.isCapital) else { return false }
    // Of a long word only so much can be a name, with its signs.
    return endsInName(Self.parted(word.suffix(2 * longest + 1))[...])
  }

  private func endsInName(_ word: ArraySlice<UInt8>) -> Bool {
    guard let last = word.last, lastLetters[Int(last)] else { return false }
    if word.count <= longest, names.contains(Array(word)) { return true }
    if Self.endings.contains(where: { word.suffix($0.count).elementsEqual($0) }) { return true }
    // Only so much of its end can be one: a word of many signs would take time by its square.
    var at = max(word.startIndex, word.endIndex - longest - 1)
    while let sign = word[at...].firstIndex(where: { $0 == 0x5f || $0 == 0x2d || $0 == 0x2e }) {
      at = sign + 1
      if names.contains(Array(word[at...])) { return true }
    }
    return false
  }

  /// They say it without a sign before them, too: `PGPASSWORD`, `db_pass`.
  private static let endings = ["password", "passwd", "passphrase", "_pass"].map { Array($0.utf8) }

  /// `clientSecret` and `APIKey` as `client_secret` and `api_key`.
  private static func parted(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var parted: [UInt8] = []
    for (index, byte) in zip(word.indices, word) {
      if byte.isCapital, index > word.startIndex {
        let isBehindSmall = !word[index - 1].isCapital && word[index - 1].isLetterOrDigit
        let isBeforeSmall = index + 1 < word.endIndex && word[index + 1].isSmall
        if isBehindSmall || word[index - 1].isCapital && isBeforeSmall {
          parted.append(0x5f)
        }
      }
      parted.append(byte.isCapital ? byte | 0x20 : byte)
    }
    return parted
  }

  /// Whether a word, in lower case, is a key by its beginning: so much must follow that it is not a
  /// word of a language.
  func isKey(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, let candidates = keys[first], word.count >= 16,
      word.contains(where: { (0x30...0x39).contains($0) })
    else { return false }
    return candidates.contains { word.starts(with: $0) }
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { self &- 0x41 < 26 }
  fileprivate var isSmall: Bool { self &- 0x61 < 26 }
  fileprivate var isLetterOrDigit: Bool { isCapital || isSmall || self &- 0x30 < 10 }
}
