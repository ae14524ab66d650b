/// The name of a photo, as names of photos and listings are compared.
///
/// Capitals, separators and the ending do not matter: `HH 101_Front.JPG` is `hh-101-front`.
struct PhotoName {
  /// The file's name without folders and ending, folded.
  let stem: String
  /// The folders it lies in, the innermost first, folded.
  let folders: [String]

  /// - Parameter path: a name, a path or an address, as written in a row or dropped.
  init(_ path: String) {
    let address = path.contains("://") ? path.prefix { $0 != "?" && $0 != "#" } : path[...]
    let parts = address.split { $0 == "/" || $0 == "\\" }
    stem = Self.folded(Self.withoutEnding(parts.last ?? ""))
    folders = parts.dropLast().reversed().map(Self.folded)
  }

  /// Without what cameras and copying add at the end, `-2` or `-9f86d081`: one part less each, as
  /// long as there is such a part.
  var withoutTails: [String] {
    var parts = stem.split(separator: "-")
    var names: [String] = []
    while parts.count > 1, let last = parts.last, Self.isTail(last) {
      parts.removeLast()
      names.append(parts.joined(separator: "-"))
    }
    return names
  }

  /// One word less each, down to three letters, which is short enough for a reference.
  var beginnings: [String] {
    let parts = stem.split(separator: "-")
    return parts.indices.dropFirst().reversed()
      .map { parts[..<$0].joined(separator: "-") }
      .filter { $0.count >= 3 }
  }

  /// Lower case, with one hyphen for all that is neither letter nor figure.
  static func folded(_ text: some StringProtocol) -> String {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
  }

  /// Sorts `front-2` before `front-10`.
  static func sortKey(_ name: String) -> String {
    var key = ""
    var digits = ""
    for character in name + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if !digits.isEmpty {
        key += String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        digits = ""
      }
      key.append(character)
    }
    return key
  }

  private static let endings: Set<String> = [
    "jpg", "jpeg", "png", "webp", "avif", "heic", "tif", "tiff", "gif",
  ]

  private static func withoutEnding(_ name: Substring) -> Substring {
    guard let dot = name.lastIndex(of: "."),
      endings.contains(name[name.index(after: dot)...].lowercased())
    else { return name }
    return name[..<dot]
  }

  /// A counter of up to four figures, `copy`, or a hash: eight figures and letters a to f or more.
  private static func isTail(_ part: Substring) -> Bool {
    if part == "copy" { return true }
    if part.allSatisfy(\.isNumber) { return part.count <= 4 }
    return part.count >= 8 && part.allSatisfy(\.isHexDigit)
  }
}
