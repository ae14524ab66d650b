package import Foundation
package import Storage

// Pages go by keys, not by numbers of rows: a page begins behind the last row of the one before it,
// whatever has come in since. So none is skipped and none is seen twice.

/// One page of a list of items, and how many there are in all.
package struct ItemPage: Sendable {
  package let items: [ItemSummary]
  /// How many match.
  package let matching: Int
  /// How many match in each place, whichever places are asked for.
  package let counts: [Workspace.Place: Int]
  /// Where the page behind this one begins; nil on the last.
  package let next: Cursor?
  /// Where the page before this one ends; nil on the first.
  package let previous: Cursor?

  /// A row of a list, and whether what follows it or what leads to it is wanted.
  package struct Cursor: Sendable, Equatable, CustomStringConvertible {
    var isBackward = false
    var id: Int
    /// What the list is sorted by; of no use where that is the number.
    var key = SQLValue.null

    /// Short and fit for an address: `n42`, `p42`, `n42.s6d61726368`, `n42.i1024`, `n42.r1763.25`.
    package var description: String {
      let start = (isBackward ? "p" : "n") + String(id)
      switch key {
      case .integer(let number): return "\(start).i\(number)"
      case .real(let number): return "\(start).r\(number)"
      case .text(let text):
        let digits = text.utf8.map { byte in
          let digits = String(byte, radix: 16)
          return digits.count == 1 ? "0" + digits : digits
        }
        return "\(start).s\(digits.joined())"
      case .null, .blob: return start
      }
    }

    init(isBackward: Bool, _ item: ItemSummary, _ sort: ItemQuery.Sort) {
      self.isBackward = isBackward
      id = item.id
      key =
        switch sort {
        case .arrival: .null
        case .name: .text(item.name)
        case .size: .integer(item.size)
        case .finished: .real(item.finished?.timeIntervalSince1970 ?? 0)
        }
    }

    /// - Returns: nil when the text is none that ``description`` gives.
    package init?(_ text: String) {
      guard let first = text.first, first == "n" || first == "p" else { return nil }
      isBackward = first == "p"
      let parts = text.dropFirst().split(separator: ".", maxSplits: 1)
      guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
      id = number
      if parts.count == 1 { return }
      let value = parts[1].dropFirst()
      switch parts[1].first {
      case "i": key = Int(value).map(SQLValue.integer) ?? .null
      case "r": key = Double(value).map(SQLValue.real) ?? .null
      case "s": key = Self.bytes(value).map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null
      default: return nil
      }
      if key == .null { return nil }
    }

    private static func bytes(_ digits: Substring) -> [UInt8]? {
      let digits = Array(digits.utf8)
      if digits.count % 2 == 1 { return nil }
      return stride(from: 0, to: digits.count, by: 2).reduce(into: [UInt8]?([])) { result, index in
        let pair = String(decoding: digits[index...(index + 1)], as: UTF8.self)
        guard let byte = UInt8(pair, radix: 16) else {
          result = nil
          return
        }
        result?.append(byte)
      }
    }
  }

  /// The most items of one page.
  package static let limitMax = 500

  /// - Parameters:
  ///   - limit: items of the page, at most ``limitMax``.
  ///   - cursor: of another page of the same query; nil for the first.
  ///   - time: now.
  package static func read(
    _ query: ItemQuery, limit: Int = 50, at cursor: Cursor? = nil, now time: Date,
    _ connection: any Connection
  ) throws -> ItemPage {
    let counts = try counts(query, now: time, connection)
    let matching = query.placesMeant.reduce(0) { $0 + counts[$1, default: 0] }
    let limit = min(max(limit, 1), limitMax)
    var items =
      matching == 0 ? [] : try rows(query, limit: limit + 1, at: cursor, now: time, connection)
    let hasMore = items.count > limit
    if hasMore { items.removeLast() }
    let isBackward = cursor?.isBackward == true
    if isBackward { items.reverse() }
    let hasNext = isBackward || hasMore
    let hasPrevious = isBackward ? hasMore : cursor != nil
    return ItemPage(
      items: items, matching: matching, counts: counts,
      next: hasNext ? items.last.map { Cursor(isBackward: false, $0, query.sort) } : nil,
      previous: hasPrevious ? items.first.map { Cursor(isBackward: true, $0, query.sort) } : nil)
  }

  private static func rows(
    _ query: ItemQuery, limit: Int, at cursor: Cursor?, now: Date, _ connection: any Connection
  ) throws -> [ItemSummary] {
    var conditions = query.conditions(at: now)
    query.addPlaces(to: &conditions)
    let isAscending = query.isAscending != (cursor?.isBackward ?? false)
    let column = query.sort.column
    if let cursor {
      let sign = isAscending ? ">" : "<"
      if query.sort == .arrival {
        conditions.add("item.id \(sign) ?", .integer(cursor.id))
      } else {
        conditions.add("(\(column), item.id) \(sign) (?, ?)", cursor.key, .integer(cursor.id))
      }
    }
    let direction = isAscending ? "" : "desc"
    let order =
      query.sort == .arrival
      ? "item.id \(direction)" : "\(column) \(direction), item.id \(direction)"
    // Sorted by themselves first: jobs are looked up for the rows of the page, not for all.
    return try connection.query(
      """
      \(ItemSummary.columns) where item.id in (
        select item.id from item \(conditions.clause) order by \(order) limit \(limit))
      order by \(order)
      """, conditions.values, ItemSummary.init)
  }

  /// How many items match in each place.
  package static func counts(
    _ query: ItemQuery, now: Date, _ connection: any Connection
  ) throws -> [Workspace.Place: Int] {
    var counts: [Workspace.Place: Int] = [:]
    func add(_ row: any Row) {
      if let place = Workspace.Place(rawValue: row.text(0)) {
        counts[place, default: 0] += row.integer(1)
      }
    }
    if query.isNarrowed {
      var conditions = query.conditions(at: now)
      conditions.add("(place <> 'trash' or removed is null)")
      try connection.forEach(
        "select place, count(*) from item \(conditions.clause) group by place",
        conditions.values, add)
      return counts
    }
    for (place, count) in try ItemTable(connection).counts() {
      if let place = Workspace.Place(rawValue: place) { counts[place] = count }
    }
    if let trash = counts[.trash] {
      // What was removed for good is in no list; the first condition is that of the index.
      let removed = try connection.first(
        """
        select count(*) from item
        where place <> 'done' and place = 'trash' and removed is not null
        """, []
      ) { $0.integer(0) }
      counts[.trash] = trash - (removed ?? 0)
    }
    return counts
  }

  /// How many match.
  package static func matching(
    _ query: ItemQuery, now: Date, _ connection: any Connection
  ) throws -> Int {
    let counts = try counts(query, now: now, connection)
    return query.placesMeant.reduce(0) { $0 + counts[$1, default: 0] }
  }

  /// Those that came to a rest last, the latest first; for a glance, without counting.
  package static func latest(
    _ query: ItemQuery, limit: Int, now: Date, _ connection: any Connection
  ) throws -> [ItemSummary] {
    var conditions = query.conditions(at: now)
    query.addPlaces(to: &conditions)
    conditions.add("finished is not null")
    return try connection.query(
      "\(ItemSummary.columns) \(conditions.clause) order by finished desc limit \(limit)",
      conditions.values, ItemSummary.init)
  }

  /// How many wait for a person; for every page, so from an index alone where all may be seen.
  package static func heldCount(
    visible businesses: [String]?, _ connection: any Connection
  ) throws -> Int {
    var conditions = SQLConditions()
    conditions.add("place <> 'done' and place = 'hold'")
    if let businesses { conditions.addList("business", businesses.map(SQLValue.text)) }
    return try connection.first(
      "select count(*) from item \(conditions.clause)", conditions.values
    ) { $0.integer(0) } ?? 0
  }

  /// The numbers of those that match, oldest first, for work on all of them.
  static func ids(
    _ query: ItemQuery, after id: ItemID, limit: Int, now: Date, _ connection: any Connection
  ) throws -> [ItemID] {
    var conditions = query.conditions(at: now)
    query.addPlaces(to: &conditions)
    conditions.add("item.id > ?", .integer(id.number))
    return try connection.query(
      "select item.id from item \(conditions.clause) order by item.id limit \(limit)",
      conditions.values
    ) { ItemID($0.integer(0)) }
  }
}

extension ItemQuery {
  fileprivate var placesMeant: [Workspace.Place] {
    places.isEmpty ? Workspace.Place.allCases.filter { $0 != .trash } : places
  }

  fileprivate func addPlaces(to conditions: inout SQLConditions) {
    if places.isEmpty { return conditions.add("place <> 'trash'") }
    conditions.addList("place", places.map { .text($0.rawValue) })
    // What was deleted and then removed for good is in no list.
    if places.contains(.trash) { conditions.add("(place <> 'trash' or removed is null)") }
  }
}

extension ItemQuery.Sort {
  fileprivate var column: String {
    switch self {
    case .arrival: "item.id"
    case .name: "name"
    case .size: "size"
    case .finished: "coalesce(finished, 0.0)"
    }
  }
}
