import Files
import Pages

/// The folder of a business in the outbox.
package enum BusinessDirectory {
  /// The business's own name where it can be a folder's; else what can, and a mark from the whole
  /// name, so that two businesses never share a folder.
  package static func name(of business: String) -> String {
    let isPlain =
      !business.isEmpty && !business.hasPrefix(".") && business.utf8.count <= 100
      && business.unicodeScalars.allSatisfy(isPlain)
    if isPlain { return business }
    return "\(slug(business))-\(Fingerprint(of: business.utf8).description.prefix(8))"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", " ", "&": true
    default: scalar.properties.isAlphabetic
    }
  }
}
