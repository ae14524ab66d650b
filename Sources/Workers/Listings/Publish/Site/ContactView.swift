import Pages

/// Price, and whom to ask: what the row names, else what the rule says of the business.
struct ContactView: HTML {
  let listing: Listing
  let price: PriceView
  /// What a message is about.
  let title: String
  /// Tells it from listings of the same title, where it has no reference.
  let mark: String
  /// Of the page, where it is known.
  let address: String?
  let settings: SiteSettings

  private var contact: SiteContact { settings.contact }

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  /// What a message says, for the query of an address.
  private struct Words {
    let subject: String
    let message: String

    var query: String { "?subject=\(subject)&body=\(message)" }
  }

  @HTMLBuilder private var body: some HTML {
    let words = Words(subject: Link.queryValue(subject), message: Link.queryValue(message))
    div(.class("panel")) {
      price
      if listing.price == nil, price.departure == nil, let text = listing.priceText {
        p(.class("muted"), .dir("auto")) { text }
      }
      if let agent = listing.agent ?? contact.name {
        p(.class("muted")) { "Offered by" }
        p(.class("agent"), .dir("auto")) { agent }
      }
      for number in numbers {
        a(.class("button"), .href(number.link)) { "Call \(number.written)" }
      }
      if let messages = messages(words) {
        a(.class("button quiet"), .href(messages), .rel("noopener")) { "Write on WhatsApp" }
      }
      if let mail = mail(words) { a(.class("button quiet"), .href(mail)) { "Write a mail" } }
      if let link = listing.link.flatMap({ Link($0) }) {
        a(.class("button quiet"), .href(link), .rel("noopener nofollow")) {
          "See the original listing"
        }
      }
      map
      if let reference = listing.reference {
        p(.class("muted")) { "Reference \(reference)" }
      }
      if let share = share(words) {
        p(.class("share")) { a(.href(share)) { "Send this page to somebody" } }
      }
      if let report = report(words) {
        p(.class("share")) { a(.href(report)) { "Report this listing" } }
      }
    }
  }

  /// Opens a map on the web, or with `geo:` the one of a phone.
  @HTMLBuilder private var map: some HTML {
    if let latitude = listing.latitude, let longitude = listing.longitude {
      let isRough = Self.isRough(latitude) && Self.isRough(longitude)
      let mark = isRough ? "" : "?mlat=\(latitude)&mlon=\(longitude)"
      let view = "#map=\(isRough ? 14 : 16)/\(latitude)/\(longitude)"
      a(
        .class("button quiet"), .href(Link("https://www.openstreetmap.org/\(mark)\(view)")),
        .rel("noopener")
      ) { isRough ? "Show the area on OpenStreetMap" : "Show on OpenStreetMap" }
      p(.class("share")) { a(.href(Link("geo:\(latitude),\(longitude)"))) { "Open in a map app" } }
    }
  }

  /// Whether a coordinate is told to 110 m at most: that is no house.
  private static func isRough(_ degrees: Double) -> Bool {
    (degrees * 1000).rounded() / 1000 == degrees
  }

  /// Of the row, and of the business where the row has none.
  private var numbers: [TelephoneNumber] {
    let own = settings.numbers(in: listing.phone)
    return own.isEmpty ? settings.numbers(in: contact.phone) : own
  }

  /// The title, and where it is found: by its address, else by its reference.
  private var subject: String {
    listing.reference.map { "\(title) (\($0))" } ?? title
  }

  private var message: String { address.map { "\(subject)\n\($0)" } ?? subject }

  private func mail(_ words: Words) -> Link? {
    contact.mail.flatMap { Link("mailto:\($0)\(words.query)") }
  }

  /// To whoever runs the site, with what finds the listing.
  private func report(_ words: Words) -> Link? {
    contact.mail.flatMap {
      let subject = Link.queryValue("Report: \(title) (\(listing.reference ?? mark))")
      return Link("mailto:\($0)\(Words(subject: subject, message: words.message).query)")
    }
  }

  private func messages(_ words: Words) -> Link? {
    contact.whatsApp.flatMap {
      Link("https://wa.me/\($0.filter(\.isNumber))?text=\(words.message)")
    }
  }

  private func share(_ words: Words) -> Link? {
    address.flatMap { _ in Link("mailto:\(words.query)") }
  }
}
