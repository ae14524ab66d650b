import Dispatch
import Files
import Foundation
import SQLiteStorage
import Storage
import Synchronization
import TestSupport
import Testing

/// The daemon under something that speaks as systemd does.
@Suite(.timeLimit(.minutes(2))) struct `The service` {
  @Test func `tells that it is ready, alive and stopping`() async throws {
    let socket = try NotifySocket()
    let program = try Program()
    let daemon = try program.start(
      environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "200000"])
    defer { daemon.kill() }
    let heard = Heard(socket)
    try await eventually("it is ready") { heard.all().contains("READY=1") }
    try await eventually("it has given three signs of life") {
      heard.all().count { $0 == "WATCHDOG=1" } >= 3
    }
    #expect(heard.all().first == "READY=1")
    #expect(heard.all().contains { $0.hasPrefix("STATUS=0 items under way") })
    #expect(daemon.stop() == 0)
    #expect(heard.all().last { !$0.hasPrefix("STATUS") && $0 != "WATCHDOG=1" } == "STOPPING=1")
  }

  @Test func `gives no sign of life while it hangs`() async throws {
    let socket = try NotifySocket()
    let program = try Program()
    let daemon = try program.start(
      environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "100000"])
    defer { daemon.kill() }
    let heard = Heard(socket)
    try await eventually("it is alive") { heard.all().contains("WATCHDOG=1") }
    // Nobody can commit while another does, here for a second.
    let database = try SQLiteDatabase(path: (program.root / "dropmill.sqlite").description)
    let (before, after) = try await database.write { connection in
      try connection.execute("create table held(a)")
      let before = heard.all().count { $0 == "WATCHDOG=1" }
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + 1)
      return (before, heard.all().count { $0 == "WATCHDOG=1" })
    }
    #expect(after <= before + 1)
    await database.close()
  }

  @Test func `reads its rules again when it is asked`() async throws {
    let socket = try NotifySocket()
    let program = try Program()
    let daemon = try program.start(environment: ["NOTIFY_SOCKET": socket.path])
    defer { daemon.kill() }
    let heard = Heard(socket)
    try await eventually("it is ready") { heard.all().contains("READY=1") }
    daemon.send(SIGHUP)
    try await eventually("it has read them") {
      try program.log().contains("rules loaded") && heard.all().count { $0 == "READY=1" } == 2
    }
    let states = heard.all().filter { !$0.hasPrefix("STATUS") && $0 != "WATCHDOG=1" }
    #expect(states.count == 3)
    #expect(states[1].hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(daemon.stop() == 0)
  }

  @Test func `gives its log lines levels that the journal reads`() throws {
    let program = try Program()
    try program.drop("a.csv", "id,name\n1,a\n")
    try program.drop("empty.csv", "")
    let result = try program.run(["run", "--once", "--settle", "0.1", "--log", "journal"])
    let lines = result.notes.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("<6>daemon started workspace=") }, "\(result.notes)")
    #expect(lines.dropLast().allSatisfy { $0.wholeMatch(of: /<[3467]>[a-z].*/) != nil })
  }

  @Test func `does not start with settings that cannot be used`() throws {
    let program = try Program()
    try FileWriter.write(Array("watch:\n  mode: poling\n".utf8), to: program.root / "dropmill.yaml")
    let result = try program.run(["run", "--once"])
    #expect(result.code == 5)
    #expect(result.notes.hasPrefix("dropmill.yaml:2:9: error: "), "\(result.notes)")
    #expect(result.notes.contains("hint: did you mean “polling”?"))
  }

  /// What a socket has been told so far.
  private final class Heard: Sendable {
    private let socket: NotifySocket
    private let messages = Mutex<[String]>([])

    init(_ socket: NotifySocket) { self.socket = socket }

    func all() -> [String] {
      messages.withLock { messages in
        while true {
          let message = socket.next()
          if message.isEmpty { return messages }
          messages.append(message)
        }
      }
    }
  }
}
