// Lines that belong together: a stack trace is one event, not forty.
//
// In a log with times each event begins with one, and every line without belongs to the event above
// it; only what a program says when it ends, or an error of its own below a line that says that all
// is well, is an event of its own. In a log without times lines belong to the one above when they
// are indented, begin with the words of a trace (`at `, `Caused by`), end a trace that is open
// (Python's last line), are calls of a thread (Go's), or say why a program panicked (Rust's second
// line). Where something else wrote a time before each line, both hold for what stands behind it.

/// Puts lines of text together to events.
struct BlockBuilder {
  private let isStamped: Bool
  private var open: LogEvent?
  private var details: [UInt8] = []
  private var isTraceOpen = false
  private var isThreadOpen = false
  private var isPanicOpen = false
  /// Of the line above.
  private var lastTime: Int?
  /// Whether the program itself said when the event was.
  private var hasOwnTime = false
  /// Lines that are no UTF-8; their bytes became U+FFFD.
  private(set) var brokenLines = 0

  /// More lines of one event are counted and not kept.
  private static let linesMax = 400
  private static let detailBytesMax = 32 << 10
  /// So many lines without a time are more than one event.
  private static let blockMax = 2000
  /// Lines of one event are written within so many milliseconds of each other.
  static let gapMax = 1000

  init(isStamped: Bool) { self.isStamped = isStamped }

  /// Where the event at hand began.
  var openLine: Int? { open?.line }

  /// Takes the next line in.
  ///
  /// - Parameter line: without colours.
  /// - Returns: the event above it, when it has ended.
  mutating func take(
    _ number: Int, _ line: UnsafeRawBufferPointer, _ header: LineHeader
  ) -> LogEvent? {
    let words = UnsafeRawBufferPointer(rebasing: line[header.start...])
    if words.allSatisfy(\.isBlank) {
      if !isStamped { (isTraceOpen, isThreadOpen) = (false, false) }
      open?.lines += 1
      return nil
    }
    var header = header
    if let above = open {
      if goesOn(words, header, above) {
        append(words, header)
        return nil
      }
      if isStamped, header.time == nil { header.time = above.time }
    }
    let ended = finish()
    let message = text(UnsafeRawBufferPointer(rebasing: line[header.end...]))
    open = LogEvent(
      line: number, time: header.time, level: header.level, source: header.source,
      message: message, saysLevel: header.saysLevel)
    lastTime = header.time
    hasOwnTime = header.hasOwnTime
    isTraceOpen = Self.opensTrace(words)
    isThreadOpen = false
    isPanicOpen = Self.opensPanic(words)
    return ended
  }

  /// Whether a line belongs to the event above it.
  private mutating func goesOn(
    _ words: UnsafeRawBufferPointer, _ header: LineHeader, _ above: LogEvent
  ) -> Bool {
    if header.isCarried {
      if header.hasOwnTime { return false }
      if hasOwnTime { return belongsBelowTime(words, header, above) }
      return !header.hasOwnLevel && isAtOnce(header) && continues(words)
    }
    if !isStamped { return continues(words) }
    if header.time == nil { return belongsBelowTime(words, header, above) }
    return !header.hasOwnLevel && isAtOnce(header) && continues(words, hasTime: true)
  }

  /// What is written at once has nearly the same time.
  private func isAtOnce(_ header: LineHeader) -> Bool {
    guard let lastTime, let time = header.time else { return true }
    return abs(time - lastTime) <= Self.gapMax
  }

  private func belongsBelowTime(
    _ words: UnsafeRawBufferPointer, _ header: LineHeader, _ above: LogEvent
  ) -> Bool {
    if endsProgram(words) || above.lines >= Self.blockMax { return false }
    guard let level = above.level, let own = header.level, header.hasOwnLevel else { return true }
    return !(header.saysLevel && level <= .warning && own > .warning)
  }

  /// The last event; nil when there is none.
  mutating func finish() -> LogEvent? {
    guard var event = open else { return nil }
    open = nil
    event.details = String(decoding: details, as: UTF8.self)
    details.removeAll(keepingCapacity: true)
    splitCategory(&event)
    return event
  }

  private mutating func append(_ line: UnsafeRawBufferPointer, _ header: LineHeader) {
    open?.lines += 1
    lastTime = header.time ?? lastTime
    if isStamped || hasOwnTime, header.hasOwnLevel, let level = header.level {
      if header.saysLevel, adopt(level, line, header) { return }
      if level > .warning, level > open?.level ?? .debug { open?.level = level }
    }
    guard let lines = open?.lines, lines <= Self.linesMax, details.count < Self.detailBytesMax
    else { return }
    if !details.isEmpty { details.append(0x0a) }
    details += text(line).utf8
  }

  /// Java's own logger writes when and where in one line, and in the next how serious it is and
  /// what there is to say.
  private mutating func adopt(
    _ level: LogLevel, _ line: UnsafeRawBufferPointer, _ header: LineHeader
  ) -> Bool {
    guard let above = open, above.level == nil, above.lines == 2 else { return false }
    let words = above.message.split(separator: " ")
    guard words.count == 2, words[0].contains(".") else { return false }
    let message = text(UnsafeRawBufferPointer(rebasing: line[(header.end - header.start)...]))
    open?.level = level
    open?.source = String(words[0])
    open?.message = message
    return true
  }

