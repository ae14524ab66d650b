import Rules

/// The prompts that come with the worker.
enum ListingPrompts {
  static let files = [
    RuleFile(
      name: "listing-description.txt", text: PackageResources.listing_description_txt),
    RuleFile(
      name: "listing-description.plain.txt",
      text: PackageResources.listing_description_plain_txt),
  ]
}
