import Testing

@testable import Logs

@Suite struct `A log` {
  /// 2026-11-21 in UTC.
  private static let stamp = TimeStamp(reference: 1_795_200_000_000)

  @Test(arguments: [
    // Line; time, level, source, message.
    ("2026-03-01 07:00:00,123 ERROR db down", "2026-03-01T07:00:00Z|error||db down"),
    ("[2026-03-01T07:00:00Z] [warn] slow", "2026-03-01T07:00:00Z|warning||slow"),
    ("2026-03-01T07:00:00.5+02:00 INFO up", "2026-03-01T05:00:00Z|info||up"),
    ("2026-03-01 03:00:00.123+01 [47] ERROR:  x", "2026-03-01T02:00:00Z|error||x"),
    ("[2026-03-01 03:00:00-05] ERROR x", "2026-03-01T08:00:00Z|error||x"),
    ("2026-03-01 07:00:00 -05 ERROR x", "2026-03-01T07:00:00Z|error||x"),
    ("2026-02-31 07:00:00 ERROR x", "|||2026-02-31 07:00:00 ERROR x"),
    ("2024-02-29 07:00:00 ERROR x", "2024-02-29T07:00:00Z|error||x"),
    ("Feb 29 07:00:00 web-3 app: ERROR x", "2024-02-29T07:00:00Z|error|app|x"),
    ("Feb 30 07:00:00 web-3 app: ERROR x", "|||Feb 30 07:00:00 web-3 app: ERROR x"),
    (
      "10.0.0.1 - - [31/Apr/2026:07:00:00 +0000] \"GET / HTTP/1.1\" 502 12",
      "|||10.0.0.1 - - [31/Apr/2026:07:00:00 +0000] \"GET / HTTP/1.1\" 502 12"
    ),
    (
      "2026-03-01T07:00:00.1+00:00 app[web.1]: level=error msg=\"x y\"",
      "2026-03-01T07:00:00Z|error||x y"
    ),
    (
      "Mar  1 07:00:00 web-3 pay[7]: time=2026-03-01T06:00:00Z level=error msg=x",
      "2026-03-01T06:00:00Z|error||x"
    ),
    (
      "Mar  1 07:00:00 web-3 sshd[47]: Failed password",
      "2026-03-01T07:00:00Z||sshd|Failed password"
    ),
    ("Dec 24 07:00:00 web-3 app: ERROR x", "2025-12-24T07:00:00Z|error|app|x"),
    // A time that is yet to come is none.
    ("2027-03-01 07:00:00 ERROR x", "|error||x"),
    ("2026-03-01 07:00:00.1 UTC [47] ERROR:  x", "2026-03-01T07:00:00Z|error||x"),
    ("2026-03-01 07:00:00 EST ERROR x", "2026-03-01T12:00:00Z|error||x"),
    ("2026-03-01 07:00:00 XYZ ERROR x", "2026-03-01T07:00:00Z|error|XYZ|x"),
    ("2026-03-01 07:00:00 PM ERROR x", "2026-03-01T19:00:00Z|error||x"),
    ("2026-03-01 13:00:00 PM ERROR x", "2026-03-01T13:00:00Z|error||x"),
    ("2026-03-01 00:30:00 AM ERROR x", "2026-03-01T00:30:00Z|error||x"),
    ("2026-03-01 10:00:00 PM2 ERROR x", "2026-03-01T10:00:00Z|error|PM2|x"),
    ("Mar 01, 2026 12:00:00 AM ERROR x", "2026-03-01T00:00:00Z|error||x"),
    (
      "[01-Mar-2026 07:00:00 UTC] PHP Fatal error:  x", "2026-03-01T07:00:00Z|||PHP Fatal error:  x"
    ),
    ("2026-03-01T07:00:00.1Z\terror\tpay/x.go:7\tx", "2026-03-01T07:00:00Z|error||pay/x.go:7\tx"),
    ("2026-03-01 07:00:00, Error                 CBS    x", "2026-03-01T07:00:00Z|error||CBS    x"),
    ("2026-03-01 07:00:00 error x", "2026-03-01T07:00:00Z|||error x"),
    ("<34>1 2026-03-01T07:00:00Z host app - - - x", "2026-03-01T07:00:00Z|critical|app|x"),
    (
      "2026/03/01 07:00:00 [error] 12#12: *3 timed out",
      "2026-03-01T07:00:00Z|error||12#12: *3 timed out"
    ),
    ("[Sun Dec 04 04:47:44 2005] [error] mod_jk", "2005-12-04T04:47:44Z|error||mod_jk"),
    (
      "E0301 07:00:00.123456    47 kubelet.go:12] no config",
      "2026-03-01T07:00:00Z|error|kubelet.go|no config"
    ),
    (
      "2026-03-01T07:00:00.1234567Z ##[error]Process failed",
      "2026-03-01T07:00:00Z|error||Process failed"
    ),
    (
      "10.0.0.1 - - [01/Mar/2026:07:00:00 +0000] \"GET / HTTP/1.1\" 502 12",
      "2026-03-01T07:00:00Z|error|access|\"GET / HTTP/1.1\" 502 12"
    ),
    (
      "2026-03-01 07:00:00 - billing - CRITICAL - lost",
      "2026-03-01T07:00:00Z|critical|billing|lost"
    ),
    ("2026-03-01 07:00:00 main.c: error: no x", "2026-03-01T07:00:00Z|||main.c: error: no x"),
    ("error: no x", "|error||no x"),
    (
      "[Sat Nov 21 07:00:00.1 2026] [core:error] [pid 1] x", "2026-11-21T07:00:00Z|error||[pid 1] x"
    ),
    ("2026-03-01T07:00:00.1Z\tERROR\tsetup\tx", "2026-03-01T07:00:00Z|error||setup\tx"),
    (
      "[2026-03-01 07:00:00,123: ERROR/MainProcess] x",
      "2026-03-01T07:00:00Z|error||/MainProcess] x"
    ),
    ("[2026-03-01 07:00:00] production.ERROR: x", "2026-03-01T07:00:00Z|error||x"),
    ("E, [2026-03-01T07:00:00.1 #4] ERROR -- : x", "2026-03-01T07:00:00Z|error||x"),
    ("[07:00:01 ERR] x", "|error||x"), ("fail: Acme.Pay[0]", "|error||Acme.Pay[0]"),
    ("07:00:01.123 [main] ERROR c.a.Pay - x", "|error|main|c.a.Pay - x"),
    ("26/11/22 07:00:01 ERROR Pay: x", "|error||Pay: x"),
    ("web_1  | 2026-03-01T07:00:00Z ERROR x", "2026-03-01T07:00:00Z|error|web_1|x"),
    (
      "Mar  1 07:00:00 web-3 kubelet[4]: F0301 07:00:00.123456    47 server.go:1] no config",
      "2026-03-01T07:00:00Z|critical|server.go|no config"
    ),
    ("{\"time\":\"inf\",\"level\":\"error\",\"msg\":\"x\"}", "|error||x"),
    ("{\"time\":1e300,\"level\":\"error\",\"msg\":\"x\"}", "|error||x"),
    ("{\"level\":\"error\",\"msg\":\"x\",\"runs\":3}", "|error||x"),
    ("{\"@l\":\"Error\",\"@mt\":\"Payment {Id} failed\"}", "|error||Payment {Id} failed"),
    (
      "{\"Timestamp\":1772348400,\"Level\":\"Error\",\"Message\":\"x\"}",
      "2026-03-01T07:00:00Z|error||x"
    ),
    ("{\"@fields\":{\"lvl\":\"ERROR\",\"msg\":\"x\"}}", "|error||x"),
    ("{\"@fields\":{\"lvl\":\"ERROR\",\"n\":1}}", "|error||@fields.n=1"),
    ("{\"severity\":\"ERROR\",\"textPayload\":\"boom\"}", "|error||boom"),
    ("{\"severity\":\"ERROR\",\"jsonPayload\":{\"message\":\"boom\"}}", "|error||boom"),
    ("{\"severity_text\":\"ERROR\",\"body\":\"boom\"}", "|error||boom"),
    ("{\"level\":\"ERROR \",\"msg\":\"x\"}", "|error||x"),
    ("{\"level\":\"error\",\"code\":\"E1\",\"msg\":{\"n\":2}}", "|error||code=E1 msg.n=2"),
    (
      "{\"level\":\"error\",\"msg\":\"request failed\",\"error\":\"refused\"}",
      "|error||request failed: refused"
    ),
    ("{\"level\":\"error\",\"msg\":\"x\",\"err\":{\"message\":\"no room\"}}", "|error||x: no room"),
    ("{\"level\":\"error\",\"msg\":\"x\",\"error\":\"<nil>\"}", "|error||x"),
    (
      "{\"log\":\"2026-03-01 06:59:59 ERROR x\\n\",\"time\":\"2026-03-01T07:00:00Z\"}",
      "2026-03-01T07:00:00Z|error||x"
    ),
    ("\u{1b}[31mERROR\u{1b}[0m x\u{1b}", "|error||x\u{1b}"),
    ("\u{feff}2026-03-01 07:00:00 ERROR x", "2026-03-01T07:00:00Z|error||x"),
    ("\u{feff}{\"level\":\"error\",\"msg\":\"x\"}", "|error||x"),
    (
      "{\"ts\":1772348400,\"level\":50,\"msg\":\"no \\u00e9\",\"logger\":\"a\"}",
      "2026-03-01T07:00:00Z|error|a|no é"
    ),
    (
      "time=2026-03-01T07:00:00Z level=error msg=\"no \\\"x\\\"\" app=a",
      "2026-03-01T07:00:00Z|error|a|no \"x\""
    ),
  ])
  func `is read in the way it is written`(_ line: String, _ expected: String) throws {
    let event = try #require(try Self.events(line + "\n").first)
    let time = event.time.map(Day.text) ?? ""
    #expect("\(time)|\(event.level?.rawValue ?? "")|\(event.source)|\(event.message)" == expected)
  }

