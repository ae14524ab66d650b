package import Foundation
import Synchronization

/// The latest log lines, kept in memory for those who look while the program runs.
package final class RecentLog: Sendable {
  package struct Entry: Sendable {
    /// Counts from 1.
    package let number: Int
    package let time: Date
    package let level: LogLevel
    package let message: String
    package let fields: [(name: String, value: String)]
  }

  /// Older lines are forgotten.
  package static let entriesMax = 2_000

  private struct State {
    var entries: [Entry] = []
    var lastNumber = 0
  }

  private let state = Mutex(State())

  package init() {}

  func add(
    _ time: Date, _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String>
  ) {
    state.withLock { state in
      state.lastNumber += 1
      state.entries.append(
        Entry(
          number: state.lastNumber, time: time, level: level, message: message,
          fields: fields.map { ($0.key, $0.value) }))
      // In halves, so that not every line moves all others.
      if state.entries.count >= Self.entriesMax * 2 {
        state.entries.removeFirst(Self.entriesMax)
      }
    }
  }

  /// The latest, newest first.
  ///
  /// - Parameter text: only lines with it in a message or a field; case does not matter.
  package func latest(
    _ limit: Int, atLeast level: LogLevel = .debug, text: String = ""
  ) -> [Entry] {
    let entries = state.withLock { $0.entries.suffix(Self.entriesMax) }
    let text = text.lowercased()
    var found: [Entry] = []
    for entry in entries.reversed() where entry.level >= level && entry.contains(text) {
      found.append(entry)
      if found.count == limit { break }
    }
    return found
  }
}

extension RecentLog.Entry {
  fileprivate func contains(_ text: String) -> Bool {
    text.isEmpty || message.lowercased().contains(text)
      || fields.contains { $0.value.lowercased().contains(text) }
  }
}
