/// The number of an item, in the order of arrival; its directory's name.
package struct ItemID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  /// - Parameter text: decimal digits, with or without leading zeros.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), number > 0
    else { return nil }
    self.number = number
  }

  package init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  package static func < (left: ItemID, right: ItemID) -> Bool { left.number < right.number }

  /// At least six digits, so that a listing is in order of arrival.
  package var description: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
