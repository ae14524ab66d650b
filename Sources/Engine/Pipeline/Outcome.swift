package import Foundation

/// What a stage says about the item it was given. A thrown error is a failed attempt, and is
/// retried.
package enum Outcome: Sendable, Equatable {
  /// On to the next stage.
  case next
  /// A person decides.
  case hold([Finding])
  /// Nothing more to do: unchanged, merged, seen before. The text says which.
  case finish(String)
  /// Never: to `stages/failed` with these reasons.
  case reject([Finding])
  /// This stage again, not before then; the attempt is not counted.
  case later(Date)
}