  @Test(arguments: [
    // Text; how many lines each event takes.
    (
      "2026-03-01 07:00:00 ERROR a\nTraceback (most recent call last):\n"
        + "  File \"x\", line 1, in f\nKeyError: 'a'\n2026-03-01 07:00:01 INFO b\n",
      [4, 1]
    ),
    (
      "ERROR a\nTraceback (most recent call last):\n  File \"x\", line 1, in f\n"
        + "KeyError: 'a'\nINFO b\n",
      [4, 1]
    ),
    (
      "ERROR [x] b failed\njava.lang.NullPointerException: c\n\tat a.b.C.d(C.java:1)\nINFO b\n",
      [3, 1]
    ),
    ("INFO a\nINFO b\n", [1, 1]),
    // How a program ends is not what it said last.
    (
      "2026-03-01 07:00:00 INFO a\nTraceback (most recent call last):\n"
        + "  File \"x\", line 1, in f\nKeyError: 'a'\n2026-03-01 07:00:01 INFO b\n",
      [1, 3, 1]
    ),
    ("2026-03-01 07:00:00 WARN a\nTraceback (most recent call last):\n  File \"x\"\n", [3]),
    ("2026-03-01 07:00:00 INFO a\npanic: b\n\ngoroutine 1 [running]:\nmain.f()\n", [1, 4]),
    // An error of its own is not what the event above it says.
    ("2026-03-01 07:00:00 INFO a\nERROR: b\n  c\n", [1, 2]),
    ("2026-03-01 07:00:00 a\nERROR: b\n", [2]),
    ("2026-03-01 07:00:00 WARN a\nSegmentation fault (core dumped)\n", [1, 1]),
    ("2026-03-01 07:00:00 INFO a\nthread 'main' panicked at x.rs:1:\nb\n", [1, 2]),
    ("2026-03-01 07:00:00 INFO a\n{\"level\":\"error\",\"msg\":\"b\"}\n", [1, 1]),
    ("2026-03-01 07:00:00 INFO a\n{\"payload\":{\"msg\":\"b\"}}\n", [2]),
    ("a\n\nb\n", [2, 1]),
    ("panic: a\n\ngoroutine 1 [running]:\nmain.f(0x1)\n\t/a.go:1\nexit status 2\n", [5, 1]),
    (
      "panic: a\n\ngoroutine 1 [running]:\nmain.f()\n\t/a.go:1\n\ngoroutine 7 [select]:\n"
        + "main.g()\n\t/a.go:2\ncreated by main.main in goroutine 1\n\t/a.go:3\n\nf(x)\n",
      [12, 1]
    ),
    ("thread 'main' panicked at x.rs:1:2:\nb\nnote: run with `RUST_BACKTRACE=1`\nc\n", [3, 1]),
    ("ERROR: deadlock\nDETAIL: p\nHINT: q\nINFO r", [3, 1]),
    (
      "x.swift:1: Fatal error: Index out of range\n"
        + "*** Signal 4: Backtracing from 0x1... done ***\nThread 0 crashed:\n"
        + "0 [ra] 0x1 f() in a\nINFO b\n",
      [4, 1]
    ),
  ])
  func `has its lines together that belong together`(_ text: String, _ expected: [Int]) throws {
    #expect(try Self.events(text).map(\.lines) == expected)
  }

