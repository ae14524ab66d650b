import Testing

@testable import Logs

/// What something else wrote down: containers, Compose, syslog, Docker.
@Suite struct `A carried log` {
  /// 2026-11-21 in UTC.
  private static let stamp = TimeStamp(reference: 1_795_200_000_000)

  @Test(arguments: [
    // Line; time, level, source, message.
    ("2026-03-01T07:00:00.123456789Z stderr F ERROR x", "2026-03-01T07:00:00Z|error||x"),
    ("2026-03-01T07:00:00.1Z stdout F plain", "2026-03-01T07:00:00Z|||plain"),
    (
      "2026-03-01T07:00:00.1Z stderr F {\"level\":\"error\",\"msg\":\"x\"}",
      "2026-03-01T07:00:00Z|error||x"
    ),
    (
      "web_1  | {\"level\":\"error\",\"msg\":\"x\",\"time\":\"2026-03-01T07:00:00Z\"}",
      "2026-03-01T07:00:00Z|error|web_1|x"
    ),
    ("[pod/web-7f/api] ERROR x", "|error|api|x"),
    (
      "Mar  1 07:00:00 web-3 pay[47]: {\"level\":\"error\",\"msg\":\"x\"}",
      "2026-03-01T07:00:00Z|error|pay|x"
    ),
    ("2026-03-01T07:00:00.1+00:00 web-3 pay[47]: x", "2026-03-01T07:00:00Z||pay|x"),
    ("2026-03-01T07:00:00Z web-3 kernel: x", "2026-03-01T07:00:00Z||kernel|x"),
    ("\u{1b}[2K\u{1b}[33mweb-1  |\u{1b}[0m ERROR x", "|error|web-1|x"),
    // These are no heads of syslog.
    ("2026-03-01T07:00:00Z ERROR pay: x", "2026-03-01T07:00:00Z|error||pay: x"),
    ("2026-03-01T07:00:00Z Starting server: x", "2026-03-01T07:00:00Z|||Starting server: x"),
    ("Mar  1 07:00:00 ERROR pay: x", "2026-03-01T07:00:00Z|error||pay: x"),
    ("<11>Mar  1 07:00:00 web-3 pay[47]: x", "2026-03-01T07:00:00Z|error|pay|x"),
    ("<11>Mar  1 07:00:00 web-3 pay[47]: INFO x", "2026-03-01T07:00:00Z|info|pay|x"),
    ("<14>1 2026-03-01T07:00:00Z web-3 pay 47 - - x", "2026-03-01T07:00:00Z|info|pay|x"),
    (
      "<11>1 2026-03-01T07:00:00Z h pay 47 ID1 [a b=\"]c\"][d] \u{feff}x",
      "2026-03-01T07:00:00Z|error|pay|x"
    ),
    ("<11>1 2026-03-01T07:00:00Z h - - - - x", "2026-03-01T07:00:00Z|error||x"),
    ("<3>x", "|error||x"), ("<999>x", "|||<999>x"), ("<b>x", "|||<b>x"),
    (
      "{\"log\":\"ERROR x\\n\",\"stream\":\"stderr\",\"time\":\"2026-03-01T07:00:00Z\"}",
      "2026-03-01T07:00:00Z|error||x"
    ),
    (
      "{\"log\":\"{\\\"level\\\":\\\"error\\\",\\\"msg\\\":\\\"x\\\"}\\n\",\"stream\":\"stderr\","
        + "\"kubernetes\":{\"container_name\":\"api\"},\"time\":\"2026-03-01T07:00:00Z\"}",
      "2026-03-01T07:00:00Z|error|api|x"
    ),
    (
      "Mar  1 07:00:00 lb haproxy[12]: 10.0.0.1:333 [01/Mar/2026:07:00:00.1] in pool/web-1"
        + " 10/0/30/69/109 503 2750 - - ---- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\"",
      "2026-03-01T07:00:00Z|error|haproxy|in pool/web-1 10/0/30/69/109 503 2750 - - ----"
        + " 1/1/1/1/0 0/0 \"GET / HTTP/1.1\""
    ),
    (
      "www.acme.test:443 10.0.0.1 - - [01/Mar/2026:07:00:00 +0000] \"GET /\\\"a HTTP/1.1\" 502 12",
      "2026-03-01T07:00:00Z|error|access|\"GET /\\\"a HTTP/1.1\" 502 12"
    ),
  ])
  func `is read as its programs wrote it`(_ line: String, _ expected: String) throws {
    let event = try #require(try Self.events(line + "\n").first)
    let time = event.time.map(Day.text) ?? ""
    #expect("\(time)|\(event.level?.rawValue ?? "")|\(event.source)|\(event.message)" == expected)
  }

