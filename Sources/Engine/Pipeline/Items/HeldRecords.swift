package import Files

/// The records of an item that wait for a person: those of its latest stage that held any.
///
/// Their numbers count from 1, in the order in which they were held, and stay the same.
package struct HeldRecords: Sendable, Equatable {
  package let stage: Stage
  /// Those not decided yet, in order.
  package let waiting: [Int]
  /// How many were held, the decided ones too.
  let total: Int

  /// Nil when none waits, and while the item waits whole: those that were released are on their
  /// way then, and come first.
  package init?(_ item: Item) {
    if item.isHeldWhole { return nil }
    let latest = Stage.allCases.last { item.held[$0.rawValue] != nil }
    guard let stage = latest, let count = item.held[stage.rawValue] else { return nil }
    let decided = Set(item.decided?[stage.rawValue] ?? [])
    self.stage = stage
    total = count + decided.count
    waiting = (1...max(total, 1)).filter { !decided.contains($0) }
  }

  /// - Parameter numbers: those asked for; nil for all that wait.
  /// - Returns: the first number that does not wait, else nil.
  func firstUnknown(_ numbers: [Int]?) -> Int? {
    guard let numbers else { return nil }
    let waiting = Set(waiting)
    return numbers.first { !waiting.contains($0) }
  }

  /// Hands on why each record waits.
  ///
  /// - Parameter directory: the item's.
  /// - Throws: ``StreamError``, ``Files/FileError``.
  package func forEachReason(in directory: Path, _ body: (Finding) throws -> Void) throws {
    try whileReasons(in: directory) { reason in
      try body(reason)
      return true
    }
  }

  /// The first reasons for which records wait.
  ///
  /// - Parameter directory: the item's.
  /// - Throws: ``StreamError``, ``Files/FileError``.
  package func firstReasons(_ count: Int, in directory: Path) throws -> [Finding] {
    var first: [Finding] = []
    try whileReasons(in: directory) { reason in
      first.append(reason)
      return first.count < count
    }
    return first
  }

  private func whileReasons(in directory: Path, _ body: (Finding) throws -> Bool) throws {
    let path = directory / HeldStream.reasonsName(of: stage)
    if try FileStatus.ifPresent(path) == nil { return }
    let waiting = Set(waiting)
    let reasons = try RecordReader<Finding>(path)
    while let reason = try reasons.next() {
      guard let record = reason.record, waiting.contains(record) else { continue }
      if try !body(reason) { return }
    }
  }
}
