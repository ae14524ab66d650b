import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A program of the user` {
  private let program: Program

  init() throws {
    program = try Program()
    // Started by root, a stage program becomes nobody: let it in.
    chmod("\(program.root)", 0o755)
  }

  @Test func `enriches, leaves out and holds records, by a rule file alone`() throws {
    try program.write(
      "rules/orders/enrich.sh",
      """
      #!/bin/sh
      sed -e 's/"count":"0"/"$reject":"nothing was ordered",&/' \\
          -e 's/"count":"900"/"$hold":"call the customer",&/' \\
          -e 's/}$/,"seen":true}/'
      echo "prices of today" >&2
      """)
    try rule("stages: {process: {run: [./orders/enrich.sh], timeout: 20s}}")
    try program.drop("workshop/acme/a.csv", "item,count\nsoap,2\nrope,0\nsalt,900\n")
    let result = try run()
    #expect(result.code == 0, "\(result.notes)")
    #expect(
      try published("a/records.jsonl") == "{\"item\":\"soap\",\"count\":\"2\",\"seen\":true}\n")
    #expect(try published("a/records.csv") == "item,count,seen\r\nsoap,2,true\r\n")
    #expect(try published("a/rejects.csv").contains("nothing was ordered"))
    let report = try published("a/report.json")
    #expect(report.contains("call the customer"))
    #expect(report.contains("prices of today"))
    #expect(try program.places() == ["a.csv": ["hold"]])
    #expect(try program.run(["release", "1"]).code == 0)
    #expect(try run().code == 0)
    #expect(try program.places() == ["a.csv": ["done"]])
    // What went before is still there, and nothing is left of the wish.
    #expect(
      try published("a/records.jsonl") == """
        {"item":"soap","count":"2","seen":true}
        {"item":"salt","count":"900","seen":true}

        """)
    #expect(
      try published("a/records.csv") == "item,count,seen\r\nsoap,2,true\r\nsalt,900,true\r\n")
  }

  /// A joiner before a quote is one character with it, a mark behind one likewise.
  @Test(arguments: ["\u{200C}salt", "\u{301}, {salt", "\u{FE0F}]", "salt\u{200D}"])
  func `holds a record, and changes nothing of it`(_ item: String) throws {
    try program.write(
      "rules/hold.sh",
      #"""
      #!/bin/sh
      sed -e 's/}$/, "$hold":"look","last":[1,{"a":"b"}]}/'
      """#)
    try program.write("rules/lines.sh", "#!/bin/sh\ncat\n")
    try rule("stages: {ingest: {run: [./lines.sh]}, process: {run: [./hold.sh]}}")
    try program.drop("workshop/acme/a.json", "{\"item\":\"\(item)\"}\n")
    #expect(try run().code == 0)
    #expect(try program.run(["release", "1"]).code == 0)
    #expect(try run().code == 0)
    #expect(
      try published("a.json/records.jsonl")
        == "{\"item\":\"\(item)\",\"last\":[1,{\"a\":\"b\"}]}\n")
  }

  @Test func `reads the file itself, and writes files of its own`() throws {
    try program.write("rules/lines.sh", "#!/bin/sh\nsed 's/.*/{\"line\":\"&\"}/'\n")
    try program.write("rules/site.sh", "#!/bin/sh\nmkdir pages; wc -l > pages/count.txt\n")
    try rule("stages: {ingest: {run: [./lines.sh]}, publish: {run: [./site.sh]}}")
    try program.drop("workshop/acme/a.csv", "one\ntwo\nthree\n")
    let result = try run()
    #expect(result.code == 0, "\(result.notes)")
    #expect(try published("a/pages/count.txt") == "3\n")
  }

  @Test(arguments: [
    ("echo 'no such customer' >&2; exit 65", "no such customer", "failed"),
    ("exit 9", "ended with status 9", "failed"),
    ("sleep 100", "it did not end within", "failed"),
    ("mkdir -p a/b; : > a/c; chmod 0 a; exit 9", "ended with status 9", "failed"),
    ("echo no json", "line 1 of its output is no JSON object: no json", "failed"),
    ("cat /proc/1/environ || exit 65", "environ", "failed"),
  ])
  func `that gives up says why`(_ script: String, _ reason: String, _ place: String) throws {
    try program.write("rules/a.sh", "#!/bin/sh\n\(script)\n")
    try rule(
      "stages: {process: {run: [./a.sh], timeout: 500ms}}\n    retry: {attempts: 1}")
    try program.drop("workshop/acme/a.csv", "item,count\nsoap,2\n")
    #expect(try run().code == 3)
    #expect(try program.places() == ["a.csv": [place]])
    let item = try program.items().first
    #expect(item?.reason?.contains(reason) == true, "\(item?.reason ?? "no reason")")
    let failed = program.root / "stages" / Path(place)
    let left = try TreeListing.paths(below: failed).filter { "\($0)".contains("/files/") }
    #expect(left.isEmpty, "\(left)")
  }

  @Test func `leaves a file to a person`() throws {
    try program.write("rules/a.sh", "#!/bin/sh\necho 'who is that?' >&2; exit 77\n")
    try rule("stages: {process: {run: [./a.sh]}}")
    try program.drop("workshop/acme/a.csv", "item,count\nsoap,2\n")
    #expect(try run().code == 0)
    #expect(try program.places() == ["a.csv": ["hold"]])
    #expect(try program.items().first?.reason == "process: who is that?")
  }

  @Test func `may be a link to one`() throws {
    try program.write("rules/pass.sh", "#!/bin/sh\ncat\n")
    #expect(symlink("pass.sh", "\(program.root)/rules/link.sh") == 0)
    try rule("stages: {process: {run: [./link.sh]}}")
    try program.drop("workshop/acme/a.csv", "item,count\nsoap,2\n")
    let result = try run()
    #expect(result.code == 0, "\(result.notes)")
    #expect(try published("a/records.csv") == "item,count\r\nsoap,2\r\n")
  }

  @Test func `that is not there is named when the rules are read`() throws {
    try rule("stages: {process: {run: [./gone.sh]}}")
    let result = try program.run(["rules", "check"])
    #expect(result.code != 0)
    #expect((result.output + result.notes).contains("gone.sh"))
  }

  // MARK: -

  private func run() throws -> Program.Result {
    try program.run(["run", "--once", "--settle", "0.1"])
  }

  private func rule(_ stages: String) throws {
    try program.write(
      "rules/01-orders.yaml",
      """
      rules:
        - name: orders
          match: {path: "workshop/**"}
          worker: workshop
          \(stages)

      """)
  }

  private func published(_ path: String) throws -> String {
    let file = program.outbox / "workshop/acme" / Path(path)
    return String(decoding: try FileReader.contents(of: file), as: UTF8.self)
  }
}
