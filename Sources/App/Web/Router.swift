import HTTPServer

/// Finds the route of a request: literal segments before parameters, those before a rest.
struct Router: Sendable {
  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameter: Int?
    var rest: Int?
    var routes: [Method: WebRoute] = [:]
  }

  /// What a path leads to.
  enum Match {
    case route(WebRoute, [String: String])
    /// The path is there, but not for this method.
    case otherMethods([Method])
    case nothing
  }

  /// A tree in one array; the root is first.
  private var nodes = [Node()]

  init(_ routes: [WebRoute]) {
    for route in routes { add(route) }
  }

  func match(_ method: Method, _ path: [String]) -> Match {
    guard let (node, values) = find(path[...], from: 0, []) else { return .nothing }
    let routes = nodes[node].routes
    guard let route = routes[method] ?? (method == .head ? routes[.get] : nil) else {
      return .otherMethods(Method.allCases.filter { routes[$0] != nil })
    }
    let names = Self.names(route.pattern)
    return .route(route, Dictionary(zip(names, values), uniquingKeysWith: { $1 }))
  }

  private mutating func add(_ route: WebRoute) {
    var node = 0
    for segment in route.pattern.split(separator: "/") {
      node = child(of: node, String(segment))
    }
    precondition(
      nodes[node].routes[route.method] == nil,
      "two routes for \(route.method.rawValue) \(route.pattern)")
    nodes[node].routes[route.method] = route
  }

  private mutating func child(of node: Int, _ segment: String) -> Int {
    let isRest = segment.hasSuffix("...}")
    let isParameter = segment.hasPrefix("{")
    let known =
      isRest
      ? nodes[node].rest : isParameter ? nodes[node].parameter : nodes[node].literals[segment]
    if let known { return known }
    nodes.append(Node())
    let new = nodes.count - 1
    if isRest {
      nodes[node].rest = new
    } else if isParameter {
      nodes[node].parameter = new
    } else {
      nodes[node].literals[segment] = new
    }
    return new
  }

  private func find(
    _ path: ArraySlice<String>, from node: Int, _ values: [String]
  ) -> (node: Int, values: [String])? {
    guard let segment = path.first else {
      return nodes[node].routes.isEmpty ? nil : (node, values)
    }
    if let next = nodes[node].literals[segment],
      let found = find(path.dropFirst(), from: next, values)
    {
      return found
    }
    if let next = nodes[node].parameter,
      let found = find(path.dropFirst(), from: next, values + [segment])
    {
      return found
    }
    return nodes[node].rest.map { ($0, values + [path.joined(separator: "/")]) }
  }

  private static func names(_ pattern: String) -> [String] {
    pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { segment in
      String(segment.dropFirst().dropLast()).replacing("...", with: "")
    }
  }
}
