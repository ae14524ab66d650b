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

  /// One more copy, a JPEG of exactly this size, cut to what draws the eye.
  package struct Cut: Codable, Equatable, Sendable {
    /// What its file is called behind the request's name: `front-share.jpg`.
    package var name: String
    /// Pixels.
    package var width: Int
    package var height: Int
    /// The quality is lowered until it has no more.
    package var bytesMax: Int

    package init(name: String, width: Int, height: Int, bytesMax: Int) {
      precondition(width > 0 && height > 0, "a cut has at least one pixel")
      self.name = name
      self.width = width
      self.height = height
      self.bytesMax = bytesMax
    }

    /// Whether a picture of this size is large enough: no pixel becomes more than four.
    package func fits(_ width: Int, _ height: Int) -> Bool {
      2 * width >= self.width && 2 * height >= self.height
    }
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
  package var cut: Cut?

  package init(
    source: Path, directory: Path, name: String, widths: [Int] = [480, 800, 1200, 1600],
    encodings: [Encoding] = [.webp, .jpeg], cut: Cut? = nil
  ) {
    precondition(!name.isEmpty && !name.utf8.contains(UInt8(ascii: "/")), "a name is one component")
    precondition(!widths.isEmpty && widths.allSatisfy { $0 > 0 }, "a width is at least one pixel")
    precondition(!encodings.isEmpty, "a picture without a format cannot be written")
    self.source = source
    self.directory = directory
    self.name = name
    self.widths = widths
    self.encodings = encodings
    self.cut = cut
  }
}

extension RenderRequest {
  /// The widths to write for a picture of this width, from the largest, each once.
  package func widths(forPictureWidth width: Int) -> [Int] {
    Set(widths.map { min($0, width) }).sorted(by: >)
  }
}
