package import Pipeline
package import Rules
import Tables

/// The user's own programs as stages: a rule file alone adds a way for a kind of file.
package struct WorkshopWorker: Worker {
  package let name = "workshop"
  package let routes: [any Route] = [WorkshopRoute()]
  package let optionNames: Set<String>? = TablePins.optionNames
  package let runsPrograms = true

  package init() {}

  package func problems(in options: [String: RuleValue]) -> [OptionProblem] {
    TablePins.problems(in: options)
  }
}
