// What the cells of a table say about its columns, besides and against their names.
extension ColumnMap {
  /// Names that the cells contradict are not believed, and coordinates that stand the wrong way
  /// round are turned.
  mutating func check() {
    turnCoordinates()
    for index in columns.indices where columns[index].basis == .name { check(index) }
  }

  private mutating func check(_ index: Int) {
    let column = columns[index]
    guard let field = column.field, let noun = field.noun else { return }
    if field == .listed, column.year == .unknown,
      samples[index].shareOfDaysWithoutYear >= ColumnContent.shareMin
    {
      leave(index, "its dates name no year; the rule's option “year” sets it")
    } else if let fit = ColumnFit.of(column, samples[index]), fit.isContradicted {
      leave(index, "it is named like \(field.words), and only \(fit.words(noun))")
    }
  }

  private mutating func leave(_ index: Int, _ reason: String) {
    columns[index].field = nil
    note(index, reason)
  }

  /// A price for a square metre is the price where the table has no other.
  mutating func takePricePerArea(_ aliases: HeaderAliases) {
    for index in columns.indices where columns[index].field == nil {
      guard names[index].areaUnit != nil, let field = aliases.field(names[index]), field.isPrice
      else { continue }
      if let price = columns.first(where: { $0.field?.isPrice == true }) {
        note(index, "it is a price for a unit of area, and “\(price.name)” is the price")
      } else {
        columns[index].field = field
        describe(index)
        check(index)
      }
    }
  }

  private mutating func turnCoordinates() {
    guard let latitude = columns.firstIndex(where: { $0.field == .latitude }),
      let longitude = columns.firstIndex(where: { $0.field == .longitude }),
      columns[latitude].basis == .name, columns[longitude].basis == .name,
      let north = ColumnContent.degrees(samples[latitude]), north > Self.latitudeMax,
      let east = ColumnContent.degrees(samples[longitude]), east <= Self.latitudeMax
    else { return }
    columns[latitude].field = .longitude
    columns[longitude].field = .latitude
    assumptions.append(
      "column “\(columns[latitude].name)” has degrees up to \(north), which no latitude has: it is "
        + "read as longitude, and column “\(columns[longitude].name)” as latitude")
  }

  private static let latitudeMax = 90.0

  /// Columns whose names nobody knows are taken for what their cells show.
  mutating func recognise() {
    var found: [Field: [(index: Int, words: String)]] = [:]
    for index in columns.indices where isUnknown(index) {
      guard let content = ColumnContent.of(samples[index]), !isTaken(content.field),
        content.field != .price || mayBePrice(index),
        content.field != .link || samples[index].distinctness >= Self.distinctShareMin
      else { continue }
      found[content.field, default: []].append((index, content.words))
    }
    for (field, candidates) in found.sorted(by: { $0.value[0].index < $1.value[0].index }) {
      guard candidates.count == 1 || !field.isFigureOrPrice else {
        let list = candidates.map { "“\(columns[$0.index].name)”" }.joined(separator: ", ")
        assumptions.append(
          "each of the columns \(list) could be the \(field.words), so none is; the rule's option "
            + "“columns” says which")
        continue
      }
      take(candidates[0].index, as: field, candidates[0].words)
    }
    recogniseCoordinates()
  }

  /// Amounts under such a name are paid besides the price, or for a part of the home.
  private func mayBePrice(_ index: Int) -> Bool {
    let name = names[index]
    return name.areaUnit == nil && !refused.contains(index)
      && !name.full.split(separator: " ").contains { Self.besidesPrice.contains(String($0)) }
  }

  private static let besidesPrice: Set = [
    "advance", "bond", "charge", "charges", "commission", "condo", "condominium", "deposit", "dues",
    "duty", "fee", "fees", "ground", "hoa", "instalment", "instalments", "insurance", "levy",
    "levies", "maintenance", "mortgage", "rates", "tax", "taxes", "utilities", "valuation",
  ]

  private mutating func recogniseCoordinates() {
    if isTaken(.latitude) || isTaken(.longitude) { return }
    let found = columns.indices.filter { isUnknown($0) }.compactMap { index in
      ColumnContent.degrees(samples[index]).map { (index: index, largest: $0) }
    }
    guard found.count == 2,
      found[0].largest <= Self.latitudeMax || found[1].largest <= Self.latitudeMax
    else { return }
    let isTurned = found[0].largest > Self.latitudeMax
    let words = "two columns of degrees with three decimals and more"
    take(found[isTurned ? 1 : 0].index, as: .latitude, words)
    take(found[isTurned ? 0 : 1].index, as: .longitude, words)
  }

  private func isUnknown(_ index: Int) -> Bool {
    let field = columns[index].field
    return field == nil || (field == .ignored && names[index].isNumbered)
  }

  /// Whether the table has such a column already; a price and a rent are one.
  private func isTaken(_ field: Field) -> Bool {
    columns.contains { $0.field == field || (field == .price && $0.field == .rent) }
  }

  private mutating func take(_ index: Int, as field: Field, _ words: String) {
    columns[index].field = field
    columns[index].basis = .content(words)
    describe(index)
  }
}

extension Field {
  fileprivate var isFigureOrPrice: Bool { isFigure || self == .price }
}
