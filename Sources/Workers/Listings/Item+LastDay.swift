import Foundation
import Pipeline

extension Item {
  /// The latest day that it was anywhere on earth when the item came: what is later is yet to come.
  var lastDay: Day? { Day(received.addingTimeInterval(Self.eastSeconds)) }

  /// How much earlier than in UTC a day begins in the far east.
  private static let eastSeconds = 14.0 * 3600
}
