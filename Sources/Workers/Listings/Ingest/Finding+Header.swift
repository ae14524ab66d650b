import Pipeline

extension Finding {
  /// A table ends behind its column names.
  ///
  /// - Parameter line: of the names, where it is known.
  static func onlyHeader(line: Int?) -> Finding {
    Finding(
      .error, "only-header",
      "The table has column names and no rows. Write the rows, then drop it again.", line: line)
  }
}
