import Files
import HTTPServer
import SQLiteStorage
import Storage
import TestSupport
import Testing

// What a person with one business among several is not shown.
@Suite struct `A person with one business` {
  private func page(_ surface: WebSurface, _ name: String, _ path: String) async throws -> String {
    let person = try await surface.signIn(name)
    return try surface.text(await surface.send(.get, path, person.headers))
  }

  @Test func `sees no action on many items that somebody else began`() async throws {
    let surface = try await WebSurface()
    try await surface.database.write { connection in
      for (name, reason) in [("ada", "rival-reason"), ("sam", "own-reason")] {
        try connection.execute(
          """
          insert into bulk_action(action, query, decider, begun, total, skipped, reasons)
          values('retry', '{"places":[],"sort":"arrival","isAscending":false}', $1, $2, 3, 1, $3)
          """, [.text(name), .real(1.8e9), .text(reason)])
      }
    }
    let own = try await page(surface, "sam", "/items")
    #expect(own.contains("own-reason") && !own.contains("rival-reason"))
    let all = try await page(surface, "vic", "/items")
    #expect(all.contains("own-reason") && all.contains("rival-reason"))
  }

  @Test func `sees of the program's health what is no matter of others`() async throws {
    let surface = try await WebSurface()
    let root = surface.place.path.description
    let own = try await page(surface, "sam", "/health")
    #expect(own.contains("Rules") && !own.contains(root) && !own.contains("No errors since"))
    let all = try await page(surface, "vic", "/health")
    #expect(all.contains(root) && all.contains("No errors since"))
  }
}
