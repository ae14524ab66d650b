/// That a worker cannot use the value of one of its options.
///
/// The reading of an option says it; so the check of the rules and the report of a file that came
/// before they were right say the same.
package struct OptionProblem: Sendable, Equatable, CustomStringConvertible {
  /// The option's name.
  package let option: String
  /// What stands behind the name, without a full stop: `is one of plain, warm, not “hot”`.
  package let message: String

  package init(_ option: String, _ message: String) {
    self.option = option
    self.message = message
  }

  /// That a value is none of the words that an option knows.
  ///
  /// - Parameter rest: what else there is to say, after the value.
  package static func unknown<Choice: RawRepresentable & CaseIterable>(
    _ option: String, _ value: RuleValue, among choices: Choice.Type, _ rest: String = ""
  ) -> OptionProblem where Choice.RawValue == String {
    let words = choices.allCases.map(\.rawValue).joined(separator: ", ")
    return OptionProblem(option, "is one of \(words), not \(value)\(rest)")
  }

  package var description: String { "the rule's option “\(option)” \(message)" }
}
