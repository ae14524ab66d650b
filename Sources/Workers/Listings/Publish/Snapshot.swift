import Rules

/// Whether each table is the whole stock: the rule's option `snapshot`.
enum Snapshot {
  static let option = "snapshot"

  static func isSaid(by options: [String: RuleValue]) -> Bool { options[option]?.bool == true }

  static func problem(in options: [String: RuleValue]) -> OptionProblem? {
    options[option].flatMap { value in
      value.bool == nil ? OptionProblem(option, "is true or false, not \(value)") : nil
    }
  }
}
