package import Files
package import Processes

/// Smaller copies of a picture to be written for the web.
package struct RenderRequest: Codable, Equatable, Sendable {
  /// One file format with its quality.
  package struct Encoding: Codable, Equatable, Sendable {
    package enum Format: String, Codable, CaseIterable, Sendable {
      case webp, jpeg, avif

      package var suffix: String { self == .jpeg ? "jpg" : rawValue }
    }

    package var format: Format
    /// 1…100, on the encoder's own scale: WebP 75, JPEG 80 and AVIF 55 differ from a
    /// photo by about as much (PSNR 35 to 37 dB).
    package var quality: Int

    package init(_ format: Format, quality: Int) {
      precondition((1...100).contains(quality), "quality is 1 to 100")
      self.format = format
      self.quality = quality
    }

    package static let webp = Encoding(.webp, quality: 75)
    package static let jpeg = Encoding(.jpeg, quality: 80)
    package static let avif = Encoding(.avif, quality: 55)
  }

  @PercentEncoded package var source: Path
  /// Must be there.
  @PercentEncoded package var directory: Path
  /// Of the files before `-800.webp`: one component.
  package var name: String
  /// Widths in pixels of the upright picture. None is enlarged: instead of all that are wider than
  /// the picture there is one of its own width.
  package var widths: [Int]
  package var encodings: [Encoding]

  package init(
    source: Path, directory: Path, name: String, widths: [Int] = [480, 800, 1200, 1600],
    encodings: [Encoding] = [.webp, .jpeg]
  ) {
    precondition(!name.isEmpty && !name.utf8.contains(UInt8(ascii: "/")), "a name is one component")
    precondition(!widths.isEmpty && widths.allSatisfy { $0 > 0 }, "a width is at least one pixel")
    precondition(!encodings.isEmpty, "a picture without a format cannot be written")
    self.source = source
    self.directory = directory
    self.name = name
    self.widths = widths
    self.encodings = encodings
  }
}

extension RenderRequest {
  /// The widths to write for a picture of this width, from the largest, each once.
  package func widths(forPictureWidth width: Int) -> [Int] {
    Set(widths.map { min($0, width) }).sorted(by: >)
  }
}
