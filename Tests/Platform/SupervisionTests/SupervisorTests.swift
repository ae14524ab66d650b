import Files
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Supervision

@Suite struct `A supervisor` {
  @Test func `is told each message in a datagram of its own`() throws {
    let socket = try NotifySocket()
    let supervisor = try #require(Supervisor(environment: ["NOTIFY_SOCKET": socket.path]))
    try supervisor.tell(.ready)
    try supervisor.tell(.status("3 items\nunder way"))
    try supervisor.tell(.reloading)
    try supervisor.tell(.alive)
    try supervisor.tell(.stopping)
    let messages = (1...5).map { _ in socket.next() }
    #expect(messages[0] == "READY=1")
    #expect(messages[1] == "STATUS=3 items under way")
    let time = messages[2].split(separator: "=").last.flatMap { Int64($0) }
    #expect(messages[2].hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(try #require(time) > 0)
    #expect(messages[3...] == ["WATCHDOG=1", "STOPPING=1"])
  }

  @Test(arguments: [
    (nil, nil, nil), ("30000000", nil, Duration.seconds(15)), ("0", nil, nil),
    ("30000000", "1", nil), ("30000000", "\(getpid())", .seconds(15)),
  ])
  func `that watches wants a sign in half of the time`(
    _ limit: String?, _ process: String?, _ expected: Duration?
  ) throws {
    var environment = ["NOTIFY_SOCKET": "@dropmill-test"]
    environment["WATCHDOG_USEC"] = limit
    environment["WATCHDOG_PID"] = process
    #expect(try #require(Supervisor(environment: environment)).heartbeat == expected)
  }

  @Test(arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative/path"]])
  func `is none where nobody asks`(_ environment: [String: String]) {
    #expect(Supervisor(environment: environment) == nil)
  }

  @Test func `that is gone is an error and not the end`() throws {
    let place = try TemporaryDirectory()
    let path = (place.path / "nobody").description
    let supervisor = try #require(Supervisor(environment: ["NOTIFY_SOCKET": path]))
    #expect(throws: SupervisorError.self) { try supervisor.tell(.ready) }
  }

  @Test func `that does not read is not waited for`() throws {
    let socket = try NotifySocket()
    let supervisor = try #require(Supervisor(environment: ["NOTIFY_SOCKET": socket.path]))
    // More than the kernel keeps for a reader (net.unix.max_dgram_qlen, 10 as a rule).
    #expect(throws: SupervisorError.self) {
      for _ in 1...100_000 { try supervisor.tell(.alive) }
    }
    #expect(socket.next() == "WATCHDOG=1")
  }

  @Test func `finds an address free that nobody listens on`() {
    #expect(PortProbe.state(of: "127.0.0.1:0") == .free)
    #expect(PortProbe.state(of: "[::1]:0") == .free)
    #expect(PortProbe.state(of: "127.0.0.1:x") == .refused("“x” is no port"))
    #expect(PortProbe.state(of: "nowhere") == .refused("it names no port"))
  }
}
