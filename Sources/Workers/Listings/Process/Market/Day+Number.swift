extension Day {
  /// Days since 1970-01-01.
  ///
  /// Source: Hinnant, “chrono-Compatible Low-Level Date Algorithms”, `days_from_civil`.
  var number: Int {
    let year = month <= 2 ? self.year - 1 : self.year
    let yearOfEra = year % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return year / 400 * 146_097 + dayOfEra - 719_468
  }
}
