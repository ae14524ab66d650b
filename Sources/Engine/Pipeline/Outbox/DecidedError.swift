/// A publication is decided, and not all of it could be made visible: it will be, whatever becomes
/// of the attempt.
package struct DecidedError: Error, CustomStringConvertible {
  package let underlying: any Error

  package var description: String {
    "its results are decided and not all visible yet: \(underlying)"
  }
}