  @Test(arguments: [
    ("{\"level\":\"info\"}\n{\"level\":\"info\"}\n", LogFormat.Kind.jsonLines),
    ("{\"deployments\": [\n{}\n]}\n", .jsonDocument), ("level=info msg=a\n", .logfmt),
    ("__CURSOR=a\nMESSAGE=b\n", .journal), ("2026-03-01 07:00:00 a\n  b\n", .stampedText),
    ("{\"level\":\"error\",\"msg\":\"x\",\"runs\":[1]}\n", .jsonLines),
    ("a\nb\n", .text), ("", .text), ("[x] a\n", .text),
  ])
  func `tells how it is written`(_ text: String, _ expected: LogFormat.Kind) {
    #expect(Self.format(text).kind == expected)
  }

  @Test(arguments: [
    // Text; source, message and details of its first event.
    (
      "Mar 01, 2026 7:00:00 AM acme.Cart total\nSEVERE: no room\n\tat a.b(C.java:1)\n",
      "error|acme.Cart|no room|\tat a.b(C.java:1)"
    ),
    (
      "Mar 01, 2026 7:00:00 AM acme.Cart total\nINFO: up\n", "info|acme.Cart|up|"
    ),
    (
      "fail: Acme.Pay[0]\n      no room\n      at b()\ninfo: c\n",
      "error|Acme.Pay|no room|      at b()"
    ),
  ])
  func `may say what happened in its second line`(_ text: String, _ expected: String) throws {
    let event = try #require(try Self.events(text).first)
    let level = event.level?.rawValue ?? ""
    #expect("\(level)|\(event.source)|\(event.message)|\(event.details)" == expected)
  }

