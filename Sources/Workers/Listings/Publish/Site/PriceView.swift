import Pages

/// The price with its unit and what it was before, or that it must be asked for.
struct PriceView: HTML {
  let price: Price?
  var reduced: PriceReduction?

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if let text = price.map(PriceText.init) {
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
      p(.class("price on-request")) { "Price on request" }
    }
  }
}
