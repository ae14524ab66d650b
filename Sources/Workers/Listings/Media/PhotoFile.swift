import Images

/// One written copy of a photo: a format in one size.
struct PhotoFile: Hashable, Sendable {
  typealias Format = RenderRequest.Encoding.Format

  let format: Format
  /// Pixels.
  let width: Int
  let height: Int

  /// - Parameter base: what all copies of the photo begin with.
  func name(_ base: String) -> String { "\(base)-\(width).\(format.suffix)" }

  /// `webp:800:533`, as the table and the streams keep it.
  var text: String { "\(format.rawValue):\(width):\(height)" }

  init(_ image: RenderedImage) {
    format = image.format
    width = image.width
    height = image.height
  }

  /// Reads ``text``; nil when it is something else.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":")
    guard parts.count == 3, let format = Format(rawValue: String(parts[0])),
      let width = Int(parts[1]), let height = Int(parts[2])
    else { return nil }
    self.format = format
    self.width = width
    self.height = height
  }
}
