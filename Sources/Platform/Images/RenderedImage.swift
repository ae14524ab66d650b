/// A file that was written.
package struct RenderedImage: Codable, Equatable, Sendable {
  /// In the directory of the request: `front-800.webp`.
  package var name: String
  package var format: RenderRequest.Encoding.Format
  /// Pixels.
  package var width: Int
  package var height: Int
  package var bytes: Int

  package init(
    name: String, format: RenderRequest.Encoding.Format, width: Int, height: Int, bytes: Int
  ) {
    self.name = name
    self.format = format
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
