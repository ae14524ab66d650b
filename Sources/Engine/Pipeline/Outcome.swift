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
  /// The parts of the source, which lie in the item's directory ``StageContext/makeParts()``,
  /// become items of their own, as if each had been dropped into a folder of the source's name. The
  /// text says what they are.
  case split(String)
  /// Never: to `stages/failed` with these reasons.
  case reject([Finding])
  /// This stage again, not before then; the attempt is not counted.
  case later(Date)
}
