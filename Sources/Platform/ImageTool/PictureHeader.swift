import CImages
import Files

/// What a file says of itself, made fit to be shown.
struct PictureHeader {
  /// Pixels, of the upright picture.
  let width: Int
  let height: Int
  let orientation: Int
  let pages: Int
  let hasAlpha: Bool
  let taken: String?
  let camera: String?

  init(of descriptor: borrowing Descriptor) throws(DecoderError) {
    var header = images_header()
    var message = images_message()
    if images_read_header(descriptor.rawValue, &header, &message) != 0 {
      throw DecoderError(message)
    }
    // Orientations from 5 on lie on their side.
    orientation = (1...8).contains(header.orientation) ? Int(header.orientation) : 1
    width = Int(orientation < 5 ? header.width : header.height)
    height = Int(orientation < 5 ? header.height : header.width)
    pages = max(1, Int(header.pages))
    hasAlpha = header.has_alpha != 0
    taken = Self.time(Self.text(of: header.taken))
    camera = Self.camera(maker: Self.text(of: header.maker), model: Self.text(of: header.camera))
  }

  /// `2008:10:22 16:28:39`, as EXIF has it, as `2008-10-22T16:28:39`; nil for anything else.
  private static func time(_ text: String) -> String? {
    let pattern = "dddd:dd:dd dd:dd:dd"
    let fits = zip(text, pattern).allSatisfy { $1 == "d" ? $0.isASCIIDigit : $0 == $1 }
    // A camera whose clock was never set writes zeros.
    guard text.count == pattern.count, fits, !text.hasPrefix("0000") else { return nil }
    let parts = text.split(separator: " ")
    return parts[0].map { $0 == ":" ? "-" : String($0) }.joined() + "T" + parts[1]
  }

  /// “NIKON CORPORATION” and “NIKON D70”, but “Canon” and “Canon EOS 40D” need no maker.
  private static func camera(maker: String, model: String) -> String? {
    let parts = model.lowercased().hasPrefix(maker.lowercased()) ? [model] : [maker, model]
    let text = parts.filter { !$0.isEmpty }.joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// A C array of characters as one line of printable text; empty when it is no UTF-8.
  private static func text(of characters: some BitwiseCopyable) -> String {
    let bytes = withUnsafeBytes(of: characters) { Array($0.prefix { $0 != 0 }) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return "" }
    return Path.escaped(text.utf8).split(separator: " ").joined(separator: " ")
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
