import Executors
import Files
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Processes

// One after the other: the limit of processes is for all of a user's together.
@Suite(.serialized) struct `A program` {
  private let place: TemporaryDirectory

  init() throws {
    place = try TemporaryDirectory()
    // As root the program becomes nobody, who must be let in.
    chmod("\(place.path)", 0o777)
  }

  @Test func `reads what it is given and is heard`() async throws {
    let result = try await run("tr a-z A-Z; echo done >&2", input: ["one\n", "two\n"])
    #expect(result.output == "ONE\nTWO\n")
    #expect(result.ending.status == 0)
    #expect(result.ending.messages == "done\n")
  }

  @Test func `writes in its directory, and knows of no other user of the machine`() async throws {
    let result = try await run("echo text > file; cat file; env | sort")
    let names = result.output.split(separator: "\n").compactMap { $0.split(separator: "=").first }
    #expect(names == ["text", "HOME", "LANG", "PATH", "PWD", "TMPDIR", "TZ"])
    #expect(try FileReader.contents(of: place.path / "file") == Array("text\n".utf8))
  }

  @Test func `may answer more than a pipe holds before it reads`() async throws {
    let result = try await run(
      "seq 200000; wc -c", input: [String(repeating: "y", count: 1_000_000)])
    #expect(result.output.utf8.count == 1_288_895 + 8)
    #expect(result.output.hasSuffix("200000\n1000000\n"))
  }

  @Test func `may end before it has read everything`() async throws {
    let result = try await run(
      "read line; echo $line; exit 3",
      input: ["one\n"]
        + (0..<100).map { _ in
          String(repeating: "more\n", count: 10_000)
        })
    #expect(result.output == "one\n")
    #expect(result.ending.status == 3)
  }

  @Test func `is ended when its time is over, with the children it left`() async throws {
    var program = shell("sleep 1000 & echo $! > child; sleep 1000")
    program.limits.time = .milliseconds(500)
    await #expect(throws: ProgramError.timedOut(.milliseconds(500))) { try await run(program) }
    #expect(try !isRunning(childNamedIn: "child"))
  }

  @Test func `leaves no child behind that holds its output`() async throws {
    let result = try await run("sleep 1000 & echo $! > child; echo started")
    #expect(result.output == "started\n")
    #expect(try !isRunning(childNamedIn: "child"))
  }

  @Test func `is ended when it writes too much, or its files become too large`() async throws {
    var program = shell("yes")
    program.limits.outputBytes = 100_000
    await #expect(throws: ProgramError.tooMuchOutput(limit: 100_000)) { try await run(program) }
    program = shell("cat /bin/sh > file; wc -c < file")
    program.limits.fileBytes = 1000
    #expect(try await run(program).output == "1000\n")
  }

  /// What it does, and how it is ended.
  @Test(arguments: [
    ("sleep 1000", ProgramError.timedOut(.seconds(1))),
    ("yes & yes", .tooMuchOutput(limit: 100_000_000)),
    ("while :; do i=$((i + 1)); : > $i; done", .tooManyFiles(limit: 2000)),
    ("mkdir d; cd d; while :; do i=$((i + 1)); : > $i; done", .tooManyFiles(limit: 2000)),
    (
      "while :; do i=$((i + 1)); yes | head -c 1000000 > $i; done",
      .tooManyBytes(limit: 20_000_000)
    ),
    ("for i in 1 2 3; do yes | head -c 9000000 > $i; done", .tooManyBytes(limit: 20_000_000)),
  ]) func `that goes too far is gone at once, with all that it forked twice`(
    _ deeds: String, _ error: ProgramError
  ) async throws {
    var program = shell(
      """
      trap '' TERM HUP INT QUIT
      echo $$ > leader
      (sleep 1000 &)
      (while :; do sleep 1; done &)
      \(deeds)
      """)
    program.limits.time = if case .timedOut(let limit) = error { limit } else { .seconds(60) }
    program.limits.outputBytes = 100_000_000
    program.limits.files = 2000
    program.limits.directoryBytes = 20_000_000
    let taken = await ContinuousClock().measure {
      await #expect(throws: error) { try await run(program) }
    }
    // Long before the minute that it may last: how long is up to the machine.
    #expect(taken < .seconds(30))
    let text = String(decoding: try FileReader.contents(of: place.path / "leader"), as: UTF8.self)
    let leader = try #require(CInt(text.dropLast()))
    try await eventually("it has ended", within: .seconds(5)) {
      try !ProcessEntry.all().contains { $0.session == leader }
    }
  }

