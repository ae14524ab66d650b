/// The lines of one kind as they are found: the tokens that all of them share.
struct TemplateGroup {
  private var hashes: [UInt64]
  private var areWordy: [Bool]
  private var texts: [String]
  var count = 1

  /// Of the lines that found no group of their own.
  static let any = TemplateGroup(
    hashes: [LineTokens.wildcardHash], areWordy: [false], texts: ["<*>"])

  private init(hashes: [UInt64], areWordy: [Bool], texts: [String]) {
    self.hashes = hashes
    self.areWordy = areWordy
    self.texts = texts
  }

  /// - Parameter bytes: of the masked line.
  init(_ tokens: [LineTokens.Token], _ bytes: [UInt8]) {
    hashes = tokens.map(\.hash)
    areWordy = tokens.map(\.isWordy)
    texts = tokens.map { token in
      (token.isBehindSpace ? " " : "") + Self.readable(bytes[token.start..<token.end])
    }
  }

  /// The share of a line's words that are the group's; nil when the line cannot be of this kind,
  /// because a sign stands where the other has none.
  func likeness(to tokens: [LineTokens.Token]) -> Double? {
    var words = 0
    var same = 0
    for (index, token) in tokens.enumerated() {
      if token.isWordy { words += 1 }
      if hashes[index] == token.hash {
        if token.isWordy { same += 1 }
      } else if !(token.isWordy || token.isWildcard)
        || !(areWordy[index] || hashes[index] == LineTokens.wildcardHash)
      {
        return nil
      }
    }
    return Double(same) / Double(max(1, words))
  }

  /// Takes a line in: where it differs, the template has a wildcard.
  mutating func merge(_ tokens: [LineTokens.Token]) {
    count += 1
    for (index, token) in tokens.enumerated() where hashes[index] != token.hash {
      hashes[index] = LineTokens.wildcardHash
      areWordy[index] = false
      texts[index] = (texts[index].hasPrefix(" ") ? " " : "") + "<*>"
    }
  }

  /// The template as a line.
  var text: String {
    let line = texts.joined()
    return line.hasPrefix(" ") ? String(line.dropFirst()) : line
  }

  private static let brackets: [Substring: Substring] = ["(": ")", "[": "]", "{": "}"]

  /// The template with each run of wildcards as one, none where it is all that brackets hold, and
  /// one space between tokens.
  var collapsed: String {
    var result: [Substring] = []
    for text in texts {
      let token = text.hasPrefix(" ") ? text.dropFirst() : text[...]
      if token == "<*>", result.last == "<*>" { continue }
      // A name that was not found: `from 10.0.0.1 ()` is `from 10.0.0.1 (a.example)`.
      if result.last == "<*>", let open = result.dropLast().last, Self.brackets[open] == token {
        result.removeLast()
      }
      result.append(token)
    }
    return result.joined(separator: " ")
  }

  static func readable(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(LineMask.wildcard) else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    for byte in bytes {
      if byte == LineMask.wildcard { text += "<*>".utf8 } else { text.append(byte) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
