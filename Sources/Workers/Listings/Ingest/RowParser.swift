/// Reads the cells of one row into a record.
///
/// One is used for a whole table and keeps its memory. Figures are parsed from the bytes, texts
/// are copied as bytes: no strings are made.
struct RowParser {
  var record = Record()

  let columns: [Column]
  /// Of the columns that are read cell by cell, in the order of reading.
  private let plans: [CellPlan]
  /// Of those that nothing is read from.
  private let carriedPlans: [CellPlan]
  private let currency: CellPlan?
  private let period: CellPlan?
  private let areaUnitColumn: Int?
  private let qualifier: CellPlan?
  private let deal: Listing.Deal?
  private let isWidestFirst: Bool
  let ruleCurrency: String?
  /// That in which the file came.
  private let thisYear: Int?
  var reader = CellReader()
  // A currency column says the same in row after row.
  var lastCurrency: (text: [UInt8], currency: RowCurrency) = ([], .none)
  private var lastStatus: (column: Int, text: [UInt8], saying: StatusWords.Saying?) = (0, [], nil)
  private var lastUnit: (text: [UInt8], unit: AreaUnit?) = ([], nil)
  /// Columns of which this row's cell is something else than they hold.
  private var left: [CellPlan] = []

  init(_ map: ColumnMap, ruleCurrency: String? = nil, thisYear: Int? = nil) {
    // Lists last, each with its columns side by side: then they grow at the end of the buffer.
    plans = map.columns.filter { Self.order($0) != nil }
      .sorted { (Self.order($0) ?? 0, $0.index) < (Self.order($1) ?? 0, $1.index) }
      .map(CellPlan.init)
    carriedPlans = map.columns.filter(Self.isCarried).map(CellPlan.init)
    columns = map.columns
    currency = map.columns.first { $0.field == .currency }.map(CellPlan.init)
    period = map.columns.first { $0.field == .period }.map(CellPlan.init)
    areaUnitColumn = map.columns.first { $0.field == .areaUnit }?.index
    qualifier = map.columns.first { $0.field == .priceQualifier }.map(CellPlan.init)
    deal = map.deal
    isWidestFirst = map.columns.contains(where: \.isWidestFirst)
    self.ruleCurrency = ruleCurrency
    self.thisYear = thisYear
  }

  /// Nil for a column that is not read cell by cell.
  private static func order(_ column: Column) -> Int? {
    switch column.field {
    case .ignored, .minimumNights, .currency, .period, .priceQualifier, .areaUnit: nil
    case .carried, nil: nil
    // A “yes” among parking spaces is a feature.
    case .features, .flag, .parkingSpaces: 1
    case .photos: 2
    default: 0
    }
  }

  private static func isCarried(_ column: Column) -> Bool {
    column.field == nil || column.field == .carried || column.field == .minimumNights
  }

  /// Cells of the row that could not be read.
  var problems: [CellReader.Problem] { reader.problems }

  /// Whether the row says enough to be a listing: a title or text, a place, or a price.
  var isListing: Bool {
    record.price != nil || Self.tellingSlots.contains { record.texts.has($0) }
  }

  private static let tellingSlots: [RecordTexts.Slot] =
    [.title, .ownText, .priceText, .typeText] + Field.placeSlots

  /// - Parameters:
  ///   - line: 1-based line of the source.
  ///   - cell: the cell of a column by its index; empty where the row has none.
  mutating func read(line: Int, _ cell: (Int) -> UnsafeRawBufferPointer) {
    record.removeAll()
    left.removeAll(keepingCapacity: true)
    reader.startRow()
    record.line = line
    record.isWidestFirst = isWidestFirst
    let currency = currency.map { readCurrency(cell($0.column).trimmed, $0) } ?? .none
    let period = period.flatMap { reader.period(cell($0.column).trimmed, $0) }
    let areaUnit = areaUnitColumn.flatMap { readUnit(cell($0)) }
    for plan in plans {
      let bytes = cell(plan.column).trimmed
      if bytes.isEmpty { continue }
      switch plan.field {
      case .price, .rent: readPrice(bytes, plan, currency, period)
      case .area: readArea(bytes, plan, areaUnit)
      default: read(bytes, plan)
      }
    }
    if let qualifier { readQualifier(cell(qualifier.column).trimmed, qualifier) }
    if let deal, !record.texts.has(.deal) { record.texts.set(.deal, deal.rawValue) }
    numberHouse()
    checkCoordinates()
    // Last, so that the list grows at the end of the buffer.
    for plan in carriedPlans { carry(cell(plan.column).trimmed, plan) }
    for plan in left { carry(cell(plan.column).trimmed, plan) }
  }

