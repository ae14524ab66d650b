/// A publication is decided, and not all of it could be made visible: it will be, whatever becomes
/// of the attempt. Nothing else is published there before.
package struct DecidedError: Error, CustomStringConvertible {
  /// Whose publication it is; not always that of the attempt.
  package let item: ItemID
  package let underlying: any Error

  package var description: String {
    "the results of item \(item) are decided and not all visible yet: \(underlying)"
  }
}
