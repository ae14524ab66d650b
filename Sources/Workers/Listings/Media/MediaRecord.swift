import Images
import Pages
import Pipeline

/// A photo or document as ingest saw it. What is published of it lies in the item's files.
struct MediaRecord: StageValue, Equatable {
  var kind: MediaKind
  /// Where it lay below the agency's folder: `photos/hh-101-front.jpg`. Dropped there again it
  /// replaces.
  var name: String
  /// What the names of its published files begin with.
  var base: String
  /// For people: `JPEG`.
  var format: String
  /// Bytes of the source.
  var bytes: Int
  /// Pixels, of the upright picture.
  var width = 0
  var height = 0
  /// Variance of the Laplacian; below about 100 for soft pictures.
  var sharpness = 0.0
  /// 0 black to 1 white.
  var brightness = 0.0
  /// The mean of the pixels, 0xRRGGBB.
  var colour = 0
  /// Difference hash of a photo; 0 for a document, and for a photo of one colour.
  var hash: UInt64 = 0
  /// What the decoder complained of without giving up.
  var flaw: String?
  /// Copies of a photo, sizes from the largest.
  var files: [PhotoFile] = []

  /// - Parameters:
  ///   - making: what else than its content decides what is published of it.
  ///   - showsName: whether visitors may know what its file is called.
  init(_ kind: MediaKind, of item: Item, format: String, making: String, showsName: Bool) {
    self.kind = kind
    self.format = format
    name = MediaName.place(of: item)
    bytes = item.size
    base = Self.base(
      kind, named: name, showsName: showsName, mark: Self.mark(name, item.fingerprint, making))
  }

  mutating func take(_ facts: ImageFacts, _ files: [PhotoFile]) {
    width = facts.width
    height = facts.height
    sharpness = facts.sharpness
    brightness = facts.brightness
    colour = facts.colour
    hash = facts.hash
    flaw = facts.flaw
    self.files = files
  }

  /// What a file is called, or only what it shows, where its name may be an address that is not to
  /// be told; and its mark.
  static func base(
    _ kind: MediaKind, named name: String, showsName: Bool, mark: String
  ) -> String {
    let view = kind == .photo ? PhotoWords.view(name) : PhotoWords.document(name)
    let words = showsName ? MediaName(name).stem : view ?? kind.rawValue
    return "\(Pages.slug(words))-\(mark)"
  }

  /// It changes with the content, so that whatever may be cached stays right.
  static func mark(_ name: String, _ fingerprint: String, _ making: String) -> String {
    String(KeyLetters("\(name)|\(fingerprint)|\(making)").prefix(markLength))
  }

  static let markLength = 9
}

extension MediaRecord {
  static let fields = [
    "kind", "name", "base", "format", "bytes", "width", "height", "sharpness", "brightness",
    "colour", "hash", "flaw", "files",
  ]

  func write(to row: inout RowWriter) {
    row.put(kind.rawValue)
    row.put(name)
    row.put(base)
    row.put(format)
    row.put(bytes)
    row.put(width)
    row.put(height)
    row.put(sharpness)
    row.put(brightness)
    row.put(colour)
    row.put(Int(Int64(bitPattern: hash)))
    row.put(flaw)
    row.put(files.map(\.text))
  }

  init(from row: inout RowReader) throws {
    kind = MediaKind(rawValue: try row.text()) ?? .photo
    name = try row.text()
    base = try row.text()
    format = try row.text()
    bytes = try row.integer()
    width = try row.integer()
    height = try row.integer()
    sharpness = try row.real()
    brightness = try row.real()
    colour = try row.integer()
    hash = UInt64(bitPattern: Int64(try row.integer()))
    flaw = try row.optionalText()
    files = try row.list().compactMap { PhotoFile($0) }
  }
}
