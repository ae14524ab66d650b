import Files

/// The routes of all workers, by the names that items bear.
package struct Routes: Sendable {
  private let routes: [String: any Route]
  /// Workers that remember in tables of their own what they published before.
  private let remembering: Set<String>

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
    remembering = workers.remembering
  }

  func route(of item: Item) -> (any Route)? { routes[Self.key(item.worker, item.route)] }

  /// Whether an item of the same content that came from there is the same to the item's route.
  func takes(_ item: Item, for origin: String) -> Bool {
    guard let route = route(of: item) else { return true }
    var other = item
    other.origin = origin
    return route.identity(of: item) == route.identity(of: other)
  }

  /// What an item's publication shares with others: all that its worker remembers of the business,
  /// or what is published under the same name.
  func shared(by item: Item) -> PublicationOrder.Shared {
    let business = Path(item.worker) / BusinessDirectory.name(of: item.business)
    return .target(
      remembering.contains(item.worker) ? business : business / TargetName.of(item))
  }

  private static func key(_ worker: String, _ route: String) -> String { "\(worker)/\(route)" }
}

extension [any Worker] {
  /// The names of those that have tables of their own.
  var remembering: Set<String> { Set(filter { !$0.migrations.isEmpty }.map(\.name)) }
}
