// Which column is what is decided in this order; what was decided stays.
//
//   rule      the columns that the rule names
//   name      the names that tables give to fields, and those that people added; a field's own name
//             goes before what else it is called
//   cells     a name that the cells contradict is not believed; a column whose name nobody knows is
//             taken for what its cells show beyond doubt
//
// Each decision goes into the report with how many cells of the sample bear it out.

/// Which column is what, decided once for a table by its header, a sample, and the rule.
struct ColumnMap: Sendable {
  var columns: [Column]
  /// What was seen that somebody should know, for the report.
  var assumptions: [String] = []
  private let options: IngestOptions
  let names: [HeaderName]
  let samples: [ColumnSample]
  private var namesCurrency = false
  /// Columns whose names are known and not believed.
  var refused: Set<Int> = []

  /// - Parameters:
  ///   - header: the names, in order.
  ///   - samples: the first cells of each column.
  init(
    header: [String], samples: [ColumnSample], options: IngestOptions,
    aliases: HeaderAliases = .standard
  ) {
    self.options = options
    names = header.map(HeaderName.init)
    self.samples = header.indices.map { $0 < samples.count ? samples[$0] : ColumnSample() }
    columns = header.enumerated().map { Column(index: $0.offset, name: $0.element, field: nil) }
    pin()
    name(by: aliases, isOwn: true)
    name(by: aliases, isOwn: false)
    dropSharedReferences(aliases)
    for index in columns.indices { describe(index) }
    check()
    recognise()
    takePricePerArea(aliases)
    markSoldDays()
    for index in columns.indices {
      columns[index].fit = ColumnFit.of(columns[index], self.samples[index])
    }
    assume()
  }

  /// Whether the table lists properties: otherwise it is not read.
  var isListingTable: Bool {
    let fields = columns.compactMap(\.field)
    let telling = Set(fields.filter(\.isTelling)).count
    if isPriceList { return true }
    return hasPrice ? telling >= 1 : telling >= 2 && fields.contains(where: \.isFigure)
  }

  private var hasPrice: Bool { columns.contains { $0.field?.isPrice == true } }

  /// Whether it names listings and what they cost, and says nothing of the homes.
  var isPriceList: Bool {
    let fields = Set(columns.map { $0.field ?? .carried })
    let isOfGoods = columns.contains { column in
      column.field == .reference && Self.ofGoods.contains(names[column.index].full)
    }
    return fields.contains(.reference) && hasPrice && !isOfGoods
      && fields.isSubset(of: Self.ofPriceLists)
  }

  /// A shop's price list has them too.
  private static let ofGoods: Set = ["sku", "code", "uid"]

  private static let ofPriceLists: Set<Field> = [
    .reference, .price, .rent, .currency, .period, .priceQualifier, .deal, .status, .published,
    .carried, .ignored,
  ]

  /// The deal that the header itself says: a column of rents, or of minimum nights.
  var deal: Listing.Deal? {
    if let deal = options.deal { return deal }
    return columns.contains { $0.field == .minimumNights } ? .shortLet : nil
  }

  private func isFree(_ field: Field) -> Bool {
    field.mayRepeat || !columns.contains { $0.field == field }
  }

  private mutating func pin() {
    for pin in options.columns {
      guard let index = names.firstIndex(where: { $0.full == pin.name }) else {
        assumptions.append("the rule reads column “\(pin.name)”, and there is none of that name")
        continue
      }
      columns[index].field = pin.field
      columns[index].basis = .rule
    }
  }

  /// Gives fields to the columns that are called as the field itself, or to the others.
  mutating func name(by aliases: HeaderAliases, isOwn: Bool) {
    for index in columns.indices where columns[index].field == nil && !refused.contains(index) {
      let name = names[index]
      guard let named = aliases.field(name), let field = field(named, index), isFree(field),
        !field.isPrice || name.areaUnit == nil && !isOld(index),
        !isOwn || aliases.isOwn(name) && !field.isOfKey
      else { continue }
      if believes(field, index) { columns[index].field = field } else { refused.insert(index) }
    }
  }

  /// Whether another column has the price that takes the place of this one: `price, new price`.
  private func isOld(_ index: Int) -> Bool {
    !Self.newPrices.contains(names[index].bare)
      && names.contains { Self.newPrices.contains($0.bare) }
  }

  private static let newPrices: Set = [
    "new price", "new asking price", "revised price", "new rent",
  ]

  /// What the name means, unless the cells show that it is something else.
  private func field(_ named: Field, _ index: Int) -> Field? {
    let (name, sample) = (names[index], samples[index])
    switch named {
    case .area where sample.share(naming: Self.roomWords) >= 0.5: return .bedrooms
    case .area where !sample.cells.isEmpty && sample.shareOfNumbers < 0.2: return .neighbourhood
    case .deal where sample.share(naming: DealWords.words) < 0.5: return .typeText
    case .typeText where sample.share(naming: DealWords.words) > 0.9 && sample.distinctness < 0.1:
      return .deal
    case .status, .published:
      return StatusWords.standard.heads(sample, isFlag: named == .published) == false ? nil : named
    // “Published” heads days as well as yes and no.
    case .listed where StatusWords.standard.heads(sample, isFlag: true) == true:
      return .published
    // A column without a name, and one that may be.
    case .ignored where name.full.isEmpty || name.isNumbered:
      return sample.isOfRowNumbers ? .ignored : nil
    case .houseNumber: return houseNumber(name, sample)
    default: return named
    }
  }

