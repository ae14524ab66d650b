import Files
import Foundation
import Glibc
import HTTPClient
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `The dashboard of a running daemon` {
  private static let password = "a meadow in the rain"

  @Test func `leads from the first link to a file that is done, and out again`() async throws {
    let program = try Program()
    let daemon = try program.start(["--listen", "127.0.0.1:0"])
    defer { daemon.kill() }
    let (address, link) = try await program.dashboard()
    let visitor = Visitor(address)
    #expect(try await visitor.get("/").head["Location"] == "/login")
    #expect(try await visitor.get("/healthz").status == 200)
    #expect(try await visitor.get("/readyz").status == 200)
    // The link, once.
    let welcome = String(link.dropFirst(address.count))
    #expect(try await visitor.get(welcome).text.contains("name=\"again\""))
    let secret = String(welcome.dropFirst("/welcome/".count))
    let fields = [
      ("token", secret), ("user", "ada"), ("password", Self.password), ("again", Self.password),
    ]
    #expect(try await visitor.post("/welcome", fields).status == 303)
    #expect(try await visitor.get(welcome).status == 410)
    #expect(try await visitor.get("/").text.contains("Overview"))
    // A file, by the page's own door.
    #expect(try await visitor.upload("m.csv", to: "tabular/acme", "id,name\n1,a\n").status == 201)
    try await eventually("the file is done") {
      try await visitor.get("/items?place=done").text.contains("m.csv")
    }
    #expect(try await visitor.get("/items/1").text.contains("tabular/acme/m.csv"))
    // Out, and in again with the password.
    #expect(try await visitor.post("/logout", []).status == 303)
    #expect(try await visitor.get("/items").status == 303)
    _ = try await visitor.get("/login")
    let wrong = [("user", "ada"), ("password", "wrong"), ("next", "/items")]
    #expect(try await visitor.post("/login", wrong).status == 401)
    let right = [("user", "ada"), ("password", Self.password), ("next", "/items")]
    #expect(try await visitor.post("/login", right).head["Location"] == "/items")
    #expect(try await visitor.get("/items").text.contains("m.csv"))
    #expect(daemon.stop() == 0)
  }

  @Test func `removes what a kill left of an upload before it answers`() async throws {
    let program = try Program()
    let folder = program.inbox / "tabular/acme"
    try Directory.make(folder)
    for name in [".upload-1-1", ".kept"] { try FileWriter.write([1], to: folder / Path(name)) }
    let daemon = try program.start(["--listen", "127.0.0.1:0"])
    defer { daemon.kill() }
    let (address, _) = try await program.dashboard()
    let visitor = Visitor(address)
    // Nobody is answered before.
    #expect(try await visitor.get("/healthz").status == 200)
    #expect(try FileStatus.ifPresent(folder / ".upload-1-1") == nil)
    #expect(try FileStatus.ifPresent(folder / ".kept") != nil)
    #expect(daemon.stop() == 0)
  }

  @Test func `holds a paused step back, over a restart, and then lets it go on`() async throws {
    let program = try Program()
    var daemon = try program.start(["--listen", "127.0.0.1:0"])
    defer { daemon.kill() }
    let (address, link) = try await program.dashboard()
    let visitor = Visitor(address)
    let secret = String(link.dropFirst(address.count + "/welcome/".count))
    _ = try await visitor.post(
      "/welcome",
      [
        ("token", secret), ("user", "ada"), ("password", Self.password),
        ("again", Self.password),
      ])
    _ = try await visitor.get("/pipeline")
    #expect(try await visitor.post("/pipeline/qa", [("do", "pause")]).status == 303)
    try program.drop("tabular/acme/a.csv", "id,name\n1,a\n")
    try await eventually("the file waits") { try program.sources(in: "qa") == ["a.csv"] }
    #expect(try await visitor.get("/").text.contains("Paused: Check"))
    #expect(daemon.stop() == 0)
    // One that only works off what is there ends all the same.
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    #expect(try program.sources(in: "qa") == ["a.csv"])
    try Directory.removeFile(program.root / "daemon.log")
    daemon = try program.start(["--listen", String(address.dropFirst("http://".count))])
    try await eventually("it is there again") {
      // Until then nobody answers.
      (try? await visitor.get("/healthz").status) == 200
    }
    _ = try await visitor.get("/pipeline")
    #expect(try await visitor.post("/pipeline/qa", [("do", "resume")]).status == 303)
    try await eventually("the file is done") { try program.sources(in: "done") == ["a.csv"] }
    #expect(daemon.stop() == 0)
  }

  @Test func `answers over a socket that was handed over, to this machine's names alone`()
    async throws
  {
    let program = try Program()
    // What systemd does for a socket unit, in a few lines.
    let activation = """
      import os, socket, sys
      s = socket.socket()
      s.bind(("127.0.0.1", 0))
      s.listen()
      print(s.getsockname()[1], flush=True)
      os.dup2(s.fileno(), 3)
      os.set_inheritable(3, True)
      os.environ["LISTEN_FDS"] = "1"
      os.environ["LISTEN_PID"] = str(os.getpid())
      os.execv(sys.argv[1], sys.argv[1:])
      """
    let daemon = try ChildProcess(
      "python3",
      ["-c", activation, "\(Program.executable)", "run", "--workspace", "\(program.root)"],
      output: .here, errors: .file(program.root / "daemon.log"))
    defer { daemon.kill() }
    let port = try #require(try daemon.readLine())
    let (address, _) = try await program.dashboard()
    #expect(address == "http://127.0.0.1:\(port)")
    let visitor = Visitor(address)
    #expect(try await visitor.get("/healthz").status == 200)
    #expect(try await visitor.get("/healthz", host: "evil.example").status == 421)
    #expect(daemon.stop() == 0)
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"),
      "there is no program openssl"))
  func `speaks TLS, and takes a new certificate without a restart`() async throws {
    let program = try Program()
    let (first, key) = try Self.certificate("first", in: program.root)
    let daemon = try program.start([
      "--listen", "127.0.0.1:0", "--tls-certificate", "\(first)", "--tls-key", "\(key)",
    ])
    defer { daemon.kill() }
    let (address, _) = try await program.dashboard()
    #expect(address.hasPrefix("https://"))
    let response = try await Visitor(address, authorities: first).get("/login")
    #expect(response.status == 200)
    #expect(response.head["Strict-Transport-Security"] != nil)
    // Another one takes its place, and is trusted by who trusts it alone.
    let (second, otherKey) = try Self.certificate("second", in: program.root)
    let trusted = program.root / "trusted.pem"
    try FileWriter.write(try FileReader.contents(of: second), to: trusted)
    try Renaming.move(second, to: first)
    try Renaming.move(otherKey, to: key)
    daemon.send(SIGHUP)
    try await eventually("the new certificate is shown") {
      // The old one is not trusted any more.
      (try? await Visitor(address, authorities: trusted).get("/healthz").status) == 200
    }
    // One that is none changes nothing.
    try FileWriter.replace(first, with: Array("no certificate".utf8))
    daemon.send(SIGHUP)
    try await eventually("it says that it keeps the one it has") {
      try program.log().contains("certificate kept as it was")
    }
    #expect(try await Visitor(address, authorities: trusted).get("/healthz").status == 200)
    #expect(daemon.stop() == 0)
  }

  @Test func `is opened anew as the settings say, and as it was when they are broken`()
    async throws
  {
    let program = try Program()
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    let settings = program.root / "dropmill.yaml"
    try FileWriter.write(Array("watch:\n  mode: polling\n  interval: 200ms\n".utf8), to: settings)
    daemon.send(SIGHUP)
    try await eventually("it has begun again") {
      let log = try program.log()
      return log.contains("settings changed")
        && log.split(separator: "\n").count { $0.contains("daemon started") } == 2
    }
    try program.drop("tabular/acme/a.csv", "id,name\n1,a\n")
    try await eventually("the file is done") { try program.sources(in: "done") == ["a.csv"] }
    try FileWriter.replace(settings, with: Array("watch:\n  mode: poling\n".utf8))
    daemon.send(SIGHUP)
    try await eventually("it complains") {
      try program.log().contains("settings kept as they were")
    }
    try program.drop("tabular/acme/b.csv", "id,name\n2,b\n")
    try await eventually("the next file is done") {
      try Set(program.sources(in: "done")) == ["a.csv", "b.csv"]
    }
    #expect(daemon.stop() == 0)
  }

  private static func certificate(
    _ name: String, in directory: Path
  ) throws -> (certificate: Path, key: Path) {
    let (certificate, key) = (directory / "\(name).pem", directory / "\(name).key")
    let result = try ChildProcess(
      "openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "\(key)", "-out", "\(certificate)",
      ]
    ).finish()
    try #require(result.code == 0)
    return (certificate, key)
  }
}
