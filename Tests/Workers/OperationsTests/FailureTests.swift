import Testing

@testable import Operations

@Suite struct `An event` {
  @Test(arguments: [
    // Level, text; the class, or empty.
    ("error", "could not connect to server: Connection refused", "database"),
    ("", "OSError: [Errno 28] No space left on device: 'a'", "disk_full"),
    ("", "kernel: [1.2] Out of memory: Killed process 12 (python3)", "out_of_memory"),
    ("", "ssl.SSLCertVerificationError: certificate verify failed: expired", "tls"),
    ("", "nginx: bind() to 0.0.0.0:80 failed (98: Address already in use)", "port_in_use"),
    ("", "Error: listen EADDRINUSE: address already in use :::3000", "port_in_use"),
    ("", "dial tcp 10.0.0.2:80: connect: connection refused", "network"),
    ("", "ada@web: Permission denied (publickey,password).", "permission"),
    ("error", "Could not find a version that satisfies the requirement x", "dependency"),
    ("", "main.swift:1:9: error: cannot find 'x' in scope", "build"),
    ("", "x.swift:1: Fatal error: Index out of range", "swift_crash"),
    ("error", "something odd", "application_error"),
    ("critical", "Deployment failed at step: download", "deployment"),
    ("", "TypeError: Cannot read x\n    at f (/a/list.js:1:2)", "node_exception"),
    (
      "error", "x failed\njava.lang.IllegalStateException: y\n\tat a.B.c(B.java:1)",
      "java_exception"
    ),
    (
      "error",
      "x\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'a'",
      "python_exception"
    ),
    // What is no failure.
    ("info", "migration failed tests are skipped", ""),
    ("warning", "Error detected: Permission issues detected", ""),
    ("info", "sent 'Payment failed' reminder to the queue", ""),
    ("", "worker 12: processed 40 items, 0 errors", ""),
    ("", "test_failure_handler ... ok", ""),
    ("", "0 failed, 12 passed in 3.0s", ""),
    ("", "GET /errors/report.html 200 12ms", ""),
    ("", "error_reporter initialised (errors=0, failed=0)", ""),
    ("", "listening on http://localhost:8000/ 200", ""),
    ("", "", ""),
    ("", "10 failed, 2 passed in 3.0s", "build"),
  ])
  func `is a failure of its class, or none`(_ level: String, _ text: String, _ expected: String) {
    let found = FailureDetector(.shipped).failure(Self.record(level, text))
    #expect(found?.kind ?? "" == expected)
  }

  @Test(arguments: [
    ("KeyError: 'a'\n", "KeyError", [String]()),
    (
      "Traceback (most recent call last):\n"
        + "  File \"/r/1/app/tasks.py\", line 3, in run\n"
        + "  File \"/r/1/app/invoice.py\", line 9, in total\n"
        + "  File \"/usr/lib/python3.11/json.py\", line 1, in loads\nKeyError: 'a'",
      "KeyError", ["invoice.total", "tasks.run"]
    ),
    (
      "java.lang.NullPointerException: x\n\tat com.acme.Cart.total(Cart.java:3)\n"
        + "\tat org.springframework.web.X.y(X.java:1)\nCaused by: com.acme.CartError: y\n"
        + "\tat com.acme.Store.get(Store.java:2)",
      "com.acme.CartError", ["com.acme.Cart.total", "com.acme.Store.get"]
    ),
    (
      "TypeError: x\n    at renderList (/r/2/dist/list.js:3:17)\n"
        + "    at process.f (node:internal/task:95:5)",
      "TypeError", ["list.renderList"]
    ),
    (
      "x: Fatal error: y\n0 [ra] 0x12ab Router.match(_:) + 12 in server at /r/R.swift:3:19", "",
      ["Router.match(_:)"]
    ),
  ])
  func `names its exception and the program’s own frames`(
    _ text: String, _ exception: String, _ frames: [String]
  ) {
    let trace = StackTrace(text)
    #expect(trace.exception == exception)
    #expect(trace.frames == frames)
  }

