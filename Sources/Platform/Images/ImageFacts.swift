/// What a picture is and shows, as far as a program can say. Never where it was taken.
package struct ImageFacts: Codable, Equatable, Sendable {
  package var format: PictureFormat
  /// Pixels, of the upright picture.
  package var width: Int
  package var height: Int
  /// How the stored picture lies: 1 upright to 8, EXIF tag 0x0112. The other facts are about the
  /// upright picture.
  package var orientation: Int
  package var hasAlpha: Bool
  /// Frames of an animation, pages of a TIFF; the first alone is looked at.
  package var pages: Int
  /// Difference hash: pictures whose hashes differ in few of the 64 bits look alike.
  package var hash: UInt64
  /// Variance of the Laplacian; the less, the more blurred. Below about 100 for soft pictures.
  package var sharpness: Double
  /// Mean brightness, 0 black to 1 white.
  package var brightness: Double
  /// The mean of its pixels, 0xRRGGBB.
  package var colour: Int
  /// What the decoder complained of without giving up. “Extraneous bytes” are harmless; after a
  /// “bad Huffman code” a part of the picture is grey.
  package var flaw: String?
  /// Local time of the camera, `2008-10-22T16:28:39`.
  package var taken: String?
  /// Maker and model.
  package var camera: String?

  package init(
    format: PictureFormat, width: Int, height: Int, orientation: Int, hasAlpha: Bool, pages: Int,
    hash: UInt64, sharpness: Double, brightness: Double, colour: Int, flaw: String?,
    taken: String?, camera: String?
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.orientation = orientation
    self.hasAlpha = hasAlpha
    self.pages = pages
    self.hash = hash
    self.sharpness = sharpness
    self.brightness = brightness
    self.colour = colour
    self.flaw = flaw
    self.taken = taken
    self.camera = camera
  }
}

extension ImageFacts {
  /// In how many of 64 places the hashes differ: 0 the same, up to about 10 alike.
  package func distance(to other: ImageFacts) -> Int { (hash ^ other.hash).nonzeroBitCount }
}
