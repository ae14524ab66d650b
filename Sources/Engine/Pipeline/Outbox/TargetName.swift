import Files
import Pages

/// The folder of an item's results, unless its route says otherwise.
enum TargetName {
  /// From the dropped name, without its extension. What lies deeper than the business's folder, or
  /// has a name that is no folder's, gets a mark from the whole place: two never share a folder.
  static func of(_ item: Item) -> String {
    let stem = item.name.split(separator: ".").dropLast().joined(separator: ".")
    let base = stem.isEmpty ? item.name : stem
    // A name that begins with a hyphen is an option to the program that somebody gives it to.
    let isPlain =
      base.utf8.count <= 100 && base.utf8.first != 0x2d && base.utf8.allSatisfy(isPlain)
    let slug = isPlain ? base : slug(base)
    let place = item.origin.split(separator: "/").map(String.init)
    let home = [item.worker, item.business]
    let rest = place.starts(with: home) ? Array(place.dropFirst(2)) : place
    if slug == base, rest.count == 1 { return slug }
    let mark = Fingerprint(of: rest.joined(separator: "/").utf8).description.prefix(6)
    return "\(slug)-\(mark)"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
    default: false
    }
  }
}
