import Foundation

/// Cuts a cell of photos into names: `1.jpg|2.jpg`, `https://a.example/1.jpg, https://…`.
enum PhotoList {
  private static let dividers = Array(",;|\n".utf8)

  /// An address may have a comma itself: `https://cdn.example/w_300,h_200/1.jpg`. There it ends
  /// only behind the ending of a picture, or before another address.
  static func parts(_ cell: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    var parts: [UnsafeRawBufferPointer] = []
    var start = 0
    for index in cell.indices where dividers.contains(cell[index]) {
      let part = cell[start..<index]
      let isWithin = mayBeWithin(cell[index]) && isAddress(part) && !isPicture(part)
      if isWithin, goesOn(cell[(index + 1)...]) { continue }
      parts.append(UnsafeRawBufferPointer(rebasing: part))
      start = index + 1
    }
    parts.append(UnsafeRawBufferPointer(rebasing: cell[start...]))
    return parts
  }

  private static func mayBeWithin(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  private static func isAddress(_ part: Slice<UnsafeRawBufferPointer>) -> Bool {
    part.drop { $0 <= 0x20 }.starts(with: "http".utf8) && part.contains(UInt8(ascii: ":"))
  }

  /// Whether what follows is the rest of an address.
  private static func goesOn(_ rest: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let first = rest.first else { return false }
    return first > 0x20 && !rest.starts(with: "http".utf8)
  }

  /// Whether a text ends as names of pictures do.
  static func isPicture(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    let end = String(decoding: text.suffix(5), as: UTF8.self).lowercased()
    return endings.contains { end.hasSuffix($0) }
  }

  private static let endings = [
    ".jpg", ".jpeg", ".png", ".webp", ".heic", ".avif", ".tif", ".tiff", ".gif",
  ]
}
