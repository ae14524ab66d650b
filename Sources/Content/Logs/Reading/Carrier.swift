// What writes down the lines of programs puts a head of its own before each:
//
//   2026-03-01T07:00:00.123456789Z stderr F …       containers of Kubernetes (CRI)
//   web_1  | …                                      Docker Compose
//   [pod/web-7f/api] …                              kubectl logs --prefix
//   Mar  1 07:00:00 web-3 pay[4711]: …              syslog, journalctl
//   2026-03-01T07:00:00.1+00:00 web-3 pay[47]: …    rsyslog
//   <11>1 2026-03-01T07:00:00Z web-3 pay 47 - - …   syslog on the wire (RFC 5424)
//   {"log":"…\n","stream":"stderr","time":"…"}      Docker's own files
//
// What stands behind it is the line as the program wrote it, indented or not, a record or text.

/// The head that is no program's own.
struct Carrier {
  /// Milliseconds since 1970; nil when it tells none.
  var time: Int?
  /// As syslog's priority says.
  var level: LogLevel?
  /// The program or service; empty when the head does not tell.
  var source = ""
  /// What tells the lines of one program from those of others; empty without a head.
  var stream = ""
  /// Where the program's own words begin.
  var end = 0
  /// Whether the line was too long for one, and goes on in the next one of its stream.
  var isPart = false
  /// Whether it is Docker Compose's.
  var isOfService = false
  /// A time that the line begins with, where that is all the head there is.
  var bare: TimeStamp.Found?

  /// Of a line without one.
  init() {}

  /// - Parameter hasServices: whether lines of the log begin as Docker Compose begins them. Tables
  ///   do, too.
  init(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp, hasServices: Bool = true) {
    guard let first = line.first else { return }
    if first == 0x3c { readPriority(line) }
    if end > 0, readWire(line, stamp) { return }
    if first == 0x5b {
      readPod(line)
    } else if let found = stamp.read(line, at: end) {
      if readContainer(line, found) || readProgram(line, found) { return }
      bare = TimeStamp.Found(milliseconds: found.milliseconds, end: found.end - end)
    } else if end == 0, hasServices {
      readService(line)
    }
  }

  /// Of a record in which Docker keeps a line; nil when it is none.
  init?(_ record: JSONText, _ stamp: TimeStamp) {
    guard case .string(let log) = record["log"], let name = record["stream"]?.scalar,
      !log.utf8.dropLast().contains(0x0a),
      !FieldNames.standard.level.contains(where: { record[$0] != nil })
    else { return nil }
    time = record["time"]?.scalar.flatMap(stamp.read)
    source =
      record["kubernetes"]?["container_name"]?.scalar ?? record["attrs"]?["tag"]?.scalar ?? ""
    stream = source + " " + name
    // Who passes records on may have taken the end off.
    let isCut = log.utf8.count >= Self.pieceBytes || record["logtag"]?.scalar == "P"
    isPart = isCut && log.utf8.last != 0x0a
  }

  /// Docker cuts longer lines into pieces of as much.
  private static let pieceBytes = 16 << 10

  /// Syslog's `<34>`: how serious it is, in its three lowest bits.
  private mutating func readPriority(_ line: UnsafeRawBufferPointer) {
    guard let close = line.prefix(5).firstIndex(of: 0x3e),
      let number = Int(String(decoding: line[1..<close], as: UTF8.self)), (0..<192).contains(number)
    else { return }
    level = LogLevel(number: number & 7)
    end = close + 1
  }

  /// `1 2026-03-01T07:00:00Z web-3 pay 4711 ID47 [a b="c"] …` behind the priority.
  private mutating func readWire(_ line: UnsafeRawBufferPointer, _ stamp: TimeStamp) -> Bool {
    guard line[end...].starts(with: "1 ".utf8) else { return false }
    var words: [Range<Int>] = []
    var at = end + 2
    while words.count < 5, let word = Self.word(line, at) {
      words.append(word)
      at = word.upperBound + 1
    }
    guard words.count == 5, at < line.count, let data = Self.dataEnd(line, at) else { return false }
    time = stamp.read(line, at: words[0].lowerBound)?.milliseconds
    source = Self.told(line, words[2])
    stream = source + " " + Self.told(line, words[3]) + " " + Self.told(line, words[1])
    end = min(data + 1, line.count)
    if line[end...].starts(with: [0xef, 0xbb, 0xbf]) { end += 3 }
    return true
  }

