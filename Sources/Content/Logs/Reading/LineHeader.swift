// What a line of text begins with, before it says anything:
//
//   2026-03-01 07:00:00,123 ERROR billing: …       [Sun Dec 04 04:47:44 2005] [error] …
//   2026-03-01T07:00:00.123Z⇥error⇥pay/cart.go:7⇥… E0301 07:00:00.123456  4711 kubelet.go:12] …
//   2026-03-01T07:00:00.1234567Z ##[error]…        10.0.0.1 - - [01/Mar/2026:07:00:00 +0000] "GET …
//   [Sat Nov 21 07:00:00.1 2026] [core:error] …     2026-03-01 07:00:00, Error      CBS    …
//   [2026-03-01 07:00:00] production.ERROR: …       [2026-03-01 07:00:00,123: ERROR/MainProcess] …

/// The time, level and source at the head of a line.
struct LineHeader {
  var time: Int?
  var level: LogLevel?
  var source = ""
  /// Where the message begins.
  var end = 0
  /// Whether the level is said as people say it, `ERROR: …`: tools that write one in brackets
  /// before each line (`[ERROR] …`) go on with what they said above.
  var saysLevel = false
  /// Whether something else wrote the line down: see ``Carrier``.
  var isCarried = false
  /// Where the program's own words begin, indented or not: behind a carrier, else behind the time.
  var start = 0
  /// Whether the program itself said when it was.
  var hasOwnTime = false
  /// Whether the program itself said how serious it is.
  var hasOwnLevel = false

  /// How far a level may stand behind the time, in bytes.
  private static let levelReach = 100

  /// Of a line without one.
  init() {}

  init(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp) {
    self.init(line, Carrier(line, stamp), stamp)
  }

  init(_ line: UnsafeRawBufferPointer, _ carrier: Carrier, _ stamp: TimeStamp) {
    let own = UnsafeRawBufferPointer(rebasing: line[carrier.end...])
    isCarried = !carrier.stream.isEmpty
    time = carrier.time
    source = carrier.source
    readOwn(own, carrier.bare, stamp)
    hasOwnLevel = level != nil
    if level == nil { level = carrier.level }
    end += carrier.end
    start = isCarried || !hasOwnTime ? carrier.end : carrier.end + start
  }

  private mutating func readOwn(
    _ line: UnsafeRawBufferPointer, _ bare: TimeStamp.Found?, _ stamp: TimeStamp
  ) {
    if access(line, stamp) || klog(line, stamp) || proxy(line, stamp) { return }
    // Ruby's `E, [` has the level once more, behind the time.
    if line.dropFirst().starts(with: ", [".utf8), line[0].isUpperLetter { end = 3 }
    let isBracketed = end < line.count && line[end] == 0x5b
    let known = isBracketed || isCarried ? nil : bare
    if let found = known ?? stamp.read(line, at: isBracketed ? end + 1 : end) {
      // Whatever wrote the line down knows its zone.
      time = time ?? found.milliseconds
      hasOwnTime = true
      end = found.end
      if isBracketed, end < line.count, line[end] == 0x5d { end += 1 }
      start = min(end + 1, line.count)
      skipSigns(line)
    } else if isCarried {
      while end < line.count, line[end].isBlank { end += 1 }
    }
    readLevel(line)
  }

  private static func word(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var at = start
    while at < line.count, !line[at].isBlank { at += 1 }
    return at
  }

  /// What a key in a block of its own begins and ends with: without its signs nobody would know it.
  private static let keyMark = Array("-----".utf8)

  private mutating func skipSigns(_ line: UnsafeRawBufferPointer) {
    while end < line.count, line[end].isBlank || "-|:,".utf8.contains(line[end]),
      !line[end...].starts(with: Self.keyMark)
    { end += 1 }
  }

  /// A level among the next words: in capitals anywhere, in other letters only where brackets mark
  /// it, or a colon the first word. Without a time or a clock only the first word is looked at.
  private mutating func readLevel(_ line: UnsafeRawBufferPointer) {
    let start = end
    var at = end
    for place in 0..<(time == nil && !Self.isClock(line, end) ? 1 : 5) {
      while at < line.count, line[at].isBlank { at += 1 }
      guard at < line.count, at - start < Self.levelReach else { return }
      let stop = Self.word(line, at)
      if let found = Self.level(line, at, stop, isFirst: place == 0) {
        level = found.level
        saysLevel = place > 0 || line[at].isLetter
        if place > 0, source.isEmpty { source = Self.name(line, start, at) }
        end = found.end
        skipSigns(line)
        return
      }
      at = stop
    }
  }