  /// .NET writes a category in one line, `Acme.Pay[0]`, and what there is to say in the next.
  private mutating func splitCategory(_ event: inout LogEvent) {
    guard event.saysLevel, event.message.last == "]", !event.message.contains(" "),
      let bracket = event.message.lastIndex(of: "["), event.details.first == " ",
      event.message[bracket...].dropFirst().dropLast().allSatisfy(\.isNumber)
    else { return }
    event.source = String(event.message[..<bracket])
    let lines = event.details.split(separator: "\n", maxSplits: 1)
    event.message = String(lines[0].drop { $0 == " " })
    event.details = lines.count > 1 ? String(lines[1]) : ""
  }

  /// Whether a line without a time is how a program ends, not what the event above it says: the
  /// interpreter writes it, whatever was logged last.
  private func endsProgram(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let level = open?.level, level <= .warning else { return false }
    if Self.endings.contains(where: { line.starts(with: $0) }) { return true }
    // A warning, and what is written for those who look for faults, may come with a trace.
    return level == .info && (Self.opensTrace(line) || Self.isException(line))
  }

  private static let endings = [
    "panic: ", "fatal error: ", "Fatal error: ", "thread '", "Exception in thread ", "Uncaught ",
    "uncaught ", "Unhandled ", "Segmentation fault", "terminate called after", "Aborted (core",
    "Bus error", "Killed",
  ].map { Array($0.utf8) }

  /// Whether a line that says no time itself belongs to the one above it.
  ///
  /// - Parameter hasTime: whether each line of the log has a time: there anything may be indented,
  ///   and only a trace goes on.
  private mutating func continues(_ line: UnsafeRawBufferPointer, hasTime: Bool = false) -> Bool {
    if isPanicOpen {
      isPanicOpen = false
      return true
    }
    if isThreadOpen && Self.isCall(line) { return true }
    if line[0].isBlank {
      return !hasTime || isTraceOpen || isThreadOpen || Self.isIndentedFrame(line)
    }
    if line.starts(with: Self.thread) {
      isThreadOpen = true
      return true
    }
    if isTraceOpen {
      // A trace of Python ends with a line that is not indented: the exception.
      if Self.isException(line) {
        isTraceOpen = false
        return true
      }
    }
    if Self.opensTrace(line), let level = open?.level, level > .warning {
      isTraceOpen = true
      return true
    }
    if Self.isException(line), let level = open?.level, level > .warning {
      return open?.lines == 1
    }
    return Self.traceStarts.contains { line.starts(with: $0) } || Self.isFrame(line)
      || !hasTime && Self.starts.contains { line.starts(with: $0) }
  }

  private static let thread = Array("goroutine ".utf8)

  /// `main.(*Server).handle(0xc000…)`, `created by main.main`: its place is indented, below it.
  private static func isCall(_ line: UnsafeRawBufferPointer) -> Bool {
    line.last == 0x29 && line.contains(0x28) || line.starts(with: "created by ".utf8)
  }

  /// `thread 'main' panicked at src/main.rs:12:5:`; what it said stands below.
  private static func opensPanic(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.last == 0x3a, line.starts(with: "thread '".utf8) else { return false }
    return String(decoding: line, as: UTF8.self).contains(" panicked at ")
  }

  /// `0 [ra] 0x… in server`, as Swift's backtraces number their frames.
  private static func isFrame(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line[0].isDigit, let space = line.prefix(5).firstIndex(of: 0x20) else { return false }
    let rest = line[(space + 1)...]
    return rest.starts(with: "[ra]".utf8) || rest.starts(with: "0x".utf8)
  }

  private static func opensTrace(_ line: UnsafeRawBufferPointer) -> Bool {
    let mark = Array("Traceback (most recent call last)".utf8)
    return line.count >= mark.count
      && (line.starts(with: mark) || line.suffix(mark.count + 1).dropLast().elementsEqual(mark))
  }

  /// `package.KindError: what`, or `KindException` alone: dotted names, the last of which says so.
  private static func isException(_ line: UnsafeRawBufferPointer) -> Bool {
    let name = line.prefix { $0.isWord || $0 == 0x2e || $0 == 0x24 }
    guard name.count > 4, name.first?.isLetter == true else { return false }
    let next = name.endIndex < line.count ? line[name.endIndex] : 0x3a
    guard next == 0x3a else { return false }
    return exceptionEndings.contains {
      name.count >= $0.count && name.suffix($0.count).elementsEqual($0)
    }
      || name.contains(0x2e) && name.last?.isLetter == true
  }

  private static let exceptionEndings = [
    "Error", "Exception", "Warning", "Interrupt", "Exit", "Expired",
  ]
  .map { Array($0.utf8) }

  /// `    at main (/srv/a.js:3:1)`, `  File "/srv/a.py", line 3`
  private static func isIndentedFrame(_ line: UnsafeRawBufferPointer) -> Bool {
    let words = line[(line.firstIndex { !$0.isBlank } ?? 0)...]
    return ["at ", "File \"", "... ", "Caused by: "].contains { words.starts(with: $0.utf8) }
  }

  /// What the lines of a trace begin with that are not indented.
  private static let traceStarts = [
    "Caused by", "File \"", "During handling of the above", "The above exception was",
    "stack backtrace:", "note: run with",
  ].map { Array($0.utf8) }

  /// What the lines below an event begin with, in logs without times.
  private static let starts = [
    "at ", "... ", "DETAIL:", "HINT:", "CONTEXT:", "STATEMENT:",
    "QUERY:", "*** Signal", "Thread ", "Backtrace took", "Registers:",
    "npm ERR! ERESOLVE", "npm ERR! Found", "npm ERR! errno", "npm ERR! syscall", "npm ERR! path",
    "=====",
  ].map { Array($0.utf8) }

  private mutating func text(_ bytes: UnsafeRawBufferPointer) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    brokenLines += 1
    return String(decoding: bytes, as: UTF8.self)
  }
}
