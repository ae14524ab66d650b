import Pages

/// The figures that people look for first.
struct KeyFactsView: HTML {
  let listing: Listing

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if !pairs.isEmpty {
      dl(.class("key-facts")) {
        for (label, value) in pairs {
          div {
            dt { label }
            dd { value }
          }
        }
      }
    }
  }

  private var pairs: [(label: String, value: String)] {
    var pairs: [(String, String)] = []
    func add(_ one: String, _ many: String, _ number: Double?) {
      guard let number, number > 0 else { return }
      pairs.append((number == 1 ? one : many, Figures.short(number)))
    }
    if listing.kind != .land {
      add("Bedroom", "Bedrooms", listing.bedrooms.map(Double.init))
      if listing.bedrooms == nil { add("Room", "Rooms", listing.rooms.map(Double.init)) }
      add("Bathroom", "Bathrooms", listing.bathrooms)
      add("Toilet", "Toilets", listing.toilets.map(Double.init))
    }
    add("Parking space", "Parking spaces", listing.parkingSpaces.map(Double.init))
    if let area = listing.areaShown { pairs.append(("Area", area.whole)) }
    if let plot = listing.plotShown { pairs.append(("Plot", plot.whole)) }
    if let furnishing = listing.furnishing.flatMap(Furnishing.init) {
      pairs.append(("Furnishing", furnishing.jiji))
    }
    if let condition = listing.condition.flatMap(Condition.init) {
      pairs.append(("Condition", condition.name))
    }
    return pairs
  }
}
