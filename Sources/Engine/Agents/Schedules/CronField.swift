/// One field of a cron line: which of its numbers are meant.
struct CronField: Sendable, Equatable {
  /// A bit for each number.
  private(set) var bits: UInt64 = 0
  /// It begins with a star: it does not restrict, it only steps.
  let isStar: Bool

  /// What a field may hold.
  struct Kind: Sendable {
    let name: String
    let range: ClosedRange<Int>
    var words: [String] = []

    static let minute = Kind(name: "minute", range: 0...59)
    static let hour = Kind(name: "hour", range: 0...23)
    static let day = Kind(name: "day of the month", range: 1...31)
    static let month = Kind(
      name: "month", range: 1...12,
      words: [
        "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ])
    /// 7 is Sunday too.
    static let weekday = Kind(
      name: "day of the week", range: 0...7,
      words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
  }

  /// - Parameter text: lists, ranges and steps: `*/5`, `1-5`, `mon,fri`, `10-50/20`, `5/15`.
  init(_ text: some StringProtocol, _ kind: Kind) throws(CronError) {
    isStar = text.hasPrefix("*")
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      try add(part, kind)
    }
  }

  func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }

  /// The first number from this one on; nil when there is none.
  func next(from number: Int) -> Int? {
    guard number < 64 else { return nil }
    let rest = bits >> UInt64(number)
    return rest == 0 ? nil : number + rest.trailingZeroBitCount
  }

  private mutating func add(_ part: some StringProtocol, _ kind: Kind) throws(CronError) {
    let parts = part.split(separator: "/", omittingEmptySubsequences: false)
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    var range = kind.range
    if parts[0] != "*" {
      let low = try Self.number(ends[0], kind)
      let high = ends.count > 1 ? try Self.number(ends[1], kind) : low
      // As in Vixie's cron a step without an end goes to the last number.
      let last = ends.count == 1 && parts.count > 1 ? kind.range.upperBound : high
      guard low <= last else { throw CronError("\(kind.name) “\(part)” runs backwards") }
      range = low...last
    }
    guard parts.count < 3, ends.count < 3, let step = parts.count > 1 ? Int(parts[1]) : 1, step > 0
    else { throw CronError("\(kind.name) “\(part)” is no number, range or step") }
    for number in stride(from: range.lowerBound, through: range.upperBound, by: step) {
      bits |= 1 << UInt64(number)
    }
  }

  static func number(
    _ text: some StringProtocol, _ kind: Kind
  ) throws(CronError) -> Int {
    let word = text.lowercased()
    if let index = kind.words.firstIndex(of: word), !word.isEmpty { return index }
    guard !word.isEmpty, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(word), kind.range.contains(number)
    else {
      let range = "\(kind.range.lowerBound)…\(kind.range.upperBound)"
      throw CronError("\(kind.name) “\(text)” is not in \(range)")
    }
    return number
  }
}

/// What is wrong with a cron line.
package struct CronError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
