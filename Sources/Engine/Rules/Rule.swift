/// Which files go to which worker, and how: one entry of a rule file.
package struct Rule: Sendable, Equatable {
  /// What happens to a file whose content has been taken before.
  package enum Seen: String, Sendable, CaseIterable {
    case skip  // set aside as seen; nothing is done again
    case again  // taken like a new one
  }

  /// How often, and how patiently, a failing stage is tried again; nil: as configured.
  package struct Retry: Sendable, Equatable {
    package static let attemptsRange = 1...100
    package let attempts: Int?
    package let backoff: Duration?  // the wait before the second attempt
  }

  package static let priorityRange = -100...100
  package static let concurrencyRange = 1...64

  package let name: String  // unique among all rule files
  package let file: String  // below rules/
  package let line: Int  // 1-based, where the rule begins
  package let match: Match
  package let worker: String
  package let route: String
  package let business: BusinessTemplate?  // nil: the folder below the worker's folder
  package let options: [String: RuleValue]
  package let programs: [String: StageProgram]  // by the name of the stage
  package let priority: Int  // 0 is normal; higher goes first
  package let concurrency: Int?  // items of this rule at the same time, at most; nil: no limit
  package let completeness: Completeness
  package let retry: Retry
  package let seen: Seen

  /// Where the rule stands, as `rules/10-listings.yaml:12`.
  package var place: String { "rules/\(file):\(line)" }

  /// Whether it takes the new lines of a file of this name. What is packed is whole when its writer
  /// has closed it; nothing is appended to it.
  package func follows(_ name: String) -> Bool {
    completeness.follows
      && ![".gz", ".zst", ".xz", ".bz2"].contains {
        name.utf8.count > $0.utf8.count && name.hasSuffix($0)
      }
  }

  /// The business a file belongs to: by the rule, else the folder below the worker's folder, else
  /// “default”. It is one name of a path: never empty, “.” or “..”, and without a slash.
  func business(of components: [String]) -> String {
    if let business { return business.name(for: components) ?? BusinessTemplate.fallback }
    guard components.count > 2, components[0].lowercased() == worker.lowercased() else {
      return BusinessTemplate.fallback
    }
    return components[1]
  }
}
