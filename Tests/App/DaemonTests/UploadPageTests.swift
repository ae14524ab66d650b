import Accounts
import Files
import HTTPServer
import Pipeline
import TestSupport
import Testing
import Web

@Suite struct `Files sent over the web` {
  private func send(
    _ surface: WebSurface, _ who: (headers: [(String, String)], token: String), _ target: String,
    _ type: String, _ body: String
  ) async throws -> Response {
    var headers = Headers()
    headers.add("Host", "localhost:8321")
    for (name, value) in who.headers { headers.add(name, value) }
    headers.add("X-CSRF-Token", who.token)
    headers.add("Content-Type", type)
    return await surface.application.answer(
      try Request(
        .post, target, headers: headers, remoteAddress: "127.0.0.1", id: "r1",
        body: .bytes(Array(body.utf8))))
  }

  private func form(_ token: String, _ names: [String]) -> String {
    let fields = "--xx\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(token)\r\n"
    let files = names.map { name in
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n"
        + "a,b\n1,2\n\r\n"
    }
    return fields + files.joined() + "--xx--\r\n"
  }

  @Test func `are each taken or refused, and the answer and the log tell of all`() async throws {
    let surface = try await WebSurface()
    let otto = try await surface.signIn("otto")
    let answer = try await send(
      surface, otto, "/upload", "multipart/form-data; boundary=xx",
      form(otto.token, ["one.csv", ".two.csv", "three.csv", "four.csv.part", "one.csv"]))
    #expect(answer.status == 422)
    let page = try surface.text(answer)
    for part in [
      "3 of the 5 files were not taken.", "In the inbox: one.csv, three.csv", ".two.csv", "hidden",
      "four.csv.part", "not finished", "waits there already",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    let inbox = surface.place.path / "inbox"
    #expect(try TreeListing.of(inbox).keys.sorted() == ["one.csv", "three.csv"])
    let told = try await surface.accounts.audit(action: "upload", limit: 9)
    #expect(told.map(\.subject) == ["three.csv", "one.csv"])
  }

  @Test func `are told of when all are taken, and none is taken without the form's token`()
    async throws
  {
    let surface = try await WebSurface()
    let otto = try await surface.signIn("otto")
    let type = "multipart/form-data; boundary=xx"
    let body = form(otto.token, ["one.csv", "two.csv"])
    #expect(try await send(surface, otto, "/upload", type, body).status == 303)
    let page = try surface.text(await surface.send(.get, "/", otto.headers))
    #expect(page.contains("In the inbox: one.csv, two.csv"))
    let forged = form("forged", ["three.csv"])
    #expect(try await send(surface, otto, "/upload", type, forged).status == 403)
    #expect(try TreeListing.of(surface.place.path / "inbox").count == 2)
  }

  @Test func `lead back to the page, and to the list from one that answered a form`() async throws {
    let surface = try await WebSurface()
    try await surface.keep(3, in: .failed)
    let otto = try await surface.signIn("otto")
    let list = try surface.text(await surface.send(.get, "/items?place=failed", otto.headers))
    #expect(list.contains("name=\"next\" value=\"/items?place=failed\""))
    let asked = try surface.text(
      await surface.send(
        .post, "/items/decide", otto.headers,
        form: [("action", "delete"), ("id", "3"), ("_csrf", otto.token)]))
    #expect(asked.contains("name=\"next\" value=\"/items\""))
  }

  @Test(arguments: [
    ("clockwork/acme", "a.csv", 201), ("foo/acme", "a.csv", 403), ("acme", "a.csv", 403),
    ("clockwork/rival", "a.csv", 403), ("clockwork/acme", "a.pdf", 403),
    ("clockwork/acme", "a.crdownload", 422), ("clockwork/lost+found", "a.csv", 422),
  ])
  func `go where the rules make them one's own`(
    _ folder: String, _ name: String, _ status: Int
  ) async throws {
    let surface = try await WebSurface()
    let sam = try await surface.signIn("sam")
    let target = "/api/v1/files?to=\(folder.replacing("+", with: "%2B"))&name=\(name)"
    let answer = try await send(surface, sam, target, "text/csv", "a,b\n1,2\n")
    #expect(answer.status == status, "\(folder)/\(name)")
  }
}
