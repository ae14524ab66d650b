import Files
import Foundation
import TestSupport
import Testing

@Suite struct `A dropped log` {
  private static let log = """
    2026-03-01 07:00:00,000 INFO billing: started, token=hunter2hunter2
    2026-03-01 07:00:01,000 ERROR billing: request 17 of ada@example.com failed
    Traceback (most recent call last):
      File "/srv/releases/20260301/app/invoice.py", line 12, in total
        return order["due"]
    KeyError: 'due'
    2026-03-01 07:00:02,000 INFO billing: 0 errors in 12 jobs
    2026-03-01 07:00:03,000 ERROR billing: request 18 of eve@example.com failed
    Traceback (most recent call last):
      File "/srv/releases/20260301/app/invoice.py", line 12, in total
    KeyError: 'due'

    """

  @Test func `becomes an incident, a task for an agent, an issue and a board`() throws {
    let program = try Program()
    try program.drop("operations/acme/production/app.log", Self.log)
    try Self.run(program)
    let board = program.outbox / "operations/acme"
    let page = try Self.text(board / "index.html")
    #expect(page.contains("KeyError"))
    let names = try TreeListing.paths(below: board).map(\.description)
    let issue = try #require(names.first { $0.hasSuffix("/issue.md") })
    let folder = Path(issue).parent
    for name in ["assignment.json", "incident.json", "index.html", "issue.json", "timeline.md"] {
      #expect(names.contains("\(folder)/\(name)"))
    }
    let text = try Self.text(board / issue)
    #expect(text.contains("KeyError") && text.contains("What to do"))
    #expect(names.contains { $0.hasPrefix("agents/") })
    for name in names {
      let content = try Self.text(board / Path(name))
      #expect(!content.contains("hunter2"), "\(name) tells a secret")
      #expect(!content.contains("ada@example.com"), "\(name) names a person")
    }
  }

  @Test func `of the examples gives the incidents that they are told to give`() throws {
    let program = try Program()
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    for name in ["deployment.jsonl", "service.log"] {
      let file = Path(root.appending(path: "Examples/operations/\(name)").path)
      try program.drop(Path("operations/acme/\(name)"), try FileReader.contents(of: file))
    }
    try Self.run(program)
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    let classes = tasks.compactMap { $0["class"] as? String }
    #expect(classes.sorted() == ["database", "disk_full", "python_exception"])
    #expect(tasks.compactMap { $0["count"] as? Int }.sorted() == [1, 2, 2])
  }

  @Test func `is moved on by what an agent answers, and a bug report is a task`() throws {
    let program = try Program()
    try program.drop("operations/acme/app.log", Self.log)
    try program.drop(
      "operations/acme/bugs/one.json", "{\"title\": \"No total\", \"priority\": \"high\"}")
    try Self.run(program)
    let tasks = program.outbox / "operations/acme/tasks.json"
    #expect(try Self.states(tasks).sorted() == ["assigned", "assigned"])
    let ids = try Self.tasks(tasks).compactMap { $0["task_id"] as? String }
    let id = try #require(ids.first { $0.hasPrefix("task-") })
    try program.drop(Path("operations/acme/tasks/\(id).done.json"), "{\"note\": \"mended\"}")
    try Self.run(program)
    #expect(try Self.states(tasks).sorted() == ["assigned", "completed"])
    let todo = try TreeListing.paths(below: program.outbox / "operations/acme/agents")
    #expect(!todo.contains { $0.description.contains(id) }, "what is done lies in no folder")
  }