  @Test func `may hold a record with a whole request in it`() throws {
    let body = String(repeating: "x", count: 300_000)
    let text = "{\"request\":\"\(body)\",\"level\":\"error\",\"msg\":\"a\"}\n\(body)\n"
    let events = try Self.events(text)
    #expect(events.map(\.level) == [.error, nil])
    #expect(events.map(\.message.utf8.count) == [1, 64 << 10])
  }

  @Test func `of one document gives each run and what its own log says`() throws {
    let text = """
      {"deployments": [
        {"id": "d1", "status": "success", "logs": [{"level": "INFO", "message": "a"}]},
        {"id": "d2", "status": "failed", "failed_step": "build", "exit_code": 2,
         "timestamp": "2026-03-01 07:00:00", "logs": [{"level": "ERROR", "message": "b"}]}
      ]}
      """
    let events = try Self.events(text)
    #expect(events.map(\.message) == ["a", "b", "the run failed at step build with exit code 2"])
    #expect(events.map(\.run) == ["d1", "d2", "d2"])
    #expect(events.last?.level == .error)
  }

  @Test func `that is a plain list of records has no runs`() throws {
    let text =
      "[{\"level\": \"error\", \"message\": \"a\"}, {\"level\": \"info\", \"message\": \"b\"}]"
    let events = try Self.events(text)
    #expect(events.map(\.message) == ["a", "b"])
    #expect(!events.contains { $0.isOfRuns })
  }

  @Test func `of a journal is read record by record`() throws {
    let text = """
      __REALTIME_TIMESTAMP=1772348400000000
      PRIORITY=3
      SYSLOG_IDENTIFIER=app
      MESSAGE=no disk

      __REALTIME_TIMESTAMP=1772348401000000
      MESSAGE=up

      """
    let events = try Self.events(text)
    #expect(events.map(\.message) == ["no disk", "up"])
    #expect(events[0].level == .error)
    #expect(events[0].time == 1_772_348_400_000)
    #expect(events.map(\.line) == [1, 6])
  }

  /// A value with its length may hold newlines, and its length bytes that look like some.
  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func `of a journal may have values of many lines`(_ size: Int) throws {
    let message = "no disk\n\nPRIORITY=7\nx"
    let text =
      "__CURSOR=a\nMESSAGE\n" + Self.length(message) + message + "\nPRIORITY=3\nDATA\n"
      + Self.length("0123456789") + "0123456789\nEMPTY\n" + Self.length("") + "\n\n"
      + "__CURSOR=b\nMESSAGE=up\n"
    let events = try Self.events(text, size: size)
    #expect(events.map(\.message) == ["no disk", "up"])
    #expect(events.map(\.details) == ["\nPRIORITY=7\nx", ""])
    #expect(events.map(\.level) == [.error, nil])
    #expect(events.map(\.line) == [1, 14])
  }

