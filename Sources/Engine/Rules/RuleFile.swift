/// One file of `rules/`, as bytes: this module opens no files.
package struct RuleFile: Sendable {
  /// The largest rule file that is read, in bytes.
  package static let bytesMax = 1 << 20

  package let name: String  // below rules/, such as “10-listings.yaml”
  package let text: [UInt8]  // UTF-8
  /// Why there is no text: the file could not be read. Nil of every other.
  package let problem: String?

  package init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
    problem = nil
  }

  /// A file that is there and could not be read.
  package init(name: String, problem: String) {
    self.name = name
    text = []
    self.problem = problem
  }

  /// What keeps all rules from being used while the file cannot be read.
  var fault: RuleFault? {
    problem.map { problem in
      RuleFault(
        file: name, line: 1, column: 1, severity: .error, message: problem,
        hint: "let this user read it, or take it out of rules/", source: "")
    }
  }
}
