/// How a description came about, so that an outcome can be credited to it: its style, its length,
/// the version of the grammar, and which of the tries was taken. With the listing's key as the seed
/// they give the same text again.
struct Variant: Hashable, Sendable {
  let style: String
  let length: String
  let version: String
  let number: Int

  init(style: String, length: String, version: String, number: Int) {
    self.style = style
    self.length = length
    self.version = version
    self.number = number
  }

  /// - Parameter text: `plain/standard/1/3`, as ``text`` writes it.
  init?(_ text: String) {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count == 4, let number = Int(parts[3]) else { return nil }
    self.init(style: parts[0], length: parts[1], version: parts[2], number: number)
  }

  var text: String { "\(style)/\(length)/\(version)/\(number)" }
}
