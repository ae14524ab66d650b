import Files
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `What a killed daemon had started` {
  private let program: Program

  init() throws {
    program = try Program()
    // Started by root, a stage program becomes nobody: let it in.
    chmod("\(program.root)", 0o755)
  }

  @Test func `ends within seconds, though it hears no signal and has forked twice`() async throws {
    let daemon = try startProgram()
    let session = try await sessionOfProgram(of: daemon)
    daemon.send(SIGKILL)
    daemon.wait()
    try await eventually("the program has ended", within: .seconds(5)) {
      try members(of: session).isEmpty
    }
  }

  @Test func `is ended by the next start when its guard was killed as well`() async throws {
    let daemon = try startProgram()
    let session = try await sessionOfProgram(of: daemon)
    let guards = try guards(of: daemon)
    #expect(guards.count == 1)
    // Stopped first, so that it cannot act between the two.
    for one in guards { kill(one.id, SIGSTOP) }
    daemon.send(SIGKILL)
    for one in guards { kill(one.id, SIGKILL) }
    daemon.wait()
    #expect(try !members(of: session).isEmpty)

    try program.write("rules/deaf.sh", "#!/bin/sh\ncat\n")
    let result = try program.run(["run", "--once", "--settle", "0.1", "--log", "text"])
    #expect(result.code == 0, "\(result.notes)")
    #expect(try members(of: session).isEmpty)
    #expect(result.notes.contains("programs ended"), "\(result.notes)")
    #expect(try program.sources(in: "done") == ["a.csv"])
  }

  @Test func `ends, though its guard was killed before, if another child was started`() async throws
  {
    let daemon = try startProgram()
    let first = try await sessionOfProgram(of: daemon)
    for one in try guards(of: daemon) { kill(one.id, SIGKILL) }
    try program.drop("workshop/acme/b.csv", "item,count\nsalt,3\n")
    let second = try await sessionOfProgram(of: daemon, but: first)
    daemon.send(SIGKILL)
    daemon.wait()
    try await eventually("both programs have ended", within: .seconds(5)) {
      try members(of: first).isEmpty && members(of: second).isEmpty
    }
  }

  @Test func `is told from a person's shell in the same folder`() throws {
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    let shell = try ChildProcess(
      "sleep", ["100"], workingDirectory: program.root / "stages/process")
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    #expect(shell.isRunning)
    shell.kill()
  }

  // MARK: -

  /// A daemon whose stage program takes no notice of any signal.
  private func startProgram() throws -> ChildProcess {
    try program.write(
      "rules/deaf.sh",
      """
      #!/bin/sh
      trap '' TERM HUP INT QUIT
      (while :; do sleep 1; done &)
      while :; do sleep 1; done
      """)
    try program.write(
      "rules/01-deaf.yaml",
      """
      rules:
        - name: deaf
          match: {path: "workshop/**"}
          worker: workshop
          stages: {process: {run: [./deaf.sh]}}

      """)
    try program.drop("workshop/acme/a.csv", "item,count\nsoap,2\n")
    return try program.start()
  }

  /// Waits until the program runs, with the process that it forked twice.
  private func sessionOfProgram(
    of daemon: ChildProcess, but known: CInt = 0
  ) async throws -> CInt {
    let leader = try await found("the program") {
      $0.parent == daemon.id && $0.session == $0.id && $0.name == "deaf.sh" && $0.id != known
    }
    _ = try await found("what it forked twice") {
      $0.session == leader.id && $0.id != leader.id && $0.parent != leader.id
        && $0.name == "deaf.sh"
    }
    return leader.id
  }

  private func guards(of daemon: ChildProcess) throws -> [ProcessEntry] {
    try ProcessEntry.all().filter { $0.name == "dropmill-guard" && $0.parent == daemon.id }
  }

  private func members(of session: CInt) throws -> [ProcessEntry] {
    try ProcessEntry.all().filter { $0.session == session }
  }

  private func found(
    _ what: String, _ isMeant: (ProcessEntry) -> Bool
  ) async throws -> ProcessEntry {
    var entry: ProcessEntry?
    try await eventually("\(what) runs") {
      entry = try ProcessEntry.all().first(where: isMeant)
      return entry != nil
    }
    return try #require(entry)
  }
}
