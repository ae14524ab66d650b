import Pipeline

/// The name of a photo or document, as its name and those of listings are compared.
///
/// Capitals, separators and the ending do not matter: `HH 101_Front.JPG` is `hh-101-front`.
struct MediaName {
  /// The file's name without folders and ending, folded.
  let stem: String
  /// The folders it lies in, the innermost first, folded.
  let folders: [String]
  /// The folders but for `photos` and the like, which say nothing.
  let ownFolders: [String]
  /// The stem's parts as they were written: capitals tell a mark from a word.
  private let parts: [Substring]

  /// - Parameter path: a name, a path or an address, as written in a row or dropped.
  init(_ path: String) {
    let address = path.contains("://") ? path.prefix { $0 != "?" && $0 != "#" } : path[...]
    let components = address.split { $0 == "/" || $0 == "\\" }
    let name = Self.withoutEnding(components.last ?? "")
    parts = name.split { !($0.isLetter || $0.isNumber) }
    stem = Self.folded(name)
    folders = components.dropLast().reversed().map(Self.folded)
    ownFolders = folders.filter { folder in
      !folder.split(separator: "-").allSatisfy { MediaWords.generic.contains(String($0)) }
    }
  }

  /// Where an item lay below the business's folder: the name under which its file is known. Only
  /// folders that are called like the worker and the business are no part of it: two listings may
  /// have a `front.jpg` each.
  static func place(of item: Item) -> String {
    var path = item.origin.split(separator: "/")[...]
    if path.count > 1, path.first.map(String.init) == item.worker { path.removeFirst() }
    if let end = path.dropLast().prefix(2).firstIndex(where: { $0 == item.business }) {
      path = path[(end + 1)...]
    }
    return path.joined(separator: "/")
  }

  /// The stem with so many of its folders before it: `101/front`.
  func path(folders count: Int) -> String {
    (folders.prefix(count).reversed() + [stem]).joined(separator: "/")
  }

  /// Whether it is a counter or says what a picture shows, as files of any listing are called:
  /// `1`, `IMG_0001`, `front-2`, `kitchen2`.
  var isCommon: Bool {
    let words = words
    if words.count == 1, MediaWords.isAside(words[0]) { return true }
    return words.allSatisfy { word in
      let letters = word.prefix { !$0.isNumber }
      return MediaWords.isOfPictures(String(letters))
        && word.dropFirst(letters.count).allSatisfy(\.isNumber)
    }
  }

  /// Without what cameras, copying and upload forms add at the end, `-2`, `-9f86d081` or
  /// `_2RHCYAs`: one part less each, as long as there is such a part.
  var withoutTails: [String] {
    var rest = parts[...]
    var names: [String] = []
    while rest.count > 1, let last = rest.last, Self.isTail(last) {
      rest.removeLast()
      names.append(Self.folded(rest.joined(separator: "-")))
    }
    return names
  }

  /// The words of the name, without tails.
  var words: [String] {
    (withoutTails.last ?? stem).split(separator: "-").map(String.init)
  }

  /// One word less each, down to three letters, which is short enough for a reference.
  static func beginnings(of name: String) -> [String] {
    let parts = name.split(separator: "-")
    return parts.indices.dropFirst().reversed()
      .map { parts[..<$0].joined(separator: "-") }
      .filter { $0.count >= 3 }
  }

  /// Lower case, with one hyphen for all that is neither letter nor figure.
  static func folded(_ text: some StringProtocol) -> String {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
  }

  /// Without separators, but for those between two figures: `hh-1-2` is not `hh-12`.
  static func joined(_ folded: String) -> String {
    folded.split(separator: "-").reduce(into: "") { joined, part in
      if joined.last?.isNumber == true, part.first?.isNumber == true { joined.append("-") }
      joined += part
    }
  }

  /// Without any separator.
  static func bare(_ folded: String) -> String { folded.filter { $0 != "-" } }

  /// Whether two names are the same but for their figures.
  static func differ(inFiguresAlone one: String, _ other: String) -> Bool {
    one != other && one.filter { !$0.isNumber } == other.filter { !$0.isNumber }
  }

  /// The numbers in a name: `hh-101-b2` has 101 and 2.
  static func figures(_ folded: String) -> [Substring] {
    folded.split { !$0.isNumber }
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
    "jpg", "jpeg", "png", "webp", "avif", "heic", "heif", "tif", "tiff", "gif", "pdf",
  ]

  private static func withoutEnding(_ name: Substring) -> Substring {
    guard let dot = name.lastIndex(of: "."),
      endings.contains(name[name.index(after: dot)...].lowercased())
    else { return name }
    return name[..<dot]
  }

  /// A counter of up to four figures, `copy`, a hash (eight figures and letters a to f or more), or
  /// the seven letters that Django adds to a name that is taken.
  private static func isTail(_ part: Substring) -> Bool {
    if part.lowercased() == "copy" { return true }
    if part.allSatisfy(\.isNumber) { return part.count <= 4 }
    if part.count >= 8, part.allSatisfy(\.isHexDigit) { return true }
    return part.count == 7 && isMixed(part)
  }

  /// Whether letters and figures, or capitals and small letters, stand together as in no word.
  private static func isMixed(_ part: Substring) -> Bool {
    guard part.allSatisfy({ $0.isASCII }), part.contains(where: \.isLetter) else { return false }
    if part.contains(where: \.isNumber) { return true }
    let rest = part.dropFirst()
    return rest.contains(where: \.isUppercase) && part.contains(where: \.isLowercase)
  }
}
