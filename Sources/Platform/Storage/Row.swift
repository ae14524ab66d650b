/// One row of a result, valid inside the closure that is given it. Columns count from 0.
package protocol Row {
  func isNull(_ column: Int) -> Bool
  /// 0 for NULL.
  func integer(_ column: Int) -> Int
  /// 0 for NULL.
  func real(_ column: Int) -> Double
  /// Empty for NULL.
  func text(_ column: Int) -> String
  /// Empty for NULL.
  func blob(_ column: Int) -> [UInt8]
}

extension Row {
  package func optionalInteger(_ column: Int) -> Int? { isNull(column) ? nil : integer(column) }
  package func optionalReal(_ column: Int) -> Double? { isNull(column) ? nil : real(column) }
  package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
}
