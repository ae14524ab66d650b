import Files
import Glibc
import HTTPClient
import TestSupport
import Testing

/// File systems that end, vanish, or tell nothing. They are mounted by the tests, which takes root:
/// without it they say that they were left out.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `A file system` {
  @Test(.enabled(if: Mount.isPossible, "only root can mount"))
  func `that is full stops the work until there is room`() async throws {
    let place = try TemporaryDirectory()
    let mount = try Mount.memory(at: place.path, size: "24m")
    defer { mount.remove() }
    let program = try Program(at: place.path)
    let socket = try NotifySocket()
    let address = try await program.freeAddress()
    let daemon = try program.start(
      ["--listen", String(address.dropFirst("http://".count))],
      environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "4000000"])
    defer { daemon.kill() }
    try await eventually("the daemon has started") { try program.log().contains("daemon started") }
    let visitor = Visitor(address)
    try program.drop("first.csv", "id,name\n1,a\n")
    try await eventually("the first is done") { try program.sources(in: "done") == ["first.csv"] }
    try program.drop(".waiting", "id,name\n2,b\n")
    _ = try program.shell("dd if=/dev/zero of=filler bs=64k 2>/dev/null; true")
    try Renaming.move(program.inbox / ".waiting", to: program.inbox / "second.csv")
    try await eventually("it says so", within: .seconds(5)) {
      try program.log().contains("disk full")
    }
    #expect(daemon.isRunning)
    try await eventually("so do its pages") {
      let page = try? await visitor.get("/items")
      return page?.status == 503 && page?.text.contains("The disk is full") == true
    }
    #expect(try await visitor.get("/healthz").status == 200)
    #expect(try await visitor.get("/readyz").status == 503)
    try Directory.removeFile(program.root / "filler")
    try await eventually("the second is done") {
      try program.sources(in: "done").sorted() == ["first.csv", "second.csv"]
    }
    #expect(try program.isPublished("tabular/default/second/cleaned.csv"))
    #expect(try await visitor.get("/readyz").status == 200)
    #expect(daemon.stop() == 0)
  }

  @Test(.enabled(if: Mount.isPossible, "only root can mount"))
  func `that is taken away from under the inbox is watched again when it is back`() async throws {
    let program = try Program()
    let first = try Mount.memory(at: program.inbox, size: "4m")
    let daemon = try program.start(["--mode", "polling", "--discovery-interval", "0.2"])
    defer { daemon.kill() }
    try await eventually("the daemon has started") { try program.log().contains("daemon started") }
    try program.drop("first.csv", "id,name\n1,a\n")
    try await eventually("the first is done") { try program.sources(in: "done") == ["first.csv"] }
    first.remove()
    let second = try Mount.memory(at: program.inbox, size: "4m")
    defer { second.remove() }
    try program.drop("second.csv", "id,name\n2,b\n")
    try await eventually("the second is done") {
      try program.sources(in: "done").sorted() == ["first.csv", "second.csv"]
    }
    #expect(daemon.stop() == 0)
  }

  /// As with NFS and SMB: others write on the server, and the kernel tells nothing of it.
  @Test(.enabled(if: Mount.hasBindfs, "needs root, /dev/fuse and bindfs"))
  func `that tells nothing of others' files is polled, and each file is taken once`() async throws {
    let program = try Program()
    let server = try TemporaryDirectory()
    let mount = try Mount.network(of: server.path, at: program.inbox)
    defer { mount.remove() }
    try await eventually("it is mounted") { mount.isThere }
    let daemon = try program.start(["--discovery-interval", "0.2"])
    defer { daemon.kill() }
    try await eventually("the daemon has started") { try program.log().contains("daemon started") }
    let names = (1...50).map { "f\($0).csv" }
    for name in names {
      let hidden = server.path / ".incoming"
      try FileWriter.write(Array("id,name\n1,\(name)\n".utf8), to: hidden)
      try Renaming.move(hidden, to: server.path / name)
    }
    try await eventually("all are done", within: .seconds(60)) {
      try program.sources(in: "done").count >= names.count
    }
    #expect(try program.sources(in: "done").sorted() == names.sorted())
    #expect(try Directory.entries(of: server.path).isEmpty)
    #expect(daemon.stop() == 0)
  }
}

/// Something mounted for a test.
private struct Mount {
  let path: Path
  var server: ChildProcess?

  static var isPossible: Bool {
    guard geteuid() == 0, let place = try? TemporaryDirectory() else { return false }
    let mount = try? memory(at: place.path, size: "1m")
    mount?.remove()
    return mount != nil
  }

  static var hasBindfs: Bool {
    isPossible && access("/dev/fuse", R_OK | W_OK) == 0
      && access("/usr/bin/bindfs", X_OK) == 0
  }

  static func memory(at path: Path, size: String) throws -> Mount {
    try Directory.make(path)
    try #require(try run("mount -t tmpfs -o size=\(size) tmpfs '\(path)'") == 0)
    return Mount(path: path)
  }

  /// The same files as another folder's, by way of a server in user space.
  static func network(of server: Path, at path: Path) throws -> Mount {
    let server = try ChildProcess(
      "/usr/bin/bindfs", ["-f", "--no-allow-other", server.description, path.description])
    return Mount(path: path, server: server)
  }

  var isThere: Bool { (try? Self.run("mountpoint -q '\(path)'")) == 0 }

  func remove() {
    // What cannot be taken away is left to the end of the machine; the test has said its word.
    _ = try? Self.run("umount -l '\(path)'")
    server?.wait()
  }

  private static func run(_ line: String) throws -> Int32 {
    try ChildProcess("/bin/sh", ["-c", line]).wait()
  }
}
