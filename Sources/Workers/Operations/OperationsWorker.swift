package import Pipeline
package import Rules
package import Storage

// Logs in; incidents, tasks and who does them out. The second domain: it shows that the engine
// knows none.

/// Finds what failed in logs, and sees that somebody does something about it.
package struct OperationsWorker: Worker {
  package let name = "operations"
  package let routes: [any Route] = [LogRoute(), ReportRoute()]
  package let migrations: [Migration] = OperationsMigrations.all
  package let ruleFiles = OperationsRules.files

  package init() {}

  package func faults(in file: RuleFile) -> [RuleFault] {
    OperationsRules.read(own: [file]).faults
  }
}
