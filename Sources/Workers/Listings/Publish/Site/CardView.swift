import Pages

/// A listing in a list: drawing, price, headline, place and the facts that people choose by.
struct CardView: HTML {
  let card: Card

  /// For all pages that it is on.
  var stencil: Stencil { Stencil { self } }

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    li(.class("card")) {
      if let photo = card.photo {
        CardPhoto(photo: photo, headline: card.headline, badge: badge)
      } else {
        Artwork(kind: card.kind, number: card.number, loading: .open, badge: badge)
      }
      div(.class("card-text")) {
        PriceView(
          price: card.price, isOnRequest: card.isPriceOnRequest, departure: card.departure)
        h3 { a(.href(Link(inSite: SitePath.listing(card.slug))), .dir("auto")) { card.headline } }
        if let place = card.place { p(.class("place"), .dir("auto")) { place } }
        if !facts.isEmpty { p(.class("card-facts")) { for fact in facts { span { fact } } } }
      }
    }
  }

  private var badge: String? {
    card.departure?.way.label ?? card.status?.label ?? card.deal?.label
  }

  private var facts: [String] {
    var facts: [String] = []
    if let bedrooms = card.bedrooms, bedrooms > 0 {
      facts.append(bedrooms == 1 ? "1 bed" : "\(bedrooms) beds")
    }
    if let bathrooms = card.bathrooms, bathrooms > 0 {
      facts.append(bathrooms == 1 ? "1 bath" : "\(Figures.short(bathrooms)) baths")
    }
    if let area = card.area {
      facts.append(area)
    } else if let plot = card.plot {
      facts.append("\(plot) plot")
    }
    return facts
  }
}

/// The first photo of a listing, in a list.
struct CardPhoto: HTML {
  let photo: ShownPhoto
  let headline: String
  let badge: String?

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    div(.class("art photo")) {
      PictureView(
        photo: photo,
        alternative: PhotoWords.alternative(headline, view: photo.view, position: 1, of: 1),
        sizes: "(max-width: 34rem) 92vw, 22rem", loading: .open)
      if let badge { span(.class("badge")) { badge } }
    }
  }
}

/// Stands where a photograph will: a drawing of the kind of property on a quiet ground.
struct Artwork: HTML {
  let kind: Listing.Kind
  let number: Int
  let loading: Loading
  let badge: String?

  /// How many grounds the style sheet has.
  private static let toneCount = 6

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    div(.class("art tone-\(number % Self.toneCount + 1)")) {
      img(
        .src(Link(inSite: "art/\(kind.rawValue).svg")), .alt(""), .width(400), .height(250),
        .loading(loading))
      if let badge { span(.class("badge")) { badge } }
    }
  }
}
