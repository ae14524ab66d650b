/// One range of bytes as a client asks for it: `bytes=0-99`, `bytes=100-`, `bytes=-50`.
struct ByteRange: Equatable {
  private let first: Int?
  private let last: Int?

  /// - Returns: nil for anything but one well-formed range.
  init?(_ text: String) {
    guard text.hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    let numbers = ends.map { end in end.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard numbers.allSatisfy({ $0 }), !(ends[0].isEmpty && ends[1].isEmpty) else { return nil }
    first = Int(ends[0])
    last = Int(ends[1])
    if (first == nil) != ends[0].isEmpty || (last == nil) != ends[1].isEmpty { return nil }
    if let first, let last, first > last { return nil }
  }

  /// What of it there is; empty when nothing.
  func bounds(in size: Int) -> Range<Int> {
    guard let first else { return max(0, size - (last ?? 0))..<size }
    if first >= size { return size..<size }
    return first..<(min(last ?? size - 1, size - 1) + 1)
  }
}
