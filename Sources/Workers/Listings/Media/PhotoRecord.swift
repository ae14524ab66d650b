import Foundation
import Images
import Pipeline

/// A photo as ingest saw it, with the copies made for the web.
///
/// The copies travel in the stream, since the source is there for ingest alone; nothing of the
/// original but its pixels is in them.
struct PhotoRecord: StageValue, Equatable {
  /// A copy with its content.
  struct Copy: Equatable, Sendable {
    let file: PhotoFile
    let bytes: [UInt8]
  }

  /// Where it lay below the agency's folder: `photos/hh-101-front.jpg`. Dropped there again it
  /// replaces.
  var name: String
  /// For people: `JPEG`.
  var format: String
  /// Pixels, of the upright picture.
  var width: Int
  var height: Int
  /// Variance of the Laplacian; below about 100 for soft pictures.
  var sharpness: Double
  /// 0 black to 1 white.
  var brightness: Double
  /// What the decoder complained of without giving up.
  var flaw: String?
  /// Sizes from the largest.
  var copies: [Copy]

  /// - Parameter name: below the agency's folder.
  init(name: String, facts: ImageFacts, copies: [Copy]) {
    self.name = name
    format = facts.format.name
    width = facts.width
    height = facts.height
    sharpness = facts.sharpness
    brightness = facts.brightness
    flaw = facts.flaw
    self.copies = copies
  }
}

extension PhotoRecord {
  static let fields = [
    "name", "format", "width", "height", "sharpness", "brightness", "flaw", "copies",
  ]

  func write(to row: inout RowWriter) {
    row.put(name)
    row.put(format)
    row.put(width)
    row.put(height)
    row.put(sharpness)
    row.put(brightness)
    row.put(flaw)
    row.put(copies.map { "\($0.file.text):\(Data($0.bytes).base64EncodedString())" })
  }

  init(from row: inout RowReader) throws {
    name = try row.text()
    format = try row.text()
    width = try row.integer()
    height = try row.integer()
    sharpness = try row.real()
    brightness = try row.real()
    flaw = try row.optionalText()
    copies = try row.list().compactMap(Copy.init)
  }
}

extension PhotoRecord.Copy {
  /// Reads `webp:800:533:` and the content in base 64.
  fileprivate init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let file = PhotoFile(text[..<colon]),
      let data = Data(base64Encoded: String(text[text.index(after: colon)...]))
    else { return nil }
    self.init(file: file, bytes: Array(data))
  }
}
