/// A channel described in a rule instead of in code: the form of its file, and its fields.
///
///     name: rentish
///     file: rentish.xml
///     form: xml
///     root: ads
///     item: ad
///     needs: url, price, photos
///     id = {id}
///     title = {title 80}
///     cost = {price} {currency}
///     picture = {photos}
///
/// Lines with a colon say how, those with an equals sign are fields in their order. Between braces
/// stands a value of ``FeedValue``, if need be with the most characters it may have.
struct ChannelTemplate: Sendable {
  enum Form: String, Sendable {
    case xml, csv, tsv, json
  }

  struct Field: Sendable {
    let name: String
    let pieces: [Piece]
  }

  enum Piece: Sendable {
    case text(String)
    case value(FeedValue, limit: Int)
  }

  let name: String
  let file: String
  let form: Form
  /// Of XML: the elements around all listings, and around each.
  let root: String
  let item: String
  let needs: [FeedValue]
  let fields: [Field]
  let digest: Int

  struct Mistake: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  init(_ text: String) throws(Mistake) {
    var settings: [String: String] = [:]
    var fields: [Field] = []
    for line in text.split(separator: "\n").map(FeedText.trimmed) where !line.isEmpty {
      let setting = Self.setting(of: line)
      if setting == nil, let equals = line.firstIndex(of: "=") {
        let name = FeedText.trimmed(line[..<equals])
        let pieces = try Self.pieces(line[line.index(after: equals)...])
        fields.append(Field(name: name, pieces: pieces))
      } else if let setting {
        settings[setting.name] = setting.value
      } else if let colon = line.firstIndex(of: ":") {
        throw Mistake(
          "“\(line[..<colon])” is no setting; known are \(Self.settings.joined(separator: ", "))")
      } else {
        throw Mistake("“\(line)” is neither a setting (name: value) nor a field (name = {value})")
      }
    }
    name = try Self.plain(settings["name"], "name")
    file = try Self.plain(settings["file"], "file")
    let lowered = file.lowercased()
    if lowered == LeftOutFile.name || lowered.hasSuffix(Checksums.ending) {
      throw Mistake("“\(file)” is written beside the files of channels; call yours otherwise")
    }
    guard let form = Form(rawValue: settings["form"] ?? "") else {
      throw Mistake("“form” is one of xml, csv, tsv, json")
    }
    self.form = form
    root = settings["root"] ?? "listings"
    item = settings["item"] ?? "listing"
    var needs: [FeedValue] = []
    for need in (settings["needs"] ?? "").split(separator: ",").map(FeedText.trimmed) {
      needs.append(try Self.value(need))
    }
    self.needs = needs
    self.fields = fields
    var digest = ContentDigest()
    digest.mix(text)
    self.digest = digest.value
    if fields.isEmpty { throw Mistake("it has no field; write one as “title = {title}”") }
    if form == .xml {
      for name in [root, item] + fields.map(\.name) where !Self.isElement(name) {
        throw Mistake("“\(name)” is no name of an XML element")
      }
    }
  }

  private static let settings = ["name", "file", "form", "root", "item", "needs"]

  /// Nil for a field, whose name may have a colon in it, as those of Google do: `g:id = {id}`.
  private static func setting(of line: String) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let name = FeedText.trimmed(line[..<colon])
    return settings.contains(name)
      ? (name, FeedText.trimmed(line[line.index(after: colon)...])) : nil
  }

  private static func pieces(_ text: Substring) throws(Mistake) -> [Piece] {
    var pieces: [Piece] = []
    var rest = FeedText.trimmed(text)[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw Mistake("“\(text)” has a brace that is not closed")
      }
      let words = rest[rest.index(after: open)..<close].split(separator: " ").map(String.init)
      let limit = words.count == 2 ? Int(words[1]) : words.count == 1 ? Int.max : nil
      guard let limit, limit > 0 else {
        throw Mistake("“\(text)”: between braces stands a value, or a value and a number")
      }
      pieces.append(.value(try value(words[0]), limit: limit))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  private static func value(_ name: String) throws(Mistake) -> FeedValue {
    guard let value = FeedValue(rawValue: name) else {
      let known = FeedValue.allCases.map(\.rawValue).joined(separator: ", ")
      throw Mistake("there is no value “\(name)”; known are \(known)")
    }
    return value
  }

  /// A name of a file or folder that every system takes.
  private static func plain(_ text: String?, _ setting: String) throws(Mistake) -> String {
    guard let text, (1...60).contains(text.utf8.count), text.utf8.first != 0x2E,
      text.utf8.allSatisfy({
        (0x30...0x39).contains($0) || ($0 | 0x20) &- 0x61 < 26 || [0x2D, 0x2E, 0x5F].contains($0)
      })
    else { throw Mistake("“\(setting)” is missing, or not of letters, figures and .-_") }
    return text
  }

  private static func isElement(_ name: String) -> Bool {
    guard let first = name.utf8.first, (first | 0x20) &- 0x61 < 26 || first == 0x5F else {
      return false
    }
    return name.utf8.allSatisfy {
      ($0 | 0x20) &- 0x61 < 26 || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D
    }
  }
}