  @Test func `keeps the beginning of its messages, and no more`() async throws {
    var program = shell("for i in 1 2 3 4 5 6 7 8 9; do echo 0123456789 >&2; done")
    program.limits.messageBytes = 25
    #expect(try await run(program).ending.messages == "0123456789\n0123456789\n012")
  }

  @Test func `that is not there, or no program, is not started`() async throws {
    let missing = Program(executable: "/no/such/program", directory: place.path)
    await #expect(throws: ProgramError.notStarted("/no/such/program", .noSuchFile)) {
      try await run(missing)
    }
    let text = try place.write("text", "no program")
    chmod("\(text)", 0o755)
    await #expect(throws: ProgramError.self) {
      try await run(Program(executable: text, directory: place.path))
    }
  }

  @Test func `ends with the task that runs it`() async throws {
    let program = shell("echo $$ > child; sleep 1000")
    try await withThrowingTaskGroup { group in
      group.addTask { try await run(program) }
      try await eventually("it has started") {
        try FileStatus.ifPresent(place.path / "child").map { $0.size > 0 } ?? false
      }
      group.cancelAll()
      await #expect(throws: CancellationError.self) { try await group.next() }
    }
    #expect(try !isRunning(childNamedIn: "child"))
  }

  // Under a sanitizer the program that tries is built with it too, and does not fit into its limit.
  @Test(.disabled(if: ProcessInfo.processInfo.environment["DROPMILL_SANITIZER"] != nil))
  func `gets nowhere it should not`() async throws {
    let foreign = try TemporaryDirectory()
    let secret = try foreign.write("secret", "canary")
    chmod("\(foreign.path)", 0o777)
    chmod("\(secret)", 0o644)
    setenv("DROPMILL_TEST_SECRET", "canary", 1)
    defer { unsetenv("DROPMILL_TEST_SECRET") }
    // Where it can be run by anybody: the build directory may lie in somebody's home. A copy of
    // our own would be “busy” while another test starts a program.
    let executable = place.path / "evil-program"
    try ChildProcess("cp", ["\(Path.besideThisProgram("evil-program"))", "\(executable)"]).wait()
    var program = Program(executable: executable, directory: place.path)
    program.arguments = ["\(secret)", "\(foreign.path)"]
    program.readable = [try Self.swiftLibraries()]
    let result = try await run(program)
    #expect(result.ending.messages == "")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 30)
    #expect(lines.filter { !$0.hasPrefix("blocked\t") } == [])
  }

  // MARK: -

  /// The package manager links Swift's libraries even to a program in C.
  private static func swiftLibraries() throws -> Path {
    let maps = String(decoding: try FileReader.contents(of: "/proc/self/maps"), as: UTF8.self)
    let line = maps.split(separator: "\n").first { $0.hasSuffix("/libswiftCore.so") }
    let start = try #require(line?.firstIndex(of: "/"))
    return Path(String(line?[start...] ?? "")).parent
  }

  /// A child that was killed and not reaped yet runs no more.
  private func isRunning(childNamedIn file: Path) throws -> Bool {
    let text = String(decoding: try FileReader.contents(of: place.path / file), as: UTF8.self)
    let number = try #require(Int(text.split(separator: "\n").first ?? ""))
    // No such directory: no such process.
    let status = try? FileReader.contents(of: Path("/proc/\(number)/stat"))
    return status.map { String(decoding: $0, as: UTF8.self).contains(") S ") } ?? false
  }

  private struct Result {
    var output = ""
    var ending: ProgramEnding
  }

  private func shell(_ script: String) -> Program {
    var program = Program(executable: "/bin/sh", directory: place.path)
    program.arguments = ["-c", script]
    return program
  }

  private func run(_ script: String, input: [String] = []) async throws -> Result {
    try await run(shell(script), input: input)
  }

  @discardableResult
  private func run(_ program: Program, input: [String] = []) async throws -> Result {
    // It blocks its thread until the program has ended.
    let thread = WorkerThreads(name: "program", count: 1)
    defer { thread.stop() }
    return try await withTaskExecutorPreference(thread) {
      var rest = input[...]
      var output: [UInt8] = []
      let ending = try await program.run {
        rest.popFirst().map { Array($0.utf8) }
      } output: {
        output += $0
      }
      return Result(output: String(decoding: output, as: UTF8.self), ending: ending)
    }
  }
}
