import Pages

/// The price with its unit and what it was before, or that there is none; or what became of the
/// listing: what was paid in the end where somebody told.
struct PriceView: HTML {
  let price: Price?
  /// ``Listing/isPriceOnRequest``
  let isOnRequest: Bool
  var reduced: PriceReduction?
  var departure: Departure?

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if let departure {
      p(.class("price")) {
        departure.way.label
        if let paid = departure.paid(insteadOf: price).map(PriceText.init) {
          " for " + paid.amount
          if let unit = paid.unit { span(.class("unit")) { " " + unit } }
        }
      }
      p(.class("reduced")) { "on \(DayText.of(departure.isoDay))" }
    } else if let text = price.map(PriceText.init) {
      p(.class("price")) {
        text.amount
        if let unit = text.unit { span(.class("unit")) { " " + unit } }
      }
      if let reduced {
        p(.class("reduced")) {
          "Reduced from "
          del { PriceText.amount(reduced.minorUnits, price?.currency) }
          " on \(DayText.of(reduced.day))"
        }
      }
    } else {
      p(.class("price no-figure")) { Self.words(isOnRequest: isOnRequest) }
    }
  }

  /// What stands where a price would.
  static func words(isOnRequest: Bool) -> String {
    isOnRequest ? "Price on request" : "No price given"
  }
}