  /// The number that a column of its own gives goes before the street; one that finds no street, or
  /// a street with its number, is carried through.
  private mutating func numberHouse() {
    guard let number = record.texts[.houseNumber] else { return }
    if let street = record.texts[.address], StreetAddress.isHouseNumber(number),
      street.first?.isNumber == false
    {
      return record.texts.set(.address, "\(number) \(street)")
    }
    record.texts.remove(.houseNumber)
    if let plan = plans.first(where: { $0.field == .houseNumber }) { left.append(plan) }
  }

  /// 0, 0 lies in the sea off Africa: it is what programs write that know no coordinates. One
  /// without the other is no place.
  private mutating func checkCoordinates() {
    guard record.latitude != nil || record.longitude != nil else { return }
    let isNowhere = record.latitude == 0 && record.longitude == 0
    if !isNowhere, record.latitude != nil, record.longitude != nil { return }
    if let plan = plans.first(where: { $0.field == .latitude || $0.field == .longitude }) {
      reader.note(
        isNowhere
          ? "0, 0 lies in the sea: no coordinates were known"
          : "one coordinate without the other is no place", plan)
    }
    record.latitude = nil
    record.longitude = nil
  }

  private mutating func read(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    switch plan.field {
    case .bedrooms: record.bedrooms = reader.count(cell, plan)
    case .rooms: record.rooms = reader.count(cell, plan)
    case .bathrooms: record.bathrooms = reader.count(cell, plan)
    case .toilets: record.toilets = reader.wholeCount(cell, plan)
    case .parkingSpaces: readParking(cell, plan)
    case .plot: readPlot(cell, plan)
    case .yearBuilt: record.yearBuilt = readYear(cell, plan)
    case .latitude: record.latitude = reader.coordinate(cell, plan, limit: 90)
    case .longitude: record.longitude = reader.coordinate(cell, plan, limit: 180)
    case .listed: record.listed = reader.day(cell, plan)
    case .link: if let link = reader.link(cell, plan) { record.texts.set(.link, link) }
    case .furnishing: readFurnishing(cell)
    case .status, .published: readStatus(cell, plan)
    case .flag: readFlag(cell, plan)
    case .features: appendFeatures(cell)
    case .photos: appendPhotos(cell)
    default: readText(cell, plan)
    }
  }

