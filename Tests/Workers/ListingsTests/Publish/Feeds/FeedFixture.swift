import Rules

@testable import Listings

/// A listing that every channel takes, to be changed by each test.
enum FeedFixture {
  static let options: [String: RuleValue] = [
    "site_address": .text("https://homes.example"), "site_name": .text("Harbour & Homes"),
    "contact_name": .text("Ada Obi"), "contact_mail": .text("office@homes.example"),
    "contact_phone": .text("+44 113 496 0000"), "blm_branch": .text("12345"),
    "openimmo_id": .text("HH-1"), "country": .text("GB"),
  ]

  static func settings(_ more: [String: RuleValue] = [:]) -> ChannelSettings {
    let all = options.merging(more) { $1 }
    return ChannelSettings(
      all,
      site: SiteSettings(
        name: all["site_name"]?.string ?? "", address: all["site_address"]?.string,
        country: all["country"]?.string))
  }

  static func listing(
    _ settings: ChannelSettings = settings(), photos: [FeedPhoto]? = nil,
    _ change: (inout Draft) -> Void = { _ in }
  ) -> FeedListing {
    var draft = Draft(
      plan: Plan(listing: facts, comparables: 0, warnings: []),
      headline: "3-bedroom terraced house in Headingley",
      summary: "A terraced house with three bedrooms.",
      description: "This terraced house in Headingley has three bedrooms and a garden.", facts: [],
      variant: "")
    change(&draft)
    let listing = CatalogueDraft(
      number: 7, slug: "terraced-house-x1y2", draft: draft, added: 0,
      changed: 1_770_000_000, reduced: nil, departure: nil, media: ShownMedia())
    return FeedListing(
      listing, settings: settings,
      photos: photos ?? FeedPhoto.all(of: listing, settings: settings.site))
  }

  private static var facts: Listing {
    var facts = Listing.sample(
      title: "Mill House", kind: .house,
      places: ["12 Mill Lane", "Headingley", "Leeds", "West Yorkshire"])
    facts.reference = "HH-101"
    facts.typeText = "Terraced House"
    facts.deal = .sale
    facts.price = Price(minorUnits: 25_000_000, currency: "GBP", period: .once)
    facts.bathrooms = 2
    facts.latitude = 53.8198
    facts.longitude = -1.5802
    facts.address = WrittenAddress(city: "Leeds", region: "West Yorkshire", postcode: "LS6 4AP")
    facts.features = ["Garden", "Garage"]
    facts.listed = "2026-01-31"
    facts.agent = "Ada Obi"
    facts.phone = "0113 496 0101"
    facts.photos = ["https://img.example/1.jpg", "https://img.example/2.jpg"]
    return facts
  }

  /// Texts that break what is careless: formula, markup, ends of sections, other scripts.
  static let hostile = [
    "=HYPERLINK(\"http://evil.example\",\"x\")", "@SUM(A1)", "+1+1", "<b>bold</b> & \"quoted\" 'x'",
    "]]> --> <![CDATA[", "caret ^ and tilde ~", "home \u{1F3E1}\u{200D}\u{1F469}", "\u{202E}שלום",
    "nul \u{0} bell \u{7} delete \u{7F} c1 \u{85}", "line\r\nbreak\u{2028}end", "\u{FFFE}\u{FFFF}",
    String(repeating: "word ", count: 2000), String(repeating: "x", count: 10_000), "\u{1F3E1}",
  ]
}

extension Posting {
  /// The parts as texts; none when it is left out.
  var texts: [String] {
    guard case .parts(let parts, _) = self else { return [] }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  var lacks: [Lack] {
    guard case .leftOut(let lacks) = self else { return [] }
    return lacks
  }

  var remarks: Remarks {
    guard case .parts(_, let remarks) = self else { return Remarks() }
    return remarks
  }
}

typealias FeedOptions = [String: RuleValue]
