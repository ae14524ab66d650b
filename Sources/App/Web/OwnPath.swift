/// A place on this very site, where a browser may be sent.
package struct OwnPath: Sendable, Equatable {
  static let bytesMax = 2000

  package let text: String

  /// - Returns: nil for what a browser would read as another host, and for control characters.
  package init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
    guard text.hasPrefix("/"), !text.hasPrefix("//"), isPlain, text.utf8.count <= Self.bytesMax
    else {
      return nil
    }
    self.text = text
  }
}