  /// `-` says nothing.
  private static func told(_ line: UnsafeRawBufferPointer, _ word: Range<Int>) -> String {
    let text = String(decoding: line[word], as: UTF8.self)
    return text == "-" ? "" : text
  }

  /// Behind `-` or `[a b="c"][d]`.
  private static func dataEnd(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    if line[start] == 0x2d { return start + 1 }
    var at = start
    var isQuoted = false
    guard line[at] == 0x5b else { return nil }
    while at < line.count {
      switch line[at] {
      case 0x5c where isQuoted: at += 1
      case 0x22: isQuoted.toggle()
      case 0x5d where !isQuoted && (at + 1 == line.count || line[at + 1] != 0x5b): return at + 1
      default: break
      }
      at += 1
    }
    return nil
  }

  /// ` stderr F `; `P` is a part, to which the next line of the stream belongs.
  private mutating func readContainer(
    _ line: UnsafeRawBufferPointer, _ found: TimeStamp.Found
  ) -> Bool {
    guard let name = Self.word(line, found.end + 1), name.count == 6,
      ["stdout", "stderr"].contains(String(decoding: line[name], as: UTF8.self)),
      let tags = Self.word(line, name.upperBound + 1),
      [0x46, 0x50].contains(line[tags.lowerBound]),
      tags.count == 1 || line[tags.lowerBound + 1] == 0x3a
    else { return false }
    time = found.milliseconds
    stream = String(decoding: line[name], as: UTF8.self)
    isPart = line[tags.lowerBound] == 0x50
    end = min(tags.upperBound + 1, line.count)
    return true
  }

  /// ` web-3 pay[4711]:` behind a time. Where that is of rsyslog, other logs begin alike, so that
  /// only a number tells a program.
  private mutating func readProgram(
    _ line: UnsafeRawBufferPointer, _ found: TimeStamp.Found
  ) -> Bool {
    guard let host = Self.word(line, found.end + 1),
      let word = Self.word(line, host.upperBound + 1),
      word.count > 1, line[word.upperBound - 1] == 0x3a, line[host.lowerBound].isWord
    else { return false }
    let name = line[word].dropLast().prefix { $0 != 0x5b }
    let isNumbered = line[word].dropLast().last == 0x5d && !name.isEmpty
    let isOld = line[end].isUpperLetter
    let isKernel = name.elementsEqual("kernel".utf8)
    guard isOld || isNumbered || isKernel, !Self.isLevel(line[host]), !Self.isLevel(name)
    else { return false }
    time = found.milliseconds
    source = String(decoding: name, as: UTF8.self)
    stream = String(decoding: line[word], as: UTF8.self)
    end = word.upperBound
    if end < line.count, line[end] == 0x20 { end += 1 }
    return true
  }

  private static func isLevel(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
    LogLevel(word: String(decoding: word.filter(\.isLetter), as: UTF8.self)) != nil
  }

  /// `web_1  | `
  private mutating func readService(_ line: UnsafeRawBufferPointer) {
    let name = line.prefix { $0.isWord || $0 == 0x2d || $0 == 0x2e }
    var at = name.endIndex
    while at < line.count, line[at] == 0x20 { at += 1 }
    guard name.contains(where: { !$0.isDigit }), !Self.isLevel(name), at > name.endIndex,
      at < line.count, line[at] == 0x7c,
      at + 1 == line.count || line[at + 1] == 0x20
    else { return }
    isOfService = true
    source = String(decoding: name, as: UTF8.self)
    stream = source
    end = min(at + 2, line.count)
  }

  /// `[pod/web-7f/api] `
  private mutating func readPod(_ line: UnsafeRawBufferPointer) {
    guard line.starts(with: "[pod/".utf8), let close = line.prefix(600).firstIndex(of: 0x5d)
    else { return }
    stream = String(decoding: line[5..<close], as: UTF8.self)
    source = stream.split(separator: "/").last.map(String.init) ?? ""
    end = close + 1
    if end < line.count, line[end] == 0x20 { end += 1 }
  }

  /// The word that begins at a place.
  private static func word(_ line: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
    var at = start
    while at < line.count, !line[at].isBlank { at += 1 }
    return at > start ? start..<at : nil
  }
}
