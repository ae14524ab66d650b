/// Appends XML 1.0 to a byte buffer: well-formed whatever the texts are.
///
///     writer.begin("property")
///     writer.element("ref", text)
///     writer.end("property")
///
/// Each element ends its line. `& < > " '` become references, so that no text ends an element, an
/// attribute or a CDATA section; what XML 1.0 forbids (control characters, U+FFFE, U+FFFF) and the
/// C1 controls, which it advises against, become U+FFFD. That what is begun is ended is for the
/// caller to see to.
package struct XMLWriter: Sendable {
  /// What has been written; take it out in pieces with `takeBytes()`.
  package private(set) var bytes: [UInt8] = []

  package init(reservingCapacity capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Appends markup as it is; only a literal can be given.
  package mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Begins an element that holds others, on a line of its own.
  package mutating func begin(_ name: StaticString) {
    bytes.append(0x3C)
    markup(name)
    markup(">\n")
  }

  package mutating func end(_ name: StaticString) {
    markup("</")
    markup(name)
    markup(">\n")
  }

  /// An element that holds a text.
  package mutating func element(_ name: StaticString, _ text: String) {
    bytes.append(0x3C)
    markup(name)
    bytes.append(0x3E)
    self.text(text)
    end(name)
  }

  package mutating func element(_ name: StaticString, _ number: Int) {
    element(name, String(number))
  }

  /// An element that holds a text, when there is one.
  package mutating func element(_ name: StaticString, ifPresent text: String?) {
    if let text { element(name, text) }
  }

  package mutating func element(_ name: StaticString, ifPresent number: Int?) {
    if let number { element(name, number) }
  }

  /// Appends ` name="text"`, inside a tag that was opened with ``markup(_:)``.
  package mutating func attribute(_ name: StaticString, _ text: String) {
    bytes.append(0x20)
    markup(name)
    markup("=\"")
    self.text(text)
    bytes.append(0x22)
  }

  /// As ``begin(_:)``, with a name that is no literal: of letters, figures, `_` and `-`.
  package mutating func begin(named name: String) {
    tag(name)
    markup(">\n")
  }

  package mutating func end(named name: String) {
    markup("</")
    bytes.append(contentsOf: name.utf8)
    markup(">\n")
  }

  package mutating func element(named name: String, _ text: String) {
    tag(name)
    bytes.append(0x3E)
    self.text(text)
    end(named: name)
  }

  /// An element that holds nothing.
  package mutating func empty(named name: String, _ attribute: (name: String, value: String)?) {
    tag(name)
    if let attribute {
      precondition(Self.isName(attribute.name), "no name of an attribute: \(attribute.name)")
      bytes.append(0x20)
      bytes.append(contentsOf: attribute.name.utf8)
      markup("=\"")
      text(attribute.value)
      bytes.append(0x22)
    }
    markup("/>\n")
  }

  private mutating func tag(_ name: String) {
    precondition(Self.isName(name), "no name of an element: \(name)")
    bytes.append(0x3C)
    bytes.append(contentsOf: name.utf8)
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- 0x61 < 26 || first == 0x5F else {
      return false
    }
    return text.utf8.allSatisfy {
      ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F || $0 == 0x2D
    }
  }

  /// Appends escaped text.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// Hands over what was written and starts anew.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Copies runs of plain bytes and replaces what lies between them. A String's UTF-8 is valid.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var runStart = 0
    while index < text.count {
      let length = Self.specialLength(text, at: index)
      if length == 0 {
        index += 1
        continue
      }
      bytes.append(contentsOf: text[runStart..<index])
      replace(text[index])
      index += length
      runStart = index
    }
    bytes.append(contentsOf: text[runStart...])
  }

  /// How many bytes from `index` must be replaced; 0 when this one may stand.
  private static func specialLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0x09, 0x0A: 0
    case 0x00...0x1F, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F: 1
    case 0xC2: text[index + 1] < 0xA0 ? 2 : 0
    case 0xEF: text[index + 1] == 0xBF && text[index + 2] >= 0xBE ? 3 : 0
    default: 0
    }
  }

  private mutating func replace(_ byte: UInt8) {
    switch byte {
    case 0x26: markup("&amp;")
    case 0x3C: markup("&lt;")
    case 0x3E: markup("&gt;")
    case 0x22: markup("&quot;")
    case 0x27: markup("&#39;")
    case 0x0D: markup("&#13;")
    default: markup("\u{FFFD}")
    }
  }
}
