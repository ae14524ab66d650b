import Images

/// One written copy of a photo: a format in one size, or the one for where its page is shared.
struct PhotoFile: Hashable, Sendable {
  typealias Format = RenderRequest.Encoding.Format

  let format: Format
  /// Pixels.
  let width: Int
  let height: Int
  let isForSharing: Bool

  /// As large as those who show previews of links want it.
  static let forSharing = RenderRequest.Cut(
    name: "share", width: 1200, height: 630, bytesMax: 300 << 10)

  /// - Parameter base: what all copies of the photo begin with.
  func name(_ base: String) -> String {
    "\(base)-\(isForSharing ? Self.forSharing.name : String(width)).\(format.suffix)"
  }

  /// `webp:800:533`, as the table and the streams keep it.
  var text: String {
    "\(format.rawValue):\(width):\(height)" + (isForSharing ? ":\(Self.forSharing.name)" : "")
  }

  init(_ image: RenderedImage) {
    isForSharing = image.name.hasSuffix("-\(Self.forSharing.name).jpg")
    format = image.format
    width = image.width
    height = image.height
  }

  /// Reads ``text``; nil when it is something else.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":")
    guard parts.count == 3 || parts.count == 4, let format = Format(rawValue: String(parts[0])),
      let width = Int(parts[1]), let height = Int(parts[2])
    else { return nil }
    isForSharing = parts.count == 4
    self.format = format
    self.width = width
    self.height = height
  }
}