  /// What is to be completed in a year to come was not built then: no text may say so.
  private mutating func readYear(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Int? {
    guard let year = reader.year(cell, plan) else { return nil }
    guard let thisYear, year > thisYear else { return year }
    reader.note("it is a year to come, in which nothing was built yet; no page tells it", plan)
    return nil
  }

  private mutating func readText(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    guard let slot = plan.slot, !isNothing(cell, plan) else { return }
    if slot == .phone, reader.isRoundedNumber(cell) {
      return reader.note(
        "a spreadsheet has cut the last figures of the number off; no page tells it", plan)
    }
    record.texts.set(slot, cell)
  }

  /// Whether a text stands for one that is not known yet. A reference such as `TBC` would make one
  /// listing of homes that have nothing else in common.
  private mutating func isNothing(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Bool {
    if reader.isPlaceholder(cell) { return true }
    switch plan.field {
    case .reference: return PendingWords.standForReference(cell)
    case .agent, .phone: return PendingWords.standForText(cell)
    default: return false
    }
  }

  private mutating func readUnit(_ cell: UnsafeRawBufferPointer) -> AreaUnit? {
    if cell.elementsEqual(lastUnit.text) { return lastUnit.unit }
    let unit = AreaUnit.named(String(decoding: cell, as: UTF8.self))
    lastUnit = (Array(cell), unit)
    return unit
  }

  /// Carries through what its column has no place for.
  mutating func leave(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    if !reader.isPlaceholder(cell) { left.append(plan) }
  }

  /// “Yes” says that there is parking, and not for how many cars.
  private mutating func readParking(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    if reader.isYesInWords(cell) {
      record.texts.append(to: .features, columns[plan.column].name)
    } else {
      record.parkingSpaces = reader.wholeCount(cell, plan)
    }
  }

  /// Two lengths and a number of plots are the size of the site, whatever the column is called.
  ///
  /// - Parameter unit: that a column of its own names for the row.
  private mutating func readArea(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan, _ unit: AreaUnit?
  ) {
    var plan = plan
    plan.areaUnit = unit ?? plan.areaUnit
    guard let size = reader.size(cell, plan) else { return }
    if !size.isPlot {
      record.areaSquareMetres = size.squareMetres
    } else if record.plotSquareMetres == nil {
      record.plotSquareMetres = size.squareMetres
      write(cell, size, plan, to: .plotText)
    }
    write(cell, size, plan, to: .areaText)
  }

  private mutating func readPlot(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    // What two lengths in another column gave stays where this one has none.
    guard let size = reader.size(cell, plan) else { return }
    record.plotSquareMetres = size.squareMetres
    write(cell, size, plan, to: .plotText)
  }

  /// Keeps a size as written, with the unit that the table names elsewhere than in the cell.
  private mutating func write(
    _ cell: UnsafeRawBufferPointer, _ size: SizeParser.Size, _ plan: CellPlan,
    to slot: RecordTexts.Slot
  ) {
    let unit = size.isWithoutUnit ? plan.areaUnit.ending : nil
    record.texts.set(slot, cell, ending: unit.map { " \($0)" } ?? "")
  }

  /// “To let” in a column of statuses says what a column of deals would.
  private mutating func readStatus(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    let isKnown = lastStatus.saying != nil && lastStatus.column == plan.column
    if !isKnown || !cell.elementsEqual(lastStatus.text) {
      lastStatus = (plan.column, Array(cell), reader.status(cell, plan))
    }
    switch lastStatus.saying {
    case .status(let status):
      record.status = status.combined(with: record.status)
      if record.status == .withdrawn {
        reader.note("the listing is not on offer: it is on no page, in no feed and export", plan)
      }
    case .available where plan.field == .status && !record.texts.has(.deal):
      let deal = DealWords.deal(named: String(decoding: cell, as: UTF8.self))
      record.texts.set(.deal, deal?.rawValue)
    case .available, nil: break
    }
  }

  private mutating func readFurnishing(_ cell: UnsafeRawBufferPointer) {
    switch reader.flag(cell) {
    case true: record.texts.set(.furnishing, "Furnished")
    case false: break
    case nil: if !reader.isPlaceholder(cell) { record.texts.set(.furnishing, cell) }
    }
  }

  /// `Serviced = 1` becomes the feature “Serviced”; what is no flag is carried through.
  private mutating func readFlag(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    guard let isSo = reader.flag(cell) else { return leave(cell, plan) }
    if isSo { record.texts.append(to: .features, columns[plan.column].name) }
  }

  /// Adds the parts of a list: `pool, garden`; `none` and `n/a` are no features.
  private mutating func appendFeatures(_ cell: UnsafeRawBufferPointer) {
    CellList.forEachPart(of: cell) { part in
      if !reader.isPlaceholder(part) { record.texts.append(to: .features, part) }
    }
  }

  /// Adds the parts of `1.jpg|2.jpg`.
  private mutating func appendPhotos(_ cell: UnsafeRawBufferPointer) {
    for part in PhotoList.parts(cell) {
      let part = part.trimmed
      if !part.isEmpty { record.texts.append(to: .photos, part) }
    }
  }

  private mutating func carry(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    if cell.isEmpty { return }
    let name = columns[plan.column].name
    guard plan.isSoldDay, let digits = reader.dayIfAny(cell, plan)?.digits else {
      // “Sold: yes” says as much as a status does.
      if plan.isSoldDay, reader.isYes(cell) {
        record.status = OfferStatus.sold.combined(with: record.status)
      }
      return record.texts.append(to: .extra, name: name, cell)
    }
    // Who reads it later does not know the other days of its table.
    digits.span.withUnsafeBytes { record.texts.append(to: .extra, name: name, $0) }
  }
}
