import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A secret` {
  private static let canaries = [
    key: "sk-canary0123456789abcdef", environment: "canary-of-the-environment-77",
    log: "canaryInLog4711",
  ]
  private static let key = "the model's key"
  private static let environment = "the daemon's environment"
  private static let log = "a log"

  private let program: Program

  init() throws {
    program = try Program()
    chmod("\(program.root)", 0o755)
  }

  /// The server says the key back, as some do.
  @Test func `stands in no log, report, row or result`() throws {
    let server = try LoopbackServer { request, _ in
      LoopbackServer.answer(
        401, "{\"error\":{\"message\":\"wrong key \(request["authorization"] ?? "")\"}}")
    }
    defer { server.stop() }
    try prepare(server)
    try program.drop("listings/acme/a.csv", `A dropped file`.properties)
    try program.drop("workshop/acme/b.csv", "item,count\nsoap,2\n")
    try program.drop(
      "operations/acme/app.log",
      "2026-03-01 07:00:01,000 ERROR billing: password=\(Self.canaries[Self.log] ?? "") refused\n")
    let result = try program.run(
      ["run", "--once", "--settle", "0.1"],
      environment: ["DROPMILL_TEST_SECRET": Self.canaries[Self.environment] ?? ""])
    #expect(result.code == 0, "\(result.notes)")
    #expect(
      server.requests.contains {
        $0["authorization"]?.contains(Self.canaries[Self.key] ?? "?") == true
      }, "the model was asked with its key")
    let told = try ["status", "show 1", "show 2", "show 3", "models list"].map { line in
      let shown = try program.run(line.split(separator: " ").map(String.init))
      return shown.output + shown.notes
    }
    for (owner, canary) in Self.canaries {
      #expect(!(result.notes + told.joined()).contains(canary), "\(owner) is told")
      for (path, bytes) in try TreeListing.of(program.root)
      where !path.contains("/source/") && path != "model.key" {
        #expect(bytes.firstRange(of: Array(canary.utf8)) == nil, "\(owner) is in \(path)")
      }
    }
  }

  @Test func `lies in files that only their owner may read`() throws {
    try program.drop("a.csv", "id,name\n1,a\n")
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    for name in ["dropmill.sqlite", "stages"] {
      var status = stat()
      #expect(stat("\(program.root / name)", &status) == 0)
      #expect(status.st_mode & 0o077 == 0, "\(name) is open to others")
    }
  }

  private func prepare(_ server: LoopbackServer) throws {
    let file = program.root / "model.key"
    try FileWriter.write(Array((Self.canaries[Self.key] ?? "").utf8), to: file)
    chmod("\(file)", 0o600)
    try write(
      "rules/models/models.yaml",
      """
      models:
        small:
          protocol: openai
          url: \(server.url)/v1
          model: m
          key: file:\(file)
          price: {input: 0, output: 0}

      """)
    try write(
      "rules/05-secrets.yaml",
      """
      rules:
        - name: homes
          match: {path: "listings/**"}
          worker: listings
          route: table
          options: {writing: autonomous, model: small}
        - name: shop
          match: {path: "workshop/**"}
          worker: workshop
          stages: {process: {run: [./tell.sh]}}

      """)
    try write("rules/tell.sh", "#!/bin/sh\nenv >&2; cat /proc/$PPID/environ >&2; cat\n")
    chmod("\(program.root / "rules/tell.sh")", 0o755)
  }

  private func write(_ name: Path, _ text: String) throws {
    try Directory.make((program.root / name).parent)
    try FileWriter.write(Array(text.utf8), to: program.root / name)
  }
}
