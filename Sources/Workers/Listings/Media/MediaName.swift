import Foundation
import Pipeline

/// The name of a photo or document, as its name and those of listings are compared.
///
/// Capitals, separators and the ending do not matter: `HH 101_Front.JPG` is `hh-101-front`.
struct MediaName {
  /// The file's name without folders and ending, folded.
  let stem: String
  /// What kind of picture the ending says it is, `jpg` also for `jpeg`; empty where it says none.
  let ending: String
  /// The folders it lies in, the innermost first, folded.
  let folders: [String]
  /// The folders but for `photos` and the like, which say nothing.
  let ownFolders: [String]
  /// The stem's parts as they were written: capitals tell a mark from a word.
  private let parts: [Substring]

  /// - Parameter path: a name, a path or an address, as written in a row or dropped.
  init(_ path: String) {
    let address = path.contains("://") ? Self.decoded(path) : path
    let components = address.split { $0 == "/" || $0 == "\\" }
    let (name, ending) = Self.parted(components.last ?? "")
    self.ending = ending
    parts = name.split { !($0.isLetter || $0.isNumber) }
    stem = Self.folded(name)
    folders = components.dropLast().reversed().map(Self.folded)
    ownFolders = folders.filter { folder in
      !folder.split(separator: "-").allSatisfy { MediaWords.generic.contains(String($0)) }
    }
  }

  /// An address as people would write it: `Living%20Room.jpg?size=2` is `Living Room.jpg`.
  private static func decoded(_ address: String) -> String {
    let path = String(address.prefix { $0 != "?" && $0 != "#" })
    return path.removingPercentEncoding ?? path
  }

  /// The folders that say something of what lies in them: not when it was made, as `march-2026`.
  var tellingFolders: [String] { ownFolders.filter { !Self.isTime($0) } }

  /// Where an item lay below the business's folder: the name under which its file is known. Only
  /// folders that are called like the worker and the business are no part of it: two listings may
  /// have a `front.jpg` each. Accents are composed: some systems write them apart, and a file that
  /// is dropped again from another one is the same.
  static func place(of item: Item) -> String {
    var path = item.origin.split(separator: "/")[...]
    if path.count > 1, path.first.map(String.init) == item.worker { path.removeFirst() }
    if let end = path.dropLast().prefix(2).firstIndex(where: { $0 == item.business }) {
      path = path[(end + 1)...]
    }
    return path.joined(separator: "/").precomposedStringWithCanonicalMapping
  }

  /// The stem with so many of its folders before it: `101/front`.
  func path(folders count: Int) -> String {
    (folders.prefix(count).reversed() + [stem]).joined(separator: "/")
  }

  /// Whether it is a counter or says what a picture shows, as files of any listing are called:
  /// `1`, `IMG_0001`, `front-2`, `kitchen2`, `12-front`.
  var isCommon: Bool {
    let words = words
    return words.allSatisfy { word in
      if MediaWords.isAside(word) { return true }
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

  /// One word less each, down to three letters, which is short enough for a reference; or to one
  /// with a figure, where only asides stand behind it: `H1-kitchen`, `12-front`.
  static func beginnings(of name: String) -> [String] {
    let parts = name.split(separator: "-")
    return parts.indices.dropFirst().reversed().compactMap { end in
      let start = parts[..<end].joined(separator: "-")
      return start.count >= 3 || isShortReference(start, before: parts[end...]) ? start : nil
    }
  }

  /// `3-bedroom` and `2-floor` count what there is.
  private static func isShortReference(
    _ start: String, before rest: ArraySlice<Substring>
  ) -> Bool {
    guard start.contains(where: \.isNumber), let next = rest.first,
      rest.allSatisfy({ MediaWords.isAside(String($0)) })
    else { return false }
    return start.contains(where: \.isLetter) || !MediaWords.counted.contains(String(next))
  }

  /// Whether figures are only the first part of a date: `2024` of `2024-03-05`.
  static func isPartOfDate(_ start: String, of name: String) -> Bool {
    isDated(name) && !start.contains(where: \.isLetter)
      && name.dropFirst(start.count).first { $0 != "-" }?.isNumber == true
  }

  /// Whether a folded name begins with year and month: `2024-03-05`, `20240305-102233`.
  private static func isDated(_ name: String) -> Bool {
    let parts = name.split(separator: "-")
    guard let first = parts.first, first.allSatisfy(\.isNumber),
      first.hasPrefix("19") || first.hasPrefix("20")
    else { return false }
    let month =
      switch first.count {
      case 4: parts.dropFirst().first ?? ""
      case 8: first.dropFirst(4).prefix(2)
      default: Substring("")
      }
    return month.count == 2 && Int(month).map { 1...12 ~= $0 } == true
  }

  /// Whether a folder says no more than of which days its photos are: `march`, `photos-2026-03`.
  private static func isTime(_ folder: String) -> Bool {
    let words = folder.split(separator: "-").map(String.init)
      .filter { !MediaWords.generic.contains($0) }
    let figures = words.filter { !MediaWords.months.contains($0) }
    if !figures.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return false }
    let time = figures.joined(separator: "-")
    return figures.count < words.count || isDated(time) || isDated(time + "-01")
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

  /// Sorts `front` before `front-2`, and that before `front-10`; folders one after the other.
  static func sortKey(_ path: String) -> String {
    let name = MediaName(path)
    return padded((name.folders.reversed() + [name.stem]).joined(separator: "\u{1}"))
  }

  /// Figures in twelve places each.
  private static func padded(_ text: String) -> String {
    var key = ""
    var digits = ""
    for character in text + " " {
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
    return String(key.dropLast())
  }

  /// Those of pictures and documents, with the kind that each stands for.
  private static let endings = [
    "jpg": "jpg", "jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "png": "png", "webp": "webp",
    "avif": "avif", "heic": "heic", "heif": "heic", "tif": "tif", "tiff": "tif", "gif": "gif",
    "bmp": "bmp", "jxl": "jxl", "pdf": "pdf",
  ]

  private static func parted(_ name: Substring) -> (stem: Substring, ending: String) {
    guard let dot = name.lastIndex(of: "."),
      let ending = endings[name[name.index(after: dot)...].lowercased()]
    else { return (name, "") }
    return (name[..<dot], ending)
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
