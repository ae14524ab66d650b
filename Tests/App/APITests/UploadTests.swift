import Accounts
import Files
import Glibc
import HTTPServer
import Pipeline
import TestSupport
import Testing

@testable import API
@testable import Web

@Suite struct `An upload` {
  private let place: TemporaryDirectory
  private let workspace: Workspace
  private let desk: UploadDesk

  init() throws {
    place = try TemporaryDirectory()
    workspace = Workspace(place.path)
    try workspace.prepare()
    desk = UploadDesk(workspace, Self.outlook)
  }

  /// As with rules of which each asks for a folder of its worker.
  private static let outlook = UploadOutlook(
    objection: { $0.name.suffix(5) == Array(".part".utf8) ? "it is not finished" : nil },
    businesses: { path in
      path.count == 3 && path[0] == "tabular" ? [path[1]] : path.last == "n.txt" ? [] : ["default"]
    })

  private static func person(_ scope: BusinessScope) -> Viewer {
    Viewer(accountID: 1, name: "ada", role: .operator, scope: scope, proof: .token(1))
  }

  private func drop(
    _ name: String, into folder: String = "", _ scope: BusinessScope = .all,
    _ parts: [String] = ["a,b\n", "1,2\n"]
  ) async throws -> String {
    let body = RequestBody.bytes(Array(parts.joined().utf8))
    return try await desk.take(name, into: folder, for: Self.person(scope)) {
      try await body.next()
    }
  }

  @Test func `lies whole in the inbox, and nothing beside it`() async throws {
    #expect(try await drop("m.csv", into: "tabular/acme") == "tabular/acme/m.csv")
    let folder = workspace.inbox / "tabular" / "acme"
    #expect(try FileReader.contents(of: folder / "m.csv") == Array("a,b\n1,2\n".utf8))
    #expect(try Directory.entries(of: folder).count == 1)
  }

  @Test(arguments: [
    ("", ""), (".hidden", ""), ("..", ""), ("a/b", ""), ("a\nb", ""), ("a", ".."), ("a", ".x/y"),
    (String(repeating: "n", count: 256), ""), ("a\u{7f}", ""),
    // Each name is short enough, and no path may be so long.
    ("a", Array(repeating: String(repeating: "n", count: 200), count: 30).joined(separator: "/")),
  ])
  func `with a name that leads elsewhere is refused`(_ name: String, _ folder: String) async throws
  {
    await #expect(throws: Problem.self) { try await drop(name, into: folder) }
    #expect(try Directory.entries(of: workspace.inbox).isEmpty)
  }

  @Test func `does not follow a link out of the inbox`() async throws {
    let outside = place.path / "outside"
    try Directory.make(outside)
    #expect(symlink("\(outside)", "\(workspace.inbox)/tabular") == 0)
    for folder in ["tabular", "tabular/acme"] {
      await #expect(throws: Problem.self) { try await drop("m.csv", into: folder) }
    }
    #expect(try Directory.entries(of: outside).isEmpty)
  }

  @Test func `arrives though its empty folders are removed meanwhile`() async throws {
    let folders = ["a", "a/b", "a/b/c", "a/b/c/d"]
    let paths = folders.reversed().map { "\(workspace.inbox / Path($0))" }
    try await withThrowingTaskGroup { group in
      group.addTask {
        // Those that hold something stay. One after the other without a pause would win each time.
        while !Task.isCancelled {
          for path in paths { _ = rmdir(path) }
          try? await ContinuousClock().sleep(for: .microseconds(200))
        }
      }
      for number in 0..<200 {
        let origin = try await drop("\(number).csv", into: "a/b/c/d")
        try Directory.removeFile(workspace.inbox / Path(origin))
      }
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  @Test func `goes into the folders of one's own businesses only`() async throws {
    let own = BusinessScope.only(["acme"])
    #expect(try await drop("m.csv", into: "tabular/acme", own) == "tabular/acme/m.csv")
    for folder in ["", "tabular", "tabular/best", "acme", "foo/acme"] {
      await #expect(throws: Problem.self) { try await drop("m.csv", into: folder, own) }
    }
    await #expect(throws: Problem.self) { try await drop("n.txt", into: "foo/acme", own) }
    let fallback = BusinessScope.only(["default"])
    #expect(try await drop("m.csv", into: "foo/acme", fallback) == "foo/acme/m.csv")
  }

  @Test func `takes no file's place`() async throws {
    _ = try await drop("m.csv")
    for (name, folder) in [("m.csv", ""), ("n.csv", "m.csv"), ("n.csv", "m.csv/deeper")] {
      do {
        _ = try await drop(name, into: folder)
        Issue.record("\(folder)/\(name) was taken")
      } catch let problem as Problem {
        #expect(problem.status == 409)
      }
    }
    #expect(try Directory.entries(of: workspace.inbox).count == 1)
  }

  @Test func `that ends in the middle leaves nothing`() async throws {
    await #expect(throws: RequestError.incomplete) {
      try await desk.take("m.csv", into: "", for: Self.person(.all)) {
        throw RequestError.incomplete
      }
    }
    #expect(try Directory.entries(of: workspace.inbox).isEmpty)
  }

  @Test func `that would never be taken is refused with the reason`() async throws {
    await #expect {
      try await drop("m.csv.part", into: "tabular/acme")
    } throws: { error in
      let problem = error as? Problem
      return problem?.status == 422 && problem?.detail.contains("it is not finished") == true
    }
    #expect(try Directory.entries(of: workspace.inbox).isEmpty)
  }

  @Test func `that a kill broke off is removed by the next process, and nothing else`() async throws
  {
    let folder = workspace.inbox / "tabular" / "acme"
    try Directory.make(folder / ".upload-3-4")
    for name in [".upload-17812-15", ".upload-1-2-3", ".upload-1", ".upload-a-1", ".upload-1-"] {
      try FileWriter.write([1], to: folder / name)
    }
    try FileWriter.write([1], to: workspace.inbox / ".upload-1-1")
    await desk.removeLeft { Issue.record("\($0)") }
    let left = try Directory.entries(of: folder).map { Path.escaped($0.name) }.sorted()
    #expect(left == [".upload-1", ".upload-1-", ".upload-1-2-3", ".upload-3-4", ".upload-a-1"])
    #expect(try Directory.entries(of: workspace.inbox).count == 1)
  }
}
