package import Accounts
package import HTTPServer

/// What answers one kind of request.
package struct WebRoute: Sendable {
  package typealias Handler = @Sendable (Visit) async throws -> Response

  package let method: Method
  /// `/items/{id}`, where `{id}` is one segment; `{rest...}` at the end is all that follow.
  package let pattern: String
  /// Nil: nobody needs to sign in.
  package let role: Role?
  let handler: Handler
  /// The handler reads the body itself, part by part.
  package private(set) var readsBody = false

  package init(
    _ method: Method, _ pattern: String, needs role: Role?, _ handler: @escaping Handler
  ) {
    precondition(pattern.hasPrefix("/"), "a pattern is a path: \(pattern)")
    self.method = method
    self.pattern = pattern
    self.role = role
    isOfAll = role == .admin
    self.handler = handler
  }

  /// What it is about belongs to all businesses together, and so is for those who see all. What
  /// only admins may always is: else who manages one business could make themself more.
  package private(set) var isOfAll: Bool

  /// The same, for those alone who see all businesses.
  package func ofAll() -> WebRoute {
    var route = self
    route.isOfAll = true
    return route
  }

  /// The same, for a handler that takes large bodies as they come. It checks `_csrf` itself where
  /// that is in the body.
  package func readingBody() -> WebRoute {
    var route = self
    route.readsBody = true
    return route
  }

  /// Whether its answers are for programs, and so are its problems.
  var isForPrograms: Bool { pattern.hasPrefix("/api/") }
}
