package import Pipeline
package import Rules

/// The names that rules may use.
package enum WorkerNames {
  /// What is known of each worker, by its name.
  package static func of(_ workers: [any Worker]) -> [String: KnownWorker] {
    Dictionary(
      uniqueKeysWithValues: workers.map { worker in
        (
          worker.name,
          KnownWorker(
            routes: Set(worker.routes.map(\.name)),
            followingRoutes: Set(worker.routes.filter(\.takesNewLines).map(\.name)),
            options: worker.optionNames, runsPrograms: worker.runsPrograms,
            problems: worker.problems(in:))
        )
      })
  }
}
