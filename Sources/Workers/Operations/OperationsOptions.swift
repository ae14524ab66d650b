import Rules

/// What a rule says about its logs. All of it is optional.
struct OperationsOptions {
  /// How far the times of logs that name no zone are before UTC, in minutes; nil for a value that
  /// cannot be used.
  private(set) var zoneMinutes: Int? = 0
  /// Where the logs are from, where no folder says so.
  private(set) var environment: String?
  private(set) var assignment = AssignmentPolicy.balanced
  /// What of the rule was not understood.
  private(set) var problems: [OptionProblem] = []

  /// The options that are read here.
  static let names: Set = ["assignment", "environment", "zone"]

  init(_ options: [String: RuleValue]) {
    if let option = options["zone"] {
      zoneMinutes = option.string.flatMap(LogIngest.zoneMinutes)
      if zoneMinutes == nil {
        problems.append(OptionProblem("zone", "is an offset such as +02:00, not \(option)"))
      }
    }
    if let option = options["environment"] {
      environment = option.string
      if environment == nil {
        problems.append(OptionProblem("environment", "is a name, not \(option)"))
      }
    }
    guard let option = options["assignment"] else { return }
    if let policy = option.string.flatMap(AssignmentPolicy.init) {
      assignment = policy
    } else {
      problems.append(.unknown("assignment", option, among: AssignmentPolicy.self))
    }
  }
}