  @Test(arguments: [
    // Head of each line.
    "2026-03-01T07:00:00.1Z stderr F ", "web_1  | ", "[pod/web-7f/api] ",
    "Mar  1 07:00:00 web-3 pay[47]: ", "<11>1 2026-03-01T07:00:00Z web-3 pay 47 - - ",
    "2026-03-01T07:00:00.1234567Z ",
  ])
  func `has its traces together`(_ head: String) throws {
    let lines = [
      "ERROR cart failed", "Traceback (most recent call last):", "  File \"x\", line 1, in f",
      "    f()", "KeyError: 'a'", "INFO up", "ERROR b", "java.io.IOException: c",
      "\tat a.b.C.d(C.java:1)", "Caused by: java.net.E: f", "\t... 3 more", "INFO up",
    ]
    let events = try Self.events(lines.map { head + $0 + "\n" }.joined())
    #expect(events.map(\.lines) == [5, 1, 5, 1])
    #expect(events[0].details.hasSuffix("    f()\nKeyError: 'a'"))
  }

  @Test func `that is Docker's own has its traces together`() throws {
    let lines = [
      "ERROR a", "Traceback (most recent call last):", "  File \\\"x\\\"", "KeyError: 1",
    ]
    let text = lines.map {
      "{\"log\":\"\($0)\\n\",\"stream\":\"stderr\",\"time\":\"2026-03-01T07:00:00Z\"}\n"
    }
    let events = try Self.events(text.joined())
    #expect(events.map(\.lines) == [4])
  }

  @Test(arguments: ["\\r\\n", "\\n", ""])
  func `that is Docker's own may end its lines in any way`(_ end: String) throws {
    let text = (1...3).map {
      "{\"log\":\"2026-03-01 07:00:0\($0) ERROR x\($0)\(end)\",\"stream\":\"stdout\","
        + "\"time\":\"2026-03-01T07:00:00Z\",\"logtag\":\"F\"}\n"
    }
    let events = try Self.events(text.joined())
    #expect(events.map(\.message) == ["x1", "x2", "x3"])
  }

  @Test func `that is a record of its own says itself how serious it is`() throws {
    let text =
      "{\"log\":\"cart is sad\",\"stream\":\"stdout\",\"loglevel\":\"error\"}\n"
      + "{\"log\":\"shop is sad\\n\",\"stream\":\"stdout\",\"lvl\":\"error\"}\n"
    let events = try Self.events(text)
    #expect(events.map(\.level) == [.error, .error])
    #expect(events.map(\.message).first == "cart is sad")
  }

  /// What a program shows as a table is no service that speaks.
  @Test func `is none that shows a table`() throws {
    let text = """
      2026-03-01 07:00:01 ERROR query gave odd rows
      id | name
      1  | connection refused
      2026-03-01 07:00:02 INFO up
      """
    #expect(try Self.events(text).map(\.lines) == [3, 1])
    #expect(try Self.events("ERROR | a\nERROR | b\n").map(\.level) == [.error, .error])
  }

