import Foundation
import Pipeline
import Synchronization
import Telemetry
import TestSupport

/// What was logged and observed, and a hook into the moment in which a claim is made.
final class Log: Sendable {
  private let lines = Mutex<[String]>([])
  private let ended = Mutex<[String]>([])
  private let hook = Mutex<(@Sendable () -> Void)?>(nil)

  var logger: Logger {
    Logger(
      level: .debug, style: .text, now: { Date(timeIntervalSince1970: 0) },
      write: { line in self.lines.withLock { $0.append(line) } })
  }

  var text: String { lines.withLock { $0.joined() } }

  /// The ends of items, as `1 published done`.
  var ends: [String] { ended.withLock { $0 } }

  func observe(_ event: ItemEvent) {
    guard case .ended(let item, let outcome, let place, _) = event else { return }
    ended.withLock { $0.append("\(item.id.number) \(outcome) \(place.rawValue)") }
  }

  /// Happens once, when intake has looked at a file and has not taken it yet: it asks the time of
  /// its item in between.
  func beforeNextClaim(_ body: @escaping @Sendable () -> Void) { hook.withLock { $0 = body } }

  func now(_ clock: ManualClock) -> Date {
    let body = hook.withLock { hook in
      defer { hook = nil }
      return hook
    }
    body?()
    return clock.date
  }
}
