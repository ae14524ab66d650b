import Files
import Foundation
import Pages

extension PlaceText {
  /// The name of a place for use in an address: two places that differ by more than case and marks
  /// have two.
  ///
  /// Of letters for which no Latin ones stand nothing is left in a slug; there a mark made from the
  /// whole name tells Москва from Казань.
  static func slug(_ name: String) -> String {
    let slug = Pages.slug(name)
    guard Pages.slugLosesLetters(of: name) else { return slug }
    let whole = name.precomposedStringWithCanonicalMapping.lowercased()
    let mark = Fingerprint(of: whole.utf8).description.prefix(6)
    return "\(slug == Pages.slug("") ? "place" : slug)-\(mark)"
  }
}
