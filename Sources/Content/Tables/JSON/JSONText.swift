/// A look at JSON text in place: where values end, and what stands in them.
///
/// Only what a table needs. Text that is no JSON gives nil; so does a value that the text does not
/// hold to its end, which `isCut` tells apart.
struct JSONText {
  enum Kind {
    case object, array, string, word
  }

  /// Deeper nesting is refused, so that no text can exhaust the stack of those who read it later.
  static let depthMax = 64

  let text: UnsafeBufferPointer<UInt8>
  /// Whether the last value sought goes on behind the text.
  private(set) var isCut = false

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// The first place from `start` on that is not blank; the end of the text if all is.
  func skipBlanks(_ start: Int) -> Int {
    var at = start
    while at < text.count, Self.isBlank(text[at]) { at += 1 }
    return at
  }

  func kind(at place: Int) -> Kind? {
    guard place < text.count else { return nil }
    switch text[place] {
    case 0x7B: return .object
    case 0x5B: return .array
    case 0x22: return .string
    case 0x2C, 0x3A, 0x5D, 0x7D: return nil
    default: return .word
    }
  }

  /// Where the value that starts at `start` ends.
  ///
  /// - Parameter isLast: Whether the text ends here; a number or word may then reach its end.
  mutating func end(of start: Int, isLast: Bool) -> Int? {
    isCut = false
    switch kind(at: start) {
    case .string: return endOfString(start)
    case .word: return endOfWord(start, isLast: isLast)
    case .object, .array: return endOfNested(start)
    case nil:
      isCut = start >= text.count
      return nil
    }
  }

  /// A backslash takes the next byte along.
  private mutating func endOfString(_ start: Int) -> Int? {
    var at = start + 1
    while at < text.count {
      if text[at] == 0x22 { return at + 1 }
      at += text[at] == 0x5C ? 2 : 1
    }
    isCut = true
    return nil
  }

  /// Numbers, true, false, null, and what some writers add: NaN, Infinity.
  private mutating func endOfWord(_ start: Int, isLast: Bool) -> Int? {
    var at = start
    while at < text.count {
      let byte = text[at]
      let isPart =
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 <= 9 || byte == 0x2B || byte == 0x2D
        || byte == 0x2E
      if !isPart { return at > start ? at : nil }
      at += 1
    }
    isCut = !isLast
    return isLast ? at : nil
  }

  private mutating func endOfNested(_ start: Int) -> Int? {
    var closers: [UInt8] = []
    var at = start
    while at < text.count {
      switch text[at] {
      case 0x22:
        guard let end = endOfString(at) else { return nil }
        at = end
        continue
      case 0x7B: closers.append(0x7D)
      case 0x5B: closers.append(0x5D)
      case 0x7D, 0x5D:
        guard closers.popLast() == text[at] else { return nil }
        if closers.isEmpty { return at + 1 }
      default: break
      }
      if closers.count > Self.depthMax { return nil }
      at += 1
    }
    isCut = true
    return nil
  }

  /// Whether the text is one value and sound in form, down to its members or elements.
  var isWhole: Bool {
    var json = self
    switch json.kind(at: 0) {
    case .object: return json.forEachMember(of: 0) { _, _ in }
    case .array: return json.forEachElement(of: 0) { _ in }
    case .string: return true
    case .word:
      let first = text[0]
      if first &- 0x30 <= 9 || first == 0x2D { return true }
      return ["true", "false", "null", "NaN", "Infinity"].contains { text.elementsEqual($0.utf8) }
    case nil: return false
    }
  }

  // MARK: - Members and elements

  /// Hands on each member of the object that starts at `start` and is whole: the name's bytes as
  /// written between its quotes, and where the value lies.
  ///
  /// - Returns: Whether it is an object in form.
  mutating func forEachMember(
    of start: Int, _ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void
  ) -> Bool {
    var at = skipBlanks(start + 1)
    while at < text.count, text[at] != 0x7D {
      guard text[at] == 0x22, let nameEnd = endOfString(at) else { return false }
      let colon = skipBlanks(nameEnd)
      guard colon < text.count, text[colon] == 0x3A else { return false }
      let value = skipBlanks(colon + 1)
      guard let end = end(of: value, isLast: false) else { return false }
      body(at + 1..<nameEnd - 1, value..<end)
      guard let next = separator(behind: end, closer: 0x7D) else { return false }
      at = next
    }
    return at < text.count
  }

  /// Hands on each element of the array that starts at `start` and is whole.
  mutating func forEachElement(of start: Int, _ body: (Range<Int>) -> Void) -> Bool {
    var at = skipBlanks(start + 1)
    while at < text.count, text[at] != 0x5D {
      guard let end = end(of: at, isLast: false) else { return false }
      body(at..<end)
      guard let next = separator(behind: end, closer: 0x5D) else { return false }
      at = next
    }
    return at < text.count
  }

  /// The place behind a comma, or that of the closer; nil when neither follows.
  private func separator(behind end: Int, closer: UInt8) -> Int? {
    let at = skipBlanks(end)
    guard at < text.count else { return nil }
    if text[at] == 0x2C { return skipBlanks(at + 1) }
    return text[at] == closer ? at : nil
  }
}
