import NLG
import Rules

/// The prompts that come with the worker, and what fills their gaps.
enum ListingPrompts {
  static let files = [
    RuleFile(
      name: "listing-description.txt", text: PackageResources.listing_description_txt),
    RuleFile(
      name: "listing-description.plain.txt",
      text: PackageResources.listing_description_plain_txt),
  ]

  /// What stands in the gaps of a task.
  static func values(_ facts: Facts, words: ClosedRange<Int>, style: String) -> [String: String] {
    [
      "facts": "<facts>\n\(FactSheet.text(facts))\n</facts>",
      "lines": "<facts>\n\(FactSheet.lines(facts))\n</facts>", "style": style,
      "least": "\(words.lowerBound)", "most": "\(words.upperBound)",
    ]
  }

  /// What stands in the gaps of a request to mend a text.
  static func values(_ faults: [String]) -> [String: String] {
    ["faults": faults.prefix(12).map { "- \($0)" }.joined(separator: "\n")]
  }

  /// Of a house that nobody offers.
  static var sample: [String: String] {
    let facts = Facts([
      Fact(.noun, .text("terraced house")), Fact(.offer, .text("for sale")),
      Fact(.place, .text("Port Osara")), Fact(.bedrooms, .integer(3)),
      Fact(.bathrooms, .decimal(2)),
      Fact(.area, .measure(Measure(118, .squareMetres))),
      Fact(.features, .list(["a roof terrace", "a fitted kitchen"])),
      Fact(.price, .text("€310,000")),
    ])
    let faults = values(["“sea view” is not in the facts"])
    return values(facts, words: 60...120, style: "plain").merging(faults) { first, _ in first }
  }
}