  /// A clock or a date that is no whole time, such as `07:00:01.123` and `[07:00:01`.
  private static func isClock(_ line: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    var at = start
    if at < line.count, line[at] == 0x5b { at += 1 }
    let stop = word(line, at)
    return stop - at >= 8 && line[at..<stop].allSatisfy { $0.isDigit || ":/.,".utf8.contains($0) }
  }

  /// A level between `at` and `stop`, and where it ends with its signs.
  private static func level(
    _ line: UnsafeRawBufferPointer, _ at: Int, _ stop: Int, isFirst: Bool
  ) -> (level: LogLevel, end: Int)? {
    var start = at
    while start < stop, !line[start].isLetter {
      guard "[(<#:*|".utf8.contains(line[start]) else { return nil }
      start += 1
    }
    let isOpened = start > at
    if isFirst, let column = columnLevel(line, at, stop) { return column }
    if let inner = innerLevel(line, start..<stop, isOpened: isOpened) { return inner }
    var end = start
    while end < stop, line[end].isLetter { end += 1 }
    guard (3...11).contains(end - start) else { return nil }
    let isCapital = line[start..<end].allSatisfy { $0.isUpperLetter }
    let isMarked = end < stop && "])>:|".utf8.contains(line[end])
    guard isMarked || isCapital && (end == stop || line[end] == 0x2f) else { return nil }
    if !isFirst, !isCapital, !isOpened { return nil }
    let word = String(decoding: line[start..<end], as: UTF8.self)
    guard word != testFailure, let level = LogLevel(word: word) else { return nil }
    return (level, isMarked ? end + 1 : end)
  }

  /// What test runners write before each test that failed; `fail:` is a level of .NET.
  private static let testFailure = "FAIL"

  /// A level in whatever letters in a column of its own, behind a tab or padded: zap, Windows.
  private static func columnLevel(
    _ line: UnsafeRawBufferPointer, _ at: Int, _ stop: Int
  ) -> (level: LogLevel, end: Int)? {
    guard (3...11).contains(stop - at), stop + 1 < line.count,
      line[at..<stop].allSatisfy(\.isLetter),
      line[stop] == 0x09 || line[stop] == 0x20 && line[stop + 1] == 0x20, at > 0,
      line[at - 1].isBlank,
      case let word = String(decoding: line[at..<stop], as: UTF8.self), word != testFailure,
      let level = LogLevel(word: word)
    else { return nil }
    return (level, stop)
  }

  /// A level behind what said it: `[core:error]` of Apache, `production.ERROR:` of Laravel.
  private static func innerLevel(
    _ line: UnsafeRawBufferPointer, _ word: Range<Int>, isOpened: Bool
  ) -> (level: LogLevel, end: Int)? {
    let close = isOpened ? UInt8(ascii: "]") : UInt8(ascii: ":")
    guard let last = word.last, line[last] == close,
      let mark = line[word.lowerBound..<last].lastIndex(of: isOpened ? 0x3a : 0x2e)
    else { return nil }
    let name = line[(mark + 1)..<last]
    guard (3...11).contains(name.count), isOpened || name.allSatisfy({ $0.isUpperLetter }),
      let level = LogLevel(word: String(decoding: name, as: UTF8.self))
    else { return nil }
    return (level, last + 1)
  }

  /// The first of the words between time and level that is one, as a name.
  private static func name(_ line: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> String {
    let text = String(decoding: line[start..<end], as: UTF8.self)
    let words = text.split { "[]()| \t".contains($0) }.map { $0.drop { "-:".contains($0) } }
    return words.first { $0.first?.isLetter == true }.map(String.init) ?? ""
  }

  /// `E0301 07:00:00.123456  4711 kubelet.go:12] …`, as Kubernetes and glog write.
  private mutating func klog(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp) -> Bool {
    guard line.count > 22, line[1..<5].allSatisfy({ $0.isDigit }), line[5] == 0x20,
      let level = Self.klogLevels[line[0]],
      let close = line.firstIndex(of: 0x5d), close < Self.levelReach
    else { return false }
    let month = Int(line[1] - 0x30) * 10 + Int(line[2] - 0x30)
    guard (1...12).contains(month) else { return false }
    let name = String(decoding: Day.months[month - 1], as: UTF8.self)
    var text = "\(name) \(String(decoding: line[3..<21], as: UTF8.self))"
    guard let own = text.withUTF8({ stamp.read(UnsafeRawBufferPointer($0), at: 0)?.milliseconds })
    else { return false }
    time = time ?? own
    hasOwnTime = true
    self.level = level
    let place = line[..<close].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
    source = String(decoding: line[place..<close].prefix { $0 != 0x3a }, as: UTF8.self)
    end = close + 1
    skipSigns(line)
    return true
  }

  private static let klogLevels: [UInt8: LogLevel] = [
    0x49: .info, 0x57: .warning, 0x45: .error, 0x46: .critical,
  ]
}
