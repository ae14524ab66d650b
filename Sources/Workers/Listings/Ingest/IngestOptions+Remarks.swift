import Tables

extension IngestOptions {
  /// Takes what a file says of all its rows, where the rule says nothing.
  ///
  ///     {"currency": "GHS", "period": "monthly", "listings": [{…}, {…}]}
  ///
  /// - Returns: what was taken, for the report.
  mutating func take(_ remarks: [TableRemark], _ aliases: HeaderAliases) -> [String] {
    remarks.filter { take($0, aliases) }.map {
      "“\($0.name)” beside the list says “\($0.text)” for the rows that do not say it themselves"
    }
  }

  private mutating func take(_ remark: TableRemark, _ aliases: HeaderAliases) -> Bool {
    switch aliases.field(HeaderName(remark.name)) {
    case .currency where currency == nil:
      currency = Currency.code(of: remark.text)
      return currency != nil
    case .period where period == nil:
      period = PeriodWords.period(named: remark.text)
      return period != nil
    case .areaUnit where areaUnit == nil:
      areaUnit = AreaUnit.named(remark.text)
      return areaUnit != nil
    default: return false
    }
  }
}
