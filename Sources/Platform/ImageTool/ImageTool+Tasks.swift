import Files
import Images

extension ImageTool {
  /// Pixels on the longer side of the copy that is judged: a measure of sharpness needs a common
  /// size, and this one still tells a soft photo from a crisp one.
  private static let judgedSide = 512

  /// WebP has room for 16,383 rows; nothing on a page is that tall.
  private static let heightMax = 16_000

  func inspect(_ source: borrowing PictureSource) throws -> ImageFacts {
    let small = try source.decode(widthMax: Self.judgedSide, heightMax: Self.judgedSide)
    let grey = try small.grey()
    let header = source.header
    return try ImageFacts(
      format: source.format, width: header.width, height: header.height,
      orientation: header.orientation, hasAlpha: header.hasAlpha, pages: header.pages,
      hash: grey.differenceHash, sharpness: grey.sharpness, brightness: grey.brightness,
      colour: small.colour(), flaw: small.flaw, taken: header.taken, camera: header.camera)
  }

  /// Decodes once, at the largest width, and shrinks that for the others.
  func render(
    _ request: RenderRequest, _ source: borrowing PictureSource
  ) throws -> [RenderedImage] {
    let widest = request.widths.max() ?? 1
    let largest = try source.decode(widthMax: widest, heightMax: Self.heightMax)
    var files: [RenderedImage] = []
    for width in request.widths(forPictureWidth: largest.width) {
      if width == largest.width {
        files += try write(largest, request)
      } else {
        files += try write(largest.shrunk(toWidth: width), request)
      }
    }
    if let cut = request.cut, cut.fits(largest.width, largest.height) {
      files.append(try write(cut, of: largest, request))
    }
    return files
  }

  /// As good as fits into the bytes that it may have.
  private func write(
    _ cut: RenderRequest.Cut, of picture: borrowing DecodedPicture, _ request: RenderRequest
  ) throws -> RenderedImage {
    let picture = try picture.cut(width: cut.width, height: cut.height)
    var bytes: [UInt8] = []
    for quality in [80, 65, 50, 35] {
      bytes = try picture.encoded(RenderRequest.Encoding(.jpeg, quality: quality))
      if bytes.count <= cut.bytesMax { break }
    }
    let name = "\(request.name)-\(cut.name).jpg"
    try FileWriter.replace(request.directory / name, with: bytes)
    return RenderedImage(
      name: name, format: .jpeg, width: cut.width, height: cut.height, bytes: bytes.count)
  }

  private func write(
    _ picture: borrowing DecodedPicture, _ request: RenderRequest
  ) throws -> [RenderedImage] {
    var files: [RenderedImage] = []
    for encoding in request.encodings {
      let bytes = try picture.encoded(encoding)
      let name = "\(request.name)-\(picture.width).\(encoding.format.suffix)"
      try FileWriter.replace(request.directory / name, with: bytes)
      files.append(
        RenderedImage(
          name: name, format: encoding.format, width: picture.width, height: picture.height,
          bytes: bytes.count))
    }
    return files
  }
}
