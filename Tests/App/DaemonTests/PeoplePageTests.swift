import Accounts
import HTTPServer
import Testing

@Suite struct `The page of people` {
  /// An empty field means all businesses: who did not see that somebody has a limit would take it
  /// away.
  @Test func `changes nobody's rights over a change that was not seen`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    let sam = try #require(try await surface.accounts.account(named: "sam"))
    func send(_ form: [(String, String)]) async throws -> Response {
      try await surface.send(
        .post, "/people/\(sam.id)", ada.headers, form: form + [("_csrf", ada.token)])
    }
    let change = [("do", "change"), ("role", "viewer"), ("businesses", "")]
    for was in [[], [("was", "admin all")]] {
      #expect(try await send(change + was).status == 409)
    }
    #expect(try await surface.accounts.account(sam.id)?.scope == .only(["acme"]))
    let seen = [("was", "\(sam.role.rawValue) [\"acme\"]")]
    #expect(try await send(change + seen).status == 303)
    #expect(try await surface.accounts.account(sam.id)?.scope == .all)
  }
}
