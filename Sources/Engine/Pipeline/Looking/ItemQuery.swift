import Foundation
import Jobs
import Storage

/// Which items somebody wants to see, and in which order.
package struct ItemQuery: Sendable, Codable, Equatable {
  package enum Sort: String, Sendable, Codable, CaseIterable {
    case arrival, name, size, finished
  }

  /// What the queue says of an item under way.
  package enum Progress: String, Sendable, Codable, CaseIterable {
    case waiting, running
    /// An attempt failed; it is tried again.
    case retrying
  }

  /// Where they lie; empty for everywhere but among the deleted.
  package var places: [Workspace.Place] = []
  package var progress: Progress?
  package var worker: String?
  package var business: String?
  package var rule: String?
  package var outcome: String?
  /// A part of the name, of the way below the inbox or of the reason; case does not matter, but for
  /// mixtures of letters beyond ASCII that no word is written with.
  package var text: String?
  /// Received at least so long ago.
  package var olderThanSeconds: Double?
  /// Received at most so long ago.
  package var youngerThanSeconds: Double?
  /// Its parts.
  package var parent: ItemID?
  /// The businesses that may be seen; nil for all. Comes from who asks, never from a query string.
  package var visibleBusinesses: [String]?
  /// No newer ones.
  package var lastID: ItemID?
  package var sort = Sort.arrival
  package var isAscending = false

  package init() {}

  /// The same query among the places where an action is possible.
  package func narrowed(to places: [Workspace.Place]) -> ItemQuery {
    var query = self
    query.places = self.places.isEmpty ? places : places.filter(self.places.contains)
    // Nowhere: not the same as everywhere.
    if query.places.isEmpty { query.visibleBusinesses = [] }
    return query
  }

  /// Whether anything but places narrows it.
  var isNarrowed: Bool {
    var other = self
    other.places = []
    other.sort = .arrival
    other.isAscending = false
    return other != ItemQuery()
  }

  /// What follows `where` without the places.
  ///
  /// - Parameter time: now, for ages.
  func conditions(at time: Date) -> SQLConditions {
    var conditions = SQLConditions()
    for (column, value) in [
      ("worker", worker), ("business", business), ("item.rule", rule), ("outcome", outcome),
    ] {
      if let value { conditions.add("\(column) = ?", .text(value)) }
    }
    if let visibleBusinesses {
      conditions.addList("business", visibleBusinesses.map(SQLValue.text))
    }
    if let text, !text.isEmpty {
      let patterns = Self.spellings(of: text).map { SQLValue.text("%\(Self.escaped($0))%") }
      let columns = ["origin", "reason"]
      let parts = columns.flatMap { column in
        patterns.map { _ in "\(column) like ? escape '\\'" }
      }
      conditions.add("(\(parts.joined(separator: " or ")))", columns.flatMap { _ in patterns })
    }
    if let olderThanSeconds {
      conditions.add("received <= ?", .real(time.timeIntervalSince1970 - olderThanSeconds))
    }
    if let youngerThanSeconds {
      conditions.add("received >= ?", .real(time.timeIntervalSince1970 - youngerThanSeconds))
    }
    if let parent { conditions.add("parent = ?", .integer(parent.number)) }
    if let lastID { conditions.add("item.id <= ?", .integer(lastID.number)) }
    addProgress(to: &conditions)
    return conditions
  }

  private func addProgress(to conditions: inout SQLConditions) {
    switch progress {
    case nil: break
    case .running: conditions.add("item.id in (select item from job where state = 'running')")
    case .retrying:
      conditions.add("item.id in (select item from job where state = 'retryable')")
    case .waiting:
      conditions.addList("place", Stage.allCases.map { .text($0.rawValue) })
      conditions.add("item.id not in (select item from job where state = 'running')")
    }
  }

  /// SQLite's `like` takes letters of either case for the same, of those of ASCII: with others,
  /// each way in which people write a word is looked for, with a letter and its mark as one sign
  /// and as two.
  private static func spellings(of text: String) -> [String] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return [text] }
    let spellings = [text, text.lowercased(), text.uppercased(), text.capitalized]
    return spellings.flatMap {
      [$0, $0.precomposedStringWithCanonicalMapping, $0.decomposedStringWithCanonicalMapping]
    }
    .reduce(into: []) { known, spelling in
      // To Swift both ways are equal.
      if !known.contains(where: { $0.utf8.elementsEqual(spelling.utf8) }) { known.append(spelling) }
    }
  }

  /// What `like` would read as a pattern stands for itself.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if ["%", "_", "\\"].contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}

/// Conditions of a statement with their values, joined by `and`.
struct SQLConditions {
  private var parts: [String] = []
  private(set) var values: [SQLValue] = []

  /// - Parameter condition: with a `?` for each value.
  mutating func add(_ condition: String, _ values: SQLValue...) { add(condition, values) }

  mutating func addList(_ column: String, _ values: [SQLValue]) {
    if values.isEmpty { return add("false") }
    add("\(column) in (\(values.map { _ in "?" }.joined(separator: ", ")))", values)
  }

  /// - Parameter condition: with a `?` for each value.
  mutating func add(_ condition: String, _ values: [SQLValue]) {
    var text = ""
    var number = self.values.count
    for character in condition {
      if character == "?" {
        number += 1
        text += "$\(number)"
      } else {
        text.append(character)
      }
    }
    parts.append(text)
    self.values += values
  }

  /// `where …`, or nothing.
  var clause: String { parts.isEmpty ? "" : "where " + parts.joined(separator: " and ") }
}
