/// The bytes a file must start with: text, or figures as in `hex:ffd8`.
struct Opening: Sendable, Equatable {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  let text: String  // as written in the rule
  private let bytes: [UInt8]
  private let isText: Bool

  /// - Returns: nil when it is empty, longer than rules look, or `hex:` without pairs of figures.
  init?(_ text: String) {
    isText = !text.hasPrefix("hex:")
    guard let bytes = isText ? Array(text.utf8) : Self.bytes(hex: text.dropFirst(4)),
      !bytes.isEmpty, bytes.count <= Candidate.firstBytesMax
    else { return nil }
    self.text = text
    self.bytes = bytes
  }

  /// Whether a file with these first bytes starts so. Before text, a byte order mark is skipped.
  func begins(_ firstBytes: [UInt8]) -> Bool {
    if firstBytes.starts(with: bytes) { return true }
    guard isText, firstBytes.starts(with: Self.byteOrderMark) else { return false }
    return firstBytes.dropFirst(Self.byteOrderMark.count).starts(with: bytes)
  }

  private static func bytes(hex: Substring) -> [UInt8]? {
    let figures = hex.filter { $0 != " " }.map(\.hexDigitValue)
    guard figures.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: figures.count, by: 2) {
      guard let high = figures[index], let low = figures[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
