import Tables

/// The whole catalogue, cleaned and with all that was worked out: `listings.csv` and
/// `listings.json` at the top of the business's directory.
struct ExportChannel: Channel {
  /// Whether photos are told as the rows name them, and columns that no field takes at all: both
  /// may be addresses. Otherwise photos are told as they are published.
  var namesPhotos = true
  let name = "exports"
  let directory = ""
  let namesLeftOut = false
  let files = [
    ChannelFile("listings.csv", head: ListingExport.csvHead, isThereEmpty: true),
    ChannelFile(
      "listings.json", head: Array("[".utf8), separator: ",", foot: "\n]\n",
      isThereEmpty: true),
  ]
  /// Raised when the columns change.
  var digest: Int { namesPhotos ? 7 : 9 }

  func digest(of version: ListingVersion) -> Int {
    if namesPhotos { return version.told }
    var digest = ContentDigest()
    digest.mix(version.told)
    digest.mix(version.shown)
    return digest.value
  }

  func posting(of listing: FeedListing) -> Posting {
    var draft = listing.draft
    if !namesPhotos {
      draft.plan.listing.photos = listing.photos.compactMap(\.file)
      draft.plan.listing.extra = []
    }
    return .parts([ListingExport.csv(of: draft), ListingExport.json(of: draft)])
  }
}