  /// `No` beside a street is the number of the house, unless it counts the rows; elsewhere it is a
  /// number of something else.
  private func houseNumber(_ name: HeaderName, _ sample: ColumnSample) -> Field? {
    let isLoose = name.full == "no" || name.full == "number"
    let addresses = names.filter { Self.addresses.contains($0.full) }
    // Of two addresses nobody knows to which one it belongs.
    if addresses.count == 1, Self.streets.contains(addresses[0].full) {
      return isLoose && sample.isCount ? nil : .houseNumber
    }
    return isLoose && sample.isCount ? .ignored : nil
  }

  private static let streets: Set = ["street", "road", "address", "street address"]
  private static let addresses = streets.union(["full address", "landmark", "property address"])

  /// Whether the cells bear out what the name says, where a mistake would cost much. Says so where
  /// it is not believed.
  private mutating func believes(_ field: Field, _ index: Int) -> Bool {
    switch field {
    case .reference, .link: isTellingApart(field, index)
    case .price, .rent: isCounted(field, index)
    case .plot: isOfSizes(index)
    default: true
    }
  }

  /// A column of references in which most cells repeat is none: its rows would be taken for one. So
  /// would those that all have the link of the agency's own site.
  private mutating func isTellingApart(_ field: Field, _ index: Int) -> Bool {
    let sample = field == .reference ? samples[index].withoutPendingReferences : samples[index]
    let isLoose = field == .reference && Self.looseReferences.contains(names[index].full)
    let shareMin = isLoose ? Self.looseShareMin : Self.distinctShareMin
    // They may begin behind the sample.
    if sample.cells.isEmpty || sample.distinctness >= shareMin { return true }
    let different = Int((sample.distinctness * Double(sample.cells.count)).rounded())
    note(
      index,
      "it is named like a \(field.words), and only \(different) of its \(sample.cells.count) cells "
        + "differ; rows go by what else they say")
    return false
  }

  /// The `m` of `price m` may be a month or a metre; that of `Price (m)` is a million, unless that
  /// would be more than anything costs.
  private mutating func isCounted(_ field: Field, _ index: Int) -> Bool {
    let name = names[index]
    if name.hasLooseLetter || field == .rent && name.factorLetter == "m" {
      note(index, "its “m” may be millions or a month; “millions” or “pcm” would tell")
      return false
    }
    guard let letter = name.factorLetter, let factor = name.factor,
      let number = samples[index].middleNumber, number * Double(factor) >= Self.amountMax
    else { return true }
    note(index, "with “\(letter)” for \(factor) its cells would be more than homes cost")
    return false
  }

  private static let amountMax = 1e10

  /// `Plot` and `Lot` are sizes of land, and numbers of what is built or sold.
  private mutating func isOfSizes(_ index: Int) -> Bool {
    let isLoose = Self.loosePlots.contains(names[index].full)
    if !isLoose || samples[index].shareOfSizes >= 0.5 { return true }
    note(
      index,
      "its cells may be numbers of plots: most name neither a unit nor two lengths; the rule's "
        + "option “columns” can say that they are sizes")
    return false
  }

  private static let loosePlots: Set = ["plot", "lot"]

  mutating func note(_ index: Int, _ reason: String) {
    assumptions.append("column “\(columns[index].name)” is carried through: \(reason)")
  }

  /// A few references that stand twice are slips: the column still tells listings apart.
  static let distinctShareMin = 0.3
  private static let looseShareMin = 0.7
  /// Names that may be of something else that listings have in common: an agent, a type.
  private static let looseReferences: Set = [
    "id", "uid", "code", "sku", "result id", "property code",
  ]

  private static let roomWords: Set<Word> = ["bhk", "rk", "bed", "beds", "bedroom", "bedrooms"]

  mutating func describe(_ index: Int) {
    let name = names[index]
    let sample = samples[index]
    switch columns[index].field {
    case .price, .rent:
      columns[index].currency = name.currency ?? options.currency
      columns[index].period = name.period ?? options.period
      columns[index].tax = name.tax
      columns[index].factor = name.factor ?? 1
      columns[index].pricedUnit = name.areaUnit
      columns[index].decimalMark = sample.decimalMark
      namesCurrency = namesCurrency || columns[index].currency != nil || sample.namesCurrency
    case .area, .plot:
      columns[index].areaUnit = name.areaUnit ?? options.areaUnit
      columns[index].hasUnits = sample.shareOfAreaUnits > 0.5
      columns[index].decimalMark = sample.decimalMark
      columns[index].plotSquareMetres = options.plotSquareMetres
    case .currency: namesCurrency = true
    case .listed:
      columns[index].dayOrder = sample.dayOrder(otherwise: options.dayOrder ?? .dayFirst)
      columns[index].year = options.year
    case .location:
      columns[index].isWidestFirst = sample.isWidestFirst
    case .bedrooms, .bathrooms:
      columns[index].decimalMark = sample.decimalMark
    default: break
    }
  }

  /// Where their own cells do not show which of day and month comes first, the days of listings do.
  private mutating func markSoldDays() {
    let listed = columns.first { $0.field == .listed }?.dayOrder
    let otherwise = listed ?? options.dayOrder ?? .dayFirst
    for index in columns.indices where columns[index].field == nil {
      guard MarketColumns.standard.meaning(columns[index].name) == .sold else { continue }
      columns[index].isSoldDay = true
      columns[index].dayOrder = samples[index].dayOrder(otherwise: otherwise)
      columns[index].year = options.year
    }
  }

  private mutating func assume() {
    if columns.contains(where: { $0.field == .minimumNights }) {
      for index in columns.indices where columns[index].field == .price {
        columns[index].period = columns[index].period ?? .night
      }
      assumptions.append("there is a column of minimum nights: read as short lets, by the night")
    }
    // In a price list they are what the catalogue has.
    if hasPrice, !namesCurrency, !isPriceList {
      assumptions.append(
        "nothing names a currency, so the prices have none; the rule's option “currency” sets it")
    }
  }
}
