// Lines that belong together: a stack trace is one event, not forty.
//
// In a log with times each event begins with one, and every line without belongs to the event above
// it; only what a program says when it ends, below a line that says that all is well, is an event
// of its own. In a log without times lines belong to the one above when they are indented, begin
// with the words of a trace (`at `, `Caused by`), end a trace that is open (Python's last line),
// are calls of a thread (Go's), or say why a program panicked (Rust's second line).

/// Puts lines of text together to events.
struct BlockBuilder {
  private let isStamped: Bool
  private let stamp: TimeStamp
  private var open: LogEvent?
  private var details: [UInt8] = []
  private var isTraceOpen = false
  private var isThreadOpen = false
  private var isPanicOpen = false
  /// Lines that are no UTF-8; their bytes became U+FFFD.
  private(set) var brokenLines = 0

  /// More lines of one event are counted and not kept.
  private static let linesMax = 400
  private static let detailBytesMax = 32 << 10
  /// So many lines without a time are more than one event.
  private static let blockMax = 2000

  init(isStamped: Bool, stamp: TimeStamp) {
    self.isStamped = isStamped
    self.stamp = stamp
  }

  /// Takes the next line in.
  ///
  /// - Returns: the event above it, when it has ended.
  mutating func take(_ number: Int, _ raw: UnsafeRawBufferPointer) -> LogEvent? {
    let line = Self.withoutColours(raw)
    return line.withUnsafeBytes { take(number, stripped: $0) }
  }

  private mutating func take(_ number: Int, stripped line: UnsafeRawBufferPointer) -> LogEvent? {
    if line.allSatisfy(\.isBlank) {
      if !isStamped { (isTraceOpen, isThreadOpen) = (false, false) }
      open?.lines += 1
      return nil
    }
    if open != nil, !isStamped, continues(line) {
      append(line)
      return nil
    }
    var header = LineHeader(line, stamp)
    if isStamped, header.time == nil, endsProgram(line) {
      header.time = open?.time
    } else if isStamped, header.time == nil, let lines = open?.lines, lines < Self.blockMax {
      append(line, level: header.level)
      return nil
    }
    let ended = finish()
    let message = text(UnsafeRawBufferPointer(rebasing: line[header.end...]))
    open = LogEvent(
      line: number, time: header.time, level: header.level, source: header.source,
      message: message, saysLevel: header.saysLevel)
    isTraceOpen = Self.opensTrace(line)
    isThreadOpen = false
    isPanicOpen = Self.opensPanic(line)
    return ended
  }

  /// The last event; nil when there is none.
  mutating func finish() -> LogEvent? {
    guard var event = open else { return nil }
    open = nil
    event.details = String(decoding: details, as: UTF8.self)
    details.removeAll(keepingCapacity: true)
    return event
  }

  private mutating func append(_ line: UnsafeRawBufferPointer, level: LogLevel? = nil) {
    open?.lines += 1
    if let level, level > .warning, level > open?.level ?? .debug { open?.level = level }
    guard let lines = open?.lines, lines <= Self.linesMax, details.count < Self.detailBytesMax
    else { return }
    if !details.isEmpty { details.append(0x0a) }
    details += text(line).utf8
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

  /// Whether a line of a log without times belongs to the one above it.
  private mutating func continues(_ line: UnsafeRawBufferPointer) -> Bool {
    if isPanicOpen {
      isPanicOpen = false
      return true
    }
    if line[0].isBlank || isThreadOpen && Self.isCall(line) { return true }
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
    return Self.starts.contains { line.starts(with: $0) } || Self.isFrame(line)
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

  /// What the lines below an event begin with, in logs without times.
  private static let starts = [
    "at ", "Caused by", "File \"", "... ", "DETAIL:", "HINT:", "CONTEXT:", "STATEMENT:",
    "QUERY:", "*** Signal", "Thread ", "Backtrace took", "Registers:",
    "npm ERR! ERESOLVE", "npm ERR! Found", "npm ERR! errno", "npm ERR! syscall", "npm ERR! path",
    "During handling of the above", "The above exception was", "stack backtrace:",
    "note: run with", "=====",
  ].map { Array($0.utf8) }

  private mutating func text(_ bytes: UnsafeRawBufferPointer) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    brokenLines += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Terminal colours say nothing (`ESC [ 31 m`).
  private static func withoutColours(_ line: UnsafeRawBufferPointer) -> [UInt8] {
    guard line.contains(0x1b) else { return Array(line) }
    var text: [UInt8] = []
    var at = 0
    while at < line.count {
      if line[at] == 0x1b, at + 1 < line.count, line[at + 1] == 0x5b {
        at += 2
        while at < line.count, !line[at].isLetter { at += 1 }
        at += 1
      } else {
        text.append(line[at])
        at += 1
      }
    }
    return text
  }
}
