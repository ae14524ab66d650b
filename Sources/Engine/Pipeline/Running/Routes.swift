/// The routes of all workers, by the names that items bear.
package struct Routes: Sendable {
  private let routes: [String: any Route]

  package init(_ workers: [any Worker]) {
    var routes: [String: any Route] = [:]
    for worker in workers {
      for route in worker.routes {
        let key = Self.key(worker.name, route.name)
        precondition(routes[key] == nil, "two routes are called \(key)")
        routes[key] = route
      }
    }
    self.routes = routes
  }

  func route(of item: Item) -> (any Route)? { routes[Self.key(item.worker, item.route)] }

  private static func key(_ worker: String, _ route: String) -> String { "\(worker)/\(route)" }
}