  /// “No space left on device”, packed by the programs of these names.
  @Test(arguments: [
    (
      "gz",
      "H4sIAAAAAAACAzMyMDLTNTDWNTBUMDC3MjCwMjDUMTAwUHANCvIPUkjJLM62UvDLVyguSExOVchJ"
        + "TStRyM9TSEkty0xO5QIAuBhmcDwAAAA="
    ),
    (
      "xz",
      "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQA7MjAyNi0wMy0wMSAwNzowMDowMSwwMDAgRVJST1Ig"
        + "ZGlzazogTm8gc3BhY2UgbGVmdCBvbiBkZXZpY2UKAE0xdWK+Nu99AAFUPPxRPtEftvN9AQAAAAAE"
        + "WVo="
    ),
    (
      "bz2",
      "QlpoOTFBWSZTWamIiTcAAAxfgAAQQAZ5kAIBkAAvLc0AIABIap5R5QG1NNB6npNCjQAAAAoq6vNP"
        + "oxk2Y20kTGyXMQwL2ZoN+SpWPFDisPY7I10CsDyvi7kinChIVMREm4A="
    ),
    (
      "zst",
      "KLUv/QRY4QEAMjAyNi0wMy0wMSAwNzowMDowMSwwMDAgRVJST1IgZGlzazogTm8gc3BhY2UgbGVm"
        + "dCBvbiBkZXZpY2UKI6wBUg=="
    ),
  ])
  func `may be packed`(_ ending: String, _ packed: String) throws {
    let program = try Program()
    let bytes = try #require(Data(base64Encoded: packed))
    try program.drop(Path("operations/acme/app.log.\(ending)"), bytes)
    try Self.run(program)
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    #expect(tasks.compactMap { $0["class"] as? String } == ["disk_full"])
  }

