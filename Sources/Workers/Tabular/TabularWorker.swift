package import Pipeline
package import Rules
import Tables

// Any table that no other worker takes. The smallest worker, and the example for a new one: a
// worker names its routes, and a route is five functions from stream to stream.

/// Cleans tables and describes them.
package struct TabularWorker: Worker {
  package let name = "tabular"
  package let routes: [any Route] = [TabularRoute()]
  package let optionNames: Set<String>? = TablePins.optionNames

  package init() {}

  package func problems(in options: [String: RuleValue]) -> [OptionProblem] {
    TablePins.problems(in: options)
  }
}
