import Files
import Pages

/// The folder of an item's results, unless its route says otherwise.
enum TargetName {
  /// From the dropped name: `march.csv` is published in `march`, and `march.json` beside it in
  /// `march.json`. What lies deeper than the business's folder, or has a name that is no folder's,
  /// gets a mark from the whole place: two never share a folder. What was published once stays
  /// where it is, whatever it would be called today: nothing is there twice.
  static func of(_ item: Item) -> String {
    if let name = published(item) { return name }
    let place = item.origin.split(separator: "/").map(String.init)
    let home = [item.worker, item.business]
    let rest = place.starts(with: home) ? Array(place.dropFirst(2)) : place
    let (stem, ending) = parts(of: item.name)
    if rest.count == 1, let ending, isPlain(stem), isPlain(ending) {
      return ending == usualEnding ? stem : "\(stem).\(ending)"
    }
    let mark = Fingerprint(of: rest.joined(separator: "/").utf8).description.prefix(6)
    return "\(isPlain(stem) ? stem : slug(stem))-\(mark)"
  }

  private static func published(_ item: Item) -> String? {
    let home = "\(item.worker)/\(BusinessDirectory.name(of: item.business))/"
    guard let target = item.published, target.hasPrefix(home) else { return nil }
    let name = target.dropFirst(home.count)
    return name.isEmpty || name.contains("/") || name.hasPrefix(".") ? nil : String(name)
  }

  private static let usualEnding = "csv"

  private static func parts(of name: String) -> (stem: String, ending: String?) {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return (name, nil) }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }

  /// Letters, digits, hyphens and underscores of ASCII. One that begins with a hyphen is an option
  /// to the program that somebody gives it to.
  private static func isPlain(_ name: String) -> Bool {
    1...100 ~= name.utf8.count && name.utf8.first != 0x2d && name.utf8.allSatisfy(isPlain)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
    default: false
    }
  }
}
