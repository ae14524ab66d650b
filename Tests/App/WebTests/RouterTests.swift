import HTTPServer
import Testing

@testable import Web

@Suite struct `A route` {
  private static let router = Router(
    [
      (.get, "/"), (.get, "/items"), (.post, "/items"), (.get, "/items/{id}"),
      (.get, "/items/new"), (.get, "/items/{id}/streams/{stage}"), (.get, "/files/{path...}"),
    ].map { (route: (HTTPServer.Method, String)) in
      WebRoute(route.0, route.1, needs: nil) { _ in Response(204) }
    })

  private func found(_ method: HTTPServer.Method, _ target: String) throws -> String {
    switch Self.router.match(method, try Request(method, target).path) {
    case .nothing: return "nothing"
    case .otherMethods(let methods): return methods.map(\.rawValue).joined(separator: " ")
    case .route(let route, let values):
      return ([route.pattern] + values.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
        .joined(separator: " ")
    }
  }

  @Test(arguments: [
    ("/", "/"), ("/items", "/items"), ("/items/", "/items"), ("/items/42", "/items/{id} id=42"),
    ("/items/new", "/items/new"), ("/items/a%2Fb", "/items/{id} id=a/b"),
    ("/items/42/streams/nlg", "/items/{id}/streams/{stage} id=42 stage=nlg"),
    ("/files/a/b%20c", "/files/{path...} path=a/b c"), ("/none", "nothing"),
    ("/items/42/streams", "nothing"), ("/files", "nothing"),
  ])
  func `is found by its path`(_ target: String, _ expected: String) throws {
    #expect(try found(.get, target) == expected)
  }

  @Test func `is there for its methods, and HEAD where GET is`() throws {
    #expect(try found(.delete, "/items") == "GET POST")
    #expect(try found(.head, "/items") == "/items")
  }
}

@Suite struct `A place to go to` {
  @Test(arguments: ["/", "/items?state=failed&q=a%20b", "/login"])
  func `is on this site`(_ text: String) { #expect(OwnPath(text)?.text == text) }

  @Test(arguments: [
    "", "//evil.example", "/\\evil.example", "https://evil.example", "items", "/a\nb", "/a b",
    "javascript:alert(1)",
  ])
  func `is nowhere else`(_ text: String) { #expect(OwnPath(text) == nil) }
}