  @Test(arguments: [
    // Two texts; whether they are one failure.
    (
      "req 6ba7b810 from 10.0.0.1 timed out after 12ms",
      "req 99aab123 from 10.9.0.7 timed out after 3s", true
    ),
    ("Profile 'a' not found", "Profile 'b' not found", true),
    ("ada@web-3: denied", "eve@db-11: denied", true),
    ("Deployment of web failed", "Deployment of api failed", false),
    (
      "x\nTraceback (most recent call last):\n  File \"/r/1/a.py\", line 1, in f\nKeyError: 'a'",
      "y\nTraceback (most recent call last):\n  File \"/r/2/a.py\", line 9, in f\nKeyError: 'b'",
      true
    ),
    (
      "x\nTraceback (most recent call last):\n  File \"/r/1/a.py\", line 1, in f\nKeyError: 'a'",
      "x\nTraceback (most recent call last):\n  File \"/r/1/a.py\", line 1, in g\nKeyError: 'a'",
      false
    ),
  ])
  func `has the fingerprint of its like`(_ one: String, _ other: String, _ isSame: Bool) {
    #expect((Self.fingerprint(one) == Self.fingerprint(other)) == isSame)
  }

  private static func record(_ level: String, _ text: String) -> LogRecord {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return LogRecord(
      line: 1, lines: 1, time: nil, level: level, source: "", message: String(parts.first ?? ""),
      details: parts.count > 1 ? String(parts[1]) : "", run: nil, step: nil, isOfRuns: false,
      isStamped: true)
  }

  private static func fingerprint(_ text: String) -> String {
    var fingerprints = FailureFingerprint()
    return fingerprints.fingerprint("x", StackTrace(text), message: record("", text).message)
  }
}

@Suite struct `The failures of a log` {
  @Test func `are one when they are the same, and know every line`() {
    let failures = Self.failures([
      (1, "error", "timeout of job 1"), (5, "info", "up"), (9, "error", "timeout of job 2"),
    ])
    #expect(failures.map(\.count) == [2])
    #expect(failures.first?.line == 1)
    #expect(failures.first?.lastLine == 9)
    #expect(failures.first?.moments == ["1", "9"])
  }

  @Test func `of one run are one, and a pause of more than a minute ends it`() {
    let lines = [
      (1, "critical", "Deployment failed at step: a", 0), (2, "critical", "Error: b", 1000),
      (3, "error", "no issue was made", 2000),
      (4, "critical", "Deployment failed at step: a", 90_000),
      (5, "error", "key not found", 200_000),
    ]
    var collector = FailureCollector(.shipped, file: "d.jsonl", environment: "")
    for (line, level, text, time) in lines {
      collector.take(
        LogRecord(
          line: line, lines: 1, time: time, level: level, source: "", message: text, details: "",
          run: nil, step: nil, isOfRuns: true, isStamped: true))
    }
    #expect(collector.failures.map(\.count) == [4, 1])
    #expect(collector.failures[0].excerpt.contains("no issue was made"))
  }

  @Test func `that are more than can be kept are counted`() {
    // Words without a digit, so that each is a kind of its own.
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let count = FailureCollector.failuresMax + 7
    let failures = (0..<count).map { number -> (Int, String, String) in
      let word = [number / 17_576, number / 676, number / 26, number].map { letters[$0 % 26] }
      return (number + 1, "error", "broke at \(String(word))")
    }
    var collector = FailureCollector(.shipped, file: "x", environment: "")
    for failure in failures { collector.take(Self.record(failure)) }
    #expect(collector.failures.count == FailureCollector.failuresMax)
    #expect(collector.leftOut == 7)
  }

  private static func failures(_ lines: [(Int, String, String)]) -> [Failure] {
    var collector = FailureCollector(.shipped, file: "a.log", environment: "")
    for line in lines { collector.take(record(line)) }
    return collector.failures
  }

  private static func record(_ line: (Int, String, String)) -> LogRecord {
    LogRecord(
      line: line.0, lines: 1, time: nil, level: line.1, source: "", message: line.2, details: "",
      run: nil, step: nil, isOfRuns: false, isStamped: true)
  }
}
