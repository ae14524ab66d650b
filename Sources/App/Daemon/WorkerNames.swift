package import Pipeline

/// The names that rules may use.
package enum WorkerNames {
  /// Each worker's name with the names of its routes.
  package static func of(_ workers: [any Worker]) -> [String: Set<String>] {
    Dictionary(uniqueKeysWithValues: workers.map { ($0.name, Set($0.routes.map(\.name))) })
  }
}
