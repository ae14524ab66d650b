/// How the cells of one column are read: what of a ``Column`` is needed for every cell.
struct CellPlan: Sendable {
  /// 0-based.
  let column: Int
  let field: Field?
  /// Where its text is kept, if it is one.
  let slot: RecordTexts.Slot?
  /// For sizes that name none; a row may say otherwise.
  var areaUnit: AreaUnit
  let decimalMark: DecimalMark
  let dayOrder: DayParser.Order
  let isSoldDay: Bool
  let year: DayParser.Year
  let plotSquareMetres: Double?

  init(_ column: Column) {
    self.column = column.index
    field = column.field
    slot = column.field?.slot
    areaUnit = column.areaUnit ?? .squareMetre
    decimalMark = column.decimalMark
    dayOrder = column.dayOrder
    isSoldDay = column.isSoldDay
    year = column.year
    plotSquareMetres = column.plotSquareMetres
  }
}
