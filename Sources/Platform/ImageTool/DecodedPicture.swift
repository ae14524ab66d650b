import CImages
import Files
import Images

/// Pixels in memory: upright, sRGB, without metadata.
struct DecodedPicture: ~Copyable {
  /// What the decoder complained of without giving up.
  let flaw: String?
  private let picture: OpaquePointer

  /// The first page of a file, shrunk to fit the box, never enlarged.
  init(_ descriptor: borrowing Descriptor, widthMax: Int, heightMax: Int) throws(DecoderError) {
    var message = images_message()
    let picture = images_decode(
      descriptor.rawValue, Int32(clamping: widthMax), Int32(clamping: heightMax), &message)
    guard let picture else { throw DecoderError(message) }
    self.picture = picture
    let complaint = DecoderError(message).text
    flaw = complaint.isEmpty ? nil : complaint
  }

  private init(shrunk picture: OpaquePointer, flaw: String?) {
    self.picture = picture
    self.flaw = flaw
  }

  deinit { images_close(picture) }

  var width: Int { Int(images_width(picture)) }

  var height: Int { Int(images_height(picture)) }

  /// A copy of this width, which is at most the picture's own.
  borrowing func shrunk(toWidth width: Int) throws(DecoderError) -> DecodedPicture {
    var message = images_message()
    guard let copy = images_shrink(picture, Int32(width), &message) else {
      throw DecoderError(message)
    }
    return DecodedPicture(shrunk: copy, flaw: flaw)
  }

  /// A copy of exactly this size, cut to what draws the eye.
  borrowing func cut(width: Int, height: Int) throws(DecoderError) -> DecodedPicture {
    var message = images_message()
    guard let copy = images_cut(picture, Int32(width), Int32(height), &message) else {
      throw DecoderError(message)
    }
    return DecodedPicture(shrunk: copy, flaw: flaw)
  }

  /// The mean of all pixels, 0xRRGGBB.
  borrowing func colour() throws(DecoderError) -> Int {
    var message = images_message()
    var parts = [UInt8](repeating: 0, count: 3)
    if images_colour(picture, &parts, &message) != 0 { throw DecoderError(message) }
    return parts.reduce(0) { $0 << 8 | Int($1) }
  }

  borrowing func grey() throws(DecoderError) -> GreyPicture {
    var message = images_message()
    var pixels = [UInt8](repeating: 0, count: width * height)
    if images_grey(picture, &pixels, &message) != 0 { throw DecoderError(message) }
    return GreyPicture(width: width, height: height, pixels: pixels)
  }

  /// The picture as the content of a file; the same bytes each time.
  borrowing func encoded(_ encoding: RenderRequest.Encoding) throws(DecoderError) -> [UInt8] {
    var message = images_message()
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    let result = images_encode(
      picture, encoding.format.code, Int32(encoding.quality), &bytes, &count, &message)
    if result != 0 { throw DecoderError(message) }
    defer { images_free(bytes) }
    let file = Array(UnsafeBufferPointer(start: bytes, count: count))
    return encoding.format == .webp ? WebP.withoutMetadata(file) : file
  }
}

extension RenderRequest.Encoding.Format {
  fileprivate var code: images_format {
    switch self {
    case .webp: images_webp
    case .jpeg: images_jpeg
    case .avif: images_avif
    }
  }
}
