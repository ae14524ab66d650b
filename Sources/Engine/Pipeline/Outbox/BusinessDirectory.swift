import Files
import Pages
package import Storage

/// The folder of a business in the outbox.
///
/// A business may be called what the folder of another is called, mark and all. Then the folder is
/// that of the one that has published in it: nothing of the other comes there.
package enum BusinessDirectory {
  /// The business's own name where it can be a folder's; else what can, and a mark from the whole
  /// name, so that two businesses never share a folder.
  package static func name(of business: String) -> String {
    let isPlain =
      !business.isEmpty && !business.hasPrefix(".") && business.utf8.count <= 100
      && business.unicodeScalars.allSatisfy(isPlain)
    if isPlain { return business }
    return "\(slug(business))-\(Fingerprint(of: business.utf8).description.prefix(markLength))"
  }

  /// Whether another business of the worker has published where this one, which has not, would.
  package static func isTaken(
    from business: String, worker: String, _ connection: any Connection
  ) throws -> Bool {
    if !mayBeShared(by: business) { return false }
    let items = ItemTable(connection)
    if try items.hasPublished(business, worker: worker) { return false }
    let folder = name(of: business)
    var others = [folder]
    if folder == business {
      others = try items.businesses(of: worker).filter { $0 != folder && name(of: $0) == folder }
    }
    return try others.contains { try items.hasPublished($0, worker: worker) }
  }

  /// Whether another business may have the same folder: for nearly all none may.
  static func mayBeShared(by business: String) -> Bool {
    let folder = name(of: business)
    if folder != business { return true }
    let mark = folder.utf8.suffix(markLength)
    return folder.utf8.dropLast(markLength).last == UInt8(ascii: "-")
      && mark.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
      }
  }

  private static let markLength = 8

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", " ", "&": true
    default: scalar.properties.isAlphabetic
    }
  }
}
