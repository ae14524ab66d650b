import Logs
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
    ("", "Segmentation fault (core dumped)", "crash"),
    ("critical", "x\n\ngoroutine 1 [running]:\nmain.f()\n\t/srv/x.go:12 +0x1b", "crash"),
    ("", "fatal error: concurrent map writes\n\ngoroutine 18 [chan receive]:", "crash"),
    ("", "thread 'main' panicked at src/x.rs:12:5:\nx", "crash"),
    ("", "x.c:1:2: fatal error: x.h: No such file or directory\ncompilation terminated.", "build"),
    // Words are whole, unless the rule says that they need not be.
    (
      "error", "http: org.springframework.web.client.ResourceAccessException: I/O error on GET",
      "java_exception"
    ),
    ("", "loaded failureaccess-1.0.1.jar", ""),
    ("", "open a: EACCES: permission denied", "permission"),
    ("", "this required nothing", ""), ("error", "thread timed out", "application_error"),
    ("", "x.ts(1,2): error TS2304: Cannot find name 'y'.", "build"),
    ("", "numpy._core._exceptions._ArrayMemoryError: Unable to allocate", "out_of_memory"),
    ("error", "Redeploy failed", "deployment"), ("", "kdc: Preauthentication failed", "auth"),
    ("error", "said: \\nConnection refused\\n", "network"),
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
    ("", "nginx.service: Failed with result 'exit-code'.", "service"),
    ("", "Failed to start nginx.service - A web server.", "service"),
    ("", "PHP Fatal error:  Uncaught Error: x in /srv/a.php:3", "crash"),
    (
      "critical", "failed to load config file x\n\ngoroutine 1 [running]:\nmain.f()",
      "configuration"
    ),
    // A star does not reach from one end of a long event to the other.
    ("", "column a" + String(repeating: " b", count: 300) + " does not exist", ""),
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
      "com.acme.CartError", ["com.acme.Store.get"]
    ),
    (
      "x failed\njava.lang.RuntimeException: x\n\tat com.acme.Cart.total(Cart.java:3)\n"
        + "\tat com.acme.Web.get(Web.java:9)\n\tat java.lang.Thread.run(Thread.java:1)\n"
        + "Caused by: java.sql.SQLException\n\tat com.acme.Dao.find(Dao.java:2)\n\t... 2 more",
      "java.sql.SQLException", ["com.acme.Dao.find", "com.acme.Web.get"]
    ),
    (
      "java.lang.RuntimeException: x\n\tat com.acme.Cart.total(Cart.java:3)\nCaused by: bad luck",
      "java.lang.RuntimeException", ["com.acme.Cart.total"]
    ),
    (
      "x\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'a'\n"
        + "During handling of the above exception, another exception occurred:\n"
        + "Traceback (most recent call last):\n  File \"b.py\", line 1, in g\nValueError: b",
      "ValueError", ["b.g"]
    ),
    (
      "panic: x\ngoroutine 1 [running]:\npanic({0x1, 0x2})\n\t/usr/lib/go/panic.go:7\n"
        + "main.(*Cart).total(...)\n\t/srv/r/1/cart.go:12\nmain.main()\n"
        + "\t/srv/r/1/main.go:5 +0x1d\ngoroutine 7 [select]:\nmain.poll(0x1)\n"
        + "\t/srv/r/1/poll.go:3 +0x2",
      "", ["main.(*Cart).total", "main.main"]
    ),
    (
      "thread 'main' panicked at src/x.rs:12:5:\nx\nstack backtrace:\n   0: rust_begin_unwind\n"
        + "             at /rustc/0123/library/std/src/panicking.rs:665:5\n"
        + "   1: acme::cart::total::h0123456789abcdef\n             at ./src/x.rs:12:5\n"
        + "   2: serde::from_str\n             at /u/.cargo/registry/src/serde/de.rs:1:1\n"
        + "   3: acme::main",
      "", ["acme::cart::total", "acme::main"]
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
    ("\"GET /cart/1?a=b HTTP/1.1\" 500 12", "\"GET /cart/2 HTTP/1.1\" 500 9 \"-\"", true),
    ("\"GET /cart HTTP/1.1\" 500 12", "\"POST /cart HTTP/1.1\" 500 12", false),
    ("\"GET /cart HTTP/1.1\" 500 12", "\"GET /pay HTTP/1.1\" 500 12", false),
    ("\"GET /cart HTTP/1.1\" 500 12", "\"GET /cart HTTP/1.1\" 503 12", false),
    ("\"GET /1 HTTP/1.1\" 500 12", "\"GET /2 HTTP/1.1\" 500 12", true),
    (
      "*1 connect() failed (111: Connection refused), client: 127.0.0.1, server: localhost",
      "*2 connect() failed (111: Connection refused), client: 127.0.0.1, server: localhost, "
        + "request: \"GET / HTTP/1.1\", referrer: \"http://localhost/\"", true
    ),
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

  @Test func `of two runs at once are each run’s own`() {
    let lines = [
      (1, "A", "cannot unpack"), (2, "B", "no such host"), (3, "A", "no issue was made"),
      (4, "B", "gave up"), (5, "C", "cannot unpack"),
    ]
    var collector = FailureCollector(.shipped, file: "d.jsonl", environment: "")
    for (line, run, text) in lines {
      var record = Self.record((line, "error", text))
      record.run = run
      record.isOfRuns = true
      collector.take(record)
    }
    #expect(collector.failures.map(\.count) == [3, 2])
    #expect(collector.failures.map(\.run) == ["A", "B"])
    #expect(collector.failures[0].excerpt.contains("no issue was made"))
    #expect(collector.failures[1].excerpt.contains("gave up"))
  }

  /// Runs that are known are many, and not more.
  @Test func `of more runs than can be known begin anew`() {
    var collector = FailureCollector(.shipped, file: "d.jsonl", environment: "")
    let count = FailureCollector.runsMax + 1
    for (line, run) in (Array(0..<count) + [0, count - 1]).enumerated() {
      var record = Self.record((line + 1, "error", line < count ? "cannot unpack" : "gave up"))
      record.run = "\(run)"
      record.isOfRuns = true
      collector.take(record)
    }
    #expect(collector.failures.map(\.count) == [count + 1, 1])
  }

  @Test(arguments: [
    // Lines of a log without times; how many events each failure has.
    ("ERROR: cannot open the ledger\nERROR: mail queue is stuck\n", [1, 1]),
    ("ERROR: cannot open the ledger\nERROR: cannot open the ledger\n", [2]),
    ("[ERROR] Failed to execute goal\n[ERROR] \n[ERROR] Please refer to x\n", [1]),
    ("ada@web: Permission denied (publickey).\nrsync error: code 255\n", [1]),
    (
      "ERROR: Could not find a version that satisfies x\nERROR: No matching distribution found",
      [2]
    ),
    ("x.swift:1:2: error: no y\nerror: fatalError\n", [2]),
    ("x: No space left on device\n\ny.swift:1:2: error: no y\n  error: fatalError\n", [1, 1]),
  ])
  func `without times are one where the log says so`(_ text: String, _ counts: [Int]) throws {
    let redactor = Redactor(OperationsRules.shipped.secrets)
    var collector = FailureCollector(.shipped, file: "a.log", environment: "")
    var keys = KeyBlocks()
    var reader = LogReader(LogFormat(.text), stamp: TimeStamp(reference: 0))
    var text = text
    try text.withUTF8 { bytes in
      try reader.take(UnsafeRawBufferPointer(bytes)) {
        collector.take(LogRecord($0, redactor, &keys, isStamped: false))
      }
      try reader.finish { collector.take(LogRecord($0, redactor, &keys, isStamped: false)) }
    }
    #expect(collector.failures.map(\.count) == counts)
  }

  @Test(arguments: [
    (
      [
        "FAILURE: Build failed with an exception.", "BUILD FAILED in 5m 2s",
        "Process completed with exit code 1.",
      ], [3]
    ),
    (["rsync error: code 255", "Process completed with exit code 1."], [2]),
    (["Process completed with exit code 1."], [1]),
  ])
  func `of a build count for what failed in it`(_ lines: [String], _ counts: [Int]) {
    let failures = Self.failures(lines.enumerated().map { ($0 + 1, "error", $1) })
    #expect(failures.map(\.count) == counts)
    #expect(failures[0].message == lines[0])
  }

  @Test func `of a build long ago are not what it concludes`() {
    let failures = Self.failures([
      (1, "error", "rsync error: code 255"), (3000, "error", "Process completed with exit code 1."),
    ])
    #expect(failures.map(\.count) == [1, 1])
  }

  /// Whoever asks for a module that cannot be loaded, it is the same.
  @Test func `of loading are one, whoever asked`() {
    let details = { (file: String) in
      "Traceback (most recent call last):\n  File \"/r/\(file).py\", line 1, in <module>\n"
        + "ImportError: cannot import name 'a' from 'b'"
    }
    var collector = FailureCollector(.shipped, file: "a.log", environment: "")
    for (line, file) in [(1, "x"), (9, "y")] {
      var record = Self.record((line, "error", "cannot load"))
      record.details = details(file)
      record.isStamped = true
      collector.take(record)
    }
    #expect(collector.failures.map(\.count) == [2])
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
