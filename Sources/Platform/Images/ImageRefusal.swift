package import Processes

/// What is wrong with a file that should be a picture.
package enum ImageRefusal: Error, Codable, Equatable, Sendable {
  case empty
  /// No picture, or a kind of picture that is not taken; `type` is a MIME type by content.
  case notTaken(type: String)
  case tooManyPixels(width: Int, height: Int, pixelsMax: Int)
  case tooLarge(bytes: Int, bytesMax: Int)
  /// Decoding it takes more than the process may have.
  case tooMuchMemory
  /// The data ends before the picture does; `percent` of its rows are there, nil if that cannot be
  /// told.
  case cutOff(percent: Int?)
  /// `detail` is what the decoder said.
  case damaged(detail: String)
  /// Not a plain file, or not to be opened.
  case unreadable(detail: String)
}

extension ImageRefusal: CustomStringConvertible {
  /// Goes on after the name of the file.
  package var description: String {
    switch self {
    case .empty: "is empty"
    case .notTaken(let type) where type.hasPrefix("image/"):
      "is of a kind that is not taken (\(type)); "
        + "JPEG, PNG, WebP, HEIF, AVIF, GIF and TIFF are"
    case .notTaken(let type): "is no picture (it looks like \(type))"
    case .tooManyPixels(let width, let height, let pixelsMax):
      "is \(grouped(width)) × \(grouped(height)) pixels; "
        + "the limit is \(grouped(pixelsMax / 1_000_000)) megapixels"
    case .tooLarge(let bytes, let bytesMax):
      "has \(megabytes(bytes)); the limit is \(megabytes(bytesMax))"
    case .tooMuchMemory: "takes more memory to decode than is allowed"
    case .cutOff(nil): "is cut off: its data ends before the picture does"
    case .cutOff(let percent?): "is cut off: its data ends after \(percent) % of the picture"
    case .damaged(let detail): "is damaged: \(detail)"
    case .unreadable(let detail): "cannot be read: \(detail)"
    }
  }
}

/// 1234567 as 1,234,567.
private func grouped(_ number: Int) -> String {
  var digits = String(number)
  var end = digits.endIndex
  while let comma = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex),
    comma > digits.startIndex
  {
    digits.insert(",", at: comma)
    end = comma
  }
  return digits
}

private func megabytes(_ bytes: Int) -> String {
  let tenths = (bytes + 50_000) / 100_000
  return "\(grouped(tenths / 10)).\(tenths % 10) MB"
}

/// Why nothing came of a request about a picture.
package typealias ImageError = DecoderError<ImageRefusal>

extension ImageRefusal: DecoderRefusal {
  package static let program = "dropmill-images"
  package static let deed = "made ready"
}