  @Test func `is told in the order of its lines`() throws {
    let text = """
      a  | ERROR one
      b  | two
      a  |   more of one
      b  | three
      c  | four
      a  | five
      """
    let events = try Self.events(text)
    #expect(events.map(\.message) == ["one", "two", "three", "four", "five"])
    #expect(events.map(\.stream) == ["a", "b", "b", "c", "a"])
  }

  @Test func `of several programs keeps the lines of each apart`() throws {
    let text = """
      web_1  | ERROR cart failed
      db_1   | LOG:  checkpoint
      web_1  | Traceback (most recent call last):
      db_1   |   of the second line
      web_1  |   File "x", line 1, in f
      web_1  | KeyError: 'a'
      db_1   | LOG:  done
      """
    let events = try Self.events(text)
    #expect(
      Set(events.map { "\($0.source) \($0.lines) \($0.message)" }) == [
        "web_1 4 cart failed", "db_1 2 checkpoint", "db_1 1 done",
      ])
  }

  @Test func `with times of its programs' own goes on below them`() throws {
    let text = """
      web_1  | 2026-03-01 07:00:00 WARN cart
      web_1  | what it holds
      web_1  | 2026-03-01 07:00:01 INFO up
      web_1  | panic: b
      """
    let events = try Self.events(text)
    #expect(events.map(\.lines) == [2, 1, 1])
    #expect(events.last?.time == events[1].time)
  }

  /// Some write a head before the first line of what they say alone.
  @Test func `goes on below with lines that have no head`() throws {
    let text = """
      Mar  1 07:00:00 h pay: ERROR cart failed
      Traceback (most recent call last):
        File "x", line 1, in f
      KeyError: 'a'
      Mar  1 07:00:01 h web: INFO up
      Mar  1 07:00:02 h pay: ERROR b
      java.io.IOException: c
      """
    let events = try Self.events(text)
    #expect(events.map { "\($0.source) \($0.lines)" } == ["pay 4", "web 1", "pay 2"])
  }

  @Test func `goes on only with what is written at once`() throws {
    let head = "Mar  1 07:00:"
    let text = head + "00 h a[1]: ERROR x\n" + head + "05 h a[1]:   y\n"
    #expect(try Self.events(text).map(\.lines) == [1, 1])
  }

  @Test func `may indent what is no trace`() throws {
    let text = "2026-03-01 07:00:00 a\n2026-03-01 07:00:00   b\n2026-03-01 07:00:00   at c\n"
    #expect(try Self.events(text).map(\.lines) == [1, 2])
  }

  @Test func `has its parts put together`() throws {
    let text = """
      2026-03-01T07:00:00.1Z stdout P {"level":"error",
      2026-03-01T07:00:00.1Z stderr F other
      2026-03-01T07:00:00.1Z stdout P "msg":
      2026-03-01T07:00:00.1Z stdout F "x"}
      2026-03-01T07:00:00.1Z stdout F y
      """
    let events = try Self.events(text)
    #expect(events.map(\.message).sorted() == ["other", "x", "y"])
  }

  @Test func `that ends within a line tells what came of it`() throws {
    let head = "2026-03-01T07:00:00.1Z stdout "
    let events = try Self.events(head + "F a\n" + head + "P half of\n" + head + "P it\n")
    #expect(events.map(\.message) == ["a", "half ofit"])
    #expect(events.map(\.time) == [1_772_348_400_100, 1_772_348_400_100])
  }

  @Test func `of more programs than are waited for loses no line`() throws {
    let lines = (0..<40).map { "p\($0)  | ERROR \($0)\np\($0)  |   more\n" }
    let events = try Self.events(lines.joined())
    #expect(events.map(\.message) == (0..<40).map(String.init))
    #expect(events.allSatisfy { $0.lines == 2 })
  }

  private static func events(_ text: String) throws -> [LogEvent] {
    var events: [LogEvent] = []
    var text = text
    try text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var reader = LogReader(LogFormat(sample: bytes, stamp: stamp), stamp: stamp)
      try reader.take(bytes) { events.append($0) }
      try reader.finish { events.append($0) }
    }
    return events
  }
}