  @Test(arguments: [
    ("__CURSOR=a\nMESSAGE=x\nno field\n\n", 1), ("__CURSOR=a\nMESSAGE=x\nDATA\nabc", 1),
    ("__CURSOR=a\nDATA\n" + String(repeating: "z", count: 8) + "\nMESSAGE=x\n", 1),
    ("__CURSOR=a\nDATA\n" + length("much more") + "much\n", 1),
    ("__CURSOR=a\nMESSAGE=x\n", 0),
  ])
  func `of a journal says what in it is no field`(_ text: String, _ count: Int) throws {
    var reader = LogReader(LogFormat(.journal), stamp: Self.stamp)
    var text = text
    try text.withUTF8 { bytes in
      try reader.take(UnsafeRawBufferPointer(bytes)) { _ in }
      try reader.finish { _ in }
    }
    #expect(reader.statistics.oddLines == count)
  }

  @Test func `of a journal ends a record that does not end`() throws {
    let field = "MESSAGE=" + String(repeating: "x", count: 1000) + "\n"
    let count = JournalRecords.recordBytesMax / 1000
    let text = "__CURSOR=a\n" + String(repeating: field, count: 2 * count)
    #expect(try Self.events(text).count == 3)
  }

  /// As it is written before a value.
  private static func length(_ value: String) -> String {
    String(decoding: [UInt8(value.utf8.count), 0, 0, 0, 0, 0, 0, 0], as: UTF8.self)
  }

  /// However the bytes arrive, the events are the same.
  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func `may come in pieces`(_ size: Int) throws {
    let text =
      "2026-03-01 07:00:00 ERROR é\r\n  at x\r\n2026-03-01 07:00:01 \u{1b}[31mINFO\u{1b}[0m b"
    let whole = try Self.events(text)
    #expect(whole.map(\.message) == ["é", "b"])
    #expect(whole.map(\.details) == ["  at x", ""])
    #expect(try Self.events(text, size: size) == whole)
  }

  @Test func `with bytes that are no text is read, and says so`() throws {
    var reader = LogReader(LogFormat(.text), stamp: Self.stamp)
    var events: [LogEvent] = []
    try ([0x61, 0xff, 0x0a, 0x62] as [UInt8]).withUnsafeBytes { bytes in
      try reader.take(bytes) { events.append($0) }
      try reader.finish { events.append($0) }
    }
    #expect(events.map(\.message) == ["a\u{fffd}", "b"])
    #expect(reader.statistics.brokenLines == 1)
    #expect(reader.statistics.lines == 2)
  }

  @Test(arguments: ["{\"deployments\": [", "{\"deployments\": [}"])
  func `that is no document is refused`(_ text: String) {
    #expect(throws: LogError.notJSON) {
      var reader = LogReader(LogFormat(.jsonDocument), stamp: Self.stamp)
      var text = text
      try text.withUTF8 { bytes in
        try reader.take(UnsafeRawBufferPointer(bytes)) { _ in }
        try reader.finish { _ in }
      }
    }
  }

  private static func format(_ text: String) -> LogFormat {
    var text = text
    return text.withUTF8 { LogFormat(sample: UnsafeRawBufferPointer($0), stamp: stamp) }
  }

  @Test(arguments: [
    (0, "1 Jan 1970, 00:00 UTC"), (1_795_200_000_000, "20 Nov 2026, 18:40 UTC"),
    (-1, "31 Dec 1969, 23:59 UTC"),
  ])
  func `says its times as people write them`(_ time: Int, _ words: String) {
    #expect(Day.words(time) == words)
  }

  private static func events(_ text: String, size: Int = .max) throws -> [LogEvent] {
    var reader = LogReader(format(text), stamp: stamp)
    var events: [LogEvent] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let end = size < bytes.count - at ? at + size : bytes.count
      try Array(bytes[at..<end]).withUnsafeBytes { try reader.take($0) { events.append($0) } }
      at = end
    }
    try reader.finish { events.append($0) }
    return events
  }
}