  @Test func `is another one in another environment, and the same in its own`() throws {
    let program = try Program()
    for name in ["production/app.log", "staging/app.log", "staging/copy.log", "production/b.log"] {
      try program.drop(Path("operations/acme/\(name)"), Self.log)
      try Self.run(program)
    }
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    #expect(tasks.compactMap { $0["count"] as? Int } == [2, 2])
    let shown = try ["show 1", "show 2", "show 3", "show 4"].map { line in
      try program.run(line.split(separator: " ").map(String.init)).output
    }
    #expect(
      shown.map { $0.contains("the same content came before") } == [false, false, true, true])
  }

  @Test func `that is emptied and says the same again counts again`() throws {
    let program = try Program()
    let file: Path = "operations/acme/live/app.log"
    let words = "ERROR: cannot open the ledger\n"
    try program.drop(file, words)
    try Self.run(program)
    for text in ["", words] {
      let log = try FileHandle(forWritingTo: URL(filePath: "\(program.inbox / file)"))
      try log.truncate(atOffset: 0)
      try log.write(contentsOf: Data(text.utf8))
      try log.close()
      try Self.run(program)
    }
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    #expect(tasks.compactMap { $0["count"] as? Int } == [2])
  }

  /// Its lengths are bytes that are no text.
  @Test func `may be an export of a journal`() throws {
    let program = try Program()
    let message = Array("No space left on device\nwhile a page was written".utf8)
    try program.drop(
      "operations/acme/journal.log",
      Array("__CURSOR=a\nPRIORITY=3\nMESSAGE\n".utf8) + [UInt8(message.count), 0, 0, 0, 0, 0, 0, 0]
        + message + Array("\n\n".utf8))
    try Self.run(program)
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    #expect(tasks.compactMap { $0["class"] as? String } == ["disk_full"])
  }

  @Test func `that grows is followed, and stays`() throws {
    let program = try Program()
    let file: Path = "operations/acme/live/app.log"
    try program.drop(file, Self.log)
    try Self.run(program)
    let more = "2026-03-01 08:00:01,000 ERROR disk: No space left on device\n"
    try program.drop(file, Self.log + more)
    try Self.run(program)
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    #expect(tasks.compactMap { $0["count"] as? Int }.sorted() == [1, 2])
    #expect(try Self.text(program.inbox / file) == Self.log + more)
    let logs = try Directory.entries(of: program.outbox / "operations/acme/logs")
    #expect(logs.count == 1, "what it grows by is told in one place")
    let disk = try #require(tasks.first { $0["class"] as? String == "disk_full" })
    let summary = try #require(disk["description"] as? String)
    #expect(summary == "New lines of app.log tell of it once on 2026-03-01 at 08:00:01 UTC.")
  }

  @Test func `that has grown counts for what is new in it`() throws {
    let program = try Program()
    let more = "2026-03-01 08:00:01,000 INFO billing: nothing to do\n"
    let last = "2026-03-01 09:00:01,000 ERROR disk: No space left on device\n"
    for text in [Self.log, Self.log + more, Self.log + more + last] {
      try program.drop("operations/acme/app.log", text)
      try Self.run(program)
    }
    let tasks = try Self.tasks(program.outbox / "operations/acme/tasks.json")
    #expect(tasks.compactMap { $0["count"] as? Int }.sorted() == [1, 2])
  }

  /// What a rule file calls a kind of failure holds an address, and nobody looks at that before.
  @Test func `of which some waits is told whole when that is released`() throws {
    let program = try Program()
    try program.write(
      "rules/operations/failures.yaml",
      "classes:\n  - class: disk_full\n    name: disk full, tell ada@example.com\n")
    let more = "2026-03-01 08:00:01,000 ERROR disk: No space left on device\n"
    try program.drop("operations/acme/app.log", Self.log + more)
    try Self.run(program)
    #expect(try program.places() == ["app.log": ["hold"]])
    let folder = program.outbox / "operations/acme/logs/000001-app-log"
    let before = try Self.text(folder / "failures.json")
    #expect(before.contains("KeyError") && !before.contains("disk_full"))
    #expect(try program.run(["release", "1", "--record", "1"]).code == 0)
    try Self.run(program)
    let after = try Self.text(folder / "failures.json")
    #expect(after.contains("KeyError") && after.contains("disk_full"))
    let head = before.prefix { $0 != "[" }
    #expect(head.contains("app.log") && after.hasPrefix(head))
  }

  @Test func `leaves a report of the day before as it is`() throws {
    let program = try Program()
    try program.drop("operations/acme/app.log", Self.log)
    try program.drop("operations/acme/tasks/one.json", "{\"order\": \"report\"}")
    try Self.run(program)
    let reports = program.outbox / "operations/acme/reports"
    let names = try TreeListing.paths(below: reports).map(\.description)
      .filter { $0.hasSuffix(".md") }.sorted()
    let yesterday = reports / Path(try #require(names.first))
    #expect(names.count == 2)
    #expect(try Self.text(yesterday).contains("0 new incidents, 0 in all"))
    try FileWriter.write(Array("what was known then\n".utf8), to: yesterday)
    try program.drop(
      "operations/acme/tasks/two.json", "{\"order\": \"report\", \"by\": \"Ada\"}")
    try Self.run(program)
    #expect(try Self.text(yesterday) == "what was known then\n")
  }

  @Test(arguments: [
    ("a.log", [UInt8](repeating: 0, count: 500), "it is no text"),
    ("a.log.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c], "“a.log.gz” is "),
  ])
  func `that is none is refused with the reason`(
    _ name: String, _ bytes: [UInt8], _ reason: String
  ) throws {
    let program = try Program()
    try program.drop(Path("operations/acme/\(name)"), bytes)
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 3)
    #expect(try program.run(["status"]).output.contains(reason))
  }

  private static func run(_ program: Program) throws {
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 0, "\(result.notes)")
  }

  private static func text(_ path: Path) throws -> String {
    String(decoding: try FileReader.contents(of: path), as: UTF8.self)
  }

  private static func tasks(_ path: Path) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(try FileReader.contents(of: path)))
    return try #require((json as? [String: Any])?["tasks"] as? [[String: Any]])
  }

  private static func states(_ path: Path) throws -> [String] {
    try tasks(path).compactMap { $0["state"] as? String }
  }
}
