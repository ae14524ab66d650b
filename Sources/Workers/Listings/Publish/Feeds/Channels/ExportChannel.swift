import Tables

/// The whole catalogue, cleaned and with all that was worked out: `listings.csv` and
/// `listings.json` at the top of the business's directory.
struct ExportChannel: Channel {
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
  let digest = 3

  func digest(of version: ListingVersion) -> Int { version.told }

  func posting(of listing: FeedListing) -> Posting {
    .parts([ListingExport.csv(of: listing.draft), [0x0A] + ListingExport.json(of: listing.draft)])
  }
}
