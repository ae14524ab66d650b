import Files
import Foundation
import TestSupport
import Testing

@Suite struct `A recovery` {
  private static let program = """
    #!/usr/bin/python3
    import json, sys
    task = json.load(sys.stdin)
    print(json.dumps({"state": "completed", "note": f"room was made for {task['class']}"}))

    """

  private static let classes = """
    classes:
      - {class: disk_full, type: maintenance, recovery: [./operations/clean.py]}

    """

  @Test func `is proposed, waits for a command, and is done once`() async throws {
    let program = try Program()
    let folder = program.root / "rules/operations"
    try Directory.make(folder)
    try FileWriter.write(Array(Self.classes.utf8), to: folder / "failures.yaml")
    try FileWriter.write(Array(Self.program.utf8), to: folder / "clean.py")
    // As root its program becomes nobody, who must be let in.
    #expect(try program.shell("chmod 755 . rules rules/operations{,/clean.py}").code == 0)
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try program.drop(
      "operations/acme/production/disk.log",
      "2026-03-01 07:00:01,000 ERROR disk: No space left on device\n")
    try await eventually("the recovery is proposed") {
      try program.run(["approvals", "list"]).output.contains("operations/recover")
    }
    let waiting = try program.run(["approvals", "show", "1"]).output
    #expect(waiting.contains("would run ./operations/clean.py (version "))
    #expect(waiting.contains("approval  1, waiting"))

    let decision = try program.run([
      "approvals", "approve", "1", "--note", "the disk is full", "--json",
    ])
    #expect(decision.code == 0, "\(decision.notes)")
    #expect(decision.output.contains("\"note\" : \"the disk is full\""), "\(decision.output)")
    try await eventually("it is done") {
      try program.run(["approvals", "show", "1"]).output.contains("room was made for disk_full")
    }
    let again = try program.run(["approvals", "approve", "1", "--json"])
    #expect(again.code == 1, "it is decided")
    #expect(again.notes.contains("\"message\":\"1 does not wait any more"), "\(again.notes)")
    // The same failure again is the same incident: nothing is proposed anew.
    try program.drop(
      "operations/acme/production/again.log",
      "2026-03-01 08:00:01,000 ERROR disk: No space left on device\n")
    try await eventually("the second log is done") {
      try program.sources(in: "done").contains("again.log")
    }
    #expect(daemon.stop() == 0)
    let all = try program.run(["approvals", "list", "--all"]).output
    #expect(all.split(separator: "\n").count == 1, "\(all)")
    let shown = try program.run(["approvals", "show", "1"]).output
    #expect(shown.contains("approval  1, done") && shown.contains(": the disk is full"))
  }
}
