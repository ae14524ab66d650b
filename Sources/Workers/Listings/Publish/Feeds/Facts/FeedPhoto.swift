import Images
import Pages

/// A photo as channels take it: its largest JPEG, or the address that the row gives.
struct FeedPhoto: Sendable {
  /// Absolute; nil for an own photo while nobody said where the site will be found.
  let address: String?
  /// The name of an own photo in `site/photos/`.
  let file: String?
  /// What it shows, for people.
  let caption: String?

  /// The photos of a listing, in their order: the business's own, else those at addresses of its
  /// row.
  static func all(of listing: CatalogueDraft, settings: SiteSettings) -> [FeedPhoto] {
    let own = listing.photos.compactMap { photo -> FeedPhoto? in
      guard let file = photo.files(.jpeg).max(by: { $0.width < $1.width }) else { return nil }
      let name = file.name(photo.base)
      return FeedPhoto(
        address: settings.address.map { "\($0)photos/\(name)" }, file: name, caption: photo.view)
    }
    if !own.isEmpty { return own }
    return listing.draft.plan.listing.photos.compactMap(address).map {
      FeedPhoto(address: $0, file: nil, caption: nil)
    }
  }

  /// As a feed may hold it; nil for what is no absolute address with a dot in its host.
  private static func address(_ text: String) -> String? {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), let link = Link(text) else {
      return nil
    }
    let host = text.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let isHost = host.contains(".") && host.utf8.allSatisfy { $0 < 0x80 }
    let address = link.asciiAddress
    return isHost && address.utf8.count <= 2000 ? address : nil
  }
}
