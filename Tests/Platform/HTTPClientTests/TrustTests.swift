import Files
import Foundation
import HTTPClient
import TestSupport
import Testing

/// With OpenSSL's own server, which Debian installs with the certificates of the authorities.
@Suite(.enabled(if: SecureServer.isPossible, "there is no program openssl"))
struct `A server's certificate` {
  @Test func `is trusted when its authority is, and its name is the host's`() async throws {
    let place = try TemporaryDirectory()
    let server = try SecureServer(in: place.path)
    defer { server.stop() }
    let stranger = HTTPSession()
    defer { stranger.stop() }
    await expectReason(.untrusted) { try await stranger.send(server.request("127.0.0.1")) }

    var configuration = HTTPConfiguration()
    configuration.authoritiesFile = "\(place.path)/certificate.pem"
    let friend = HTTPSession(configuration)
    defer { friend.stop() }
    #expect(try await friend.send(server.request("127.0.0.1")).text.contains("Ciphers"))
    await expectReason(.untrusted) { try await friend.send(server.request("localhost")) }
  }
}

private struct SecureServer {
  private static let program = "/usr/bin/openssl"

  static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private let process: ChildProcess
  private let port: String

  /// Makes a certificate for 127.0.0.1 and serves with it on a free port.
  init(in directory: Path) throws {
    let files = ["-keyout", "\(directory)/key.pem", "-out", "\(directory)/certificate.pem"]
    let made = try Self.start(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"]
        + ["-addext", "subjectAltName=IP:127.0.0.1"] + files)
    made.wait()
    let served = try Self.start([
      "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", files[3], "-key", files[1],
    ])
    process = served
    var said = ""
    while !said.contains("ACCEPT"), let line = try served.readLine() { said = line }
    port = String(said.reversed().prefix { $0 != ":" }.reversed())
    try #require(Int(port) != nil, "openssl said “\(said)”")
  }

  func stop() { process.kill() }

  func request(_ host: String) -> HTTPRequest { HTTPRequest(.get, "https://\(host):\(port)/") }

  private static func start(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(program, arguments, output: .here)
  }
}
