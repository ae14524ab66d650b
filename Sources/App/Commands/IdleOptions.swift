/// Options that would say nothing where they were given. Passed over, they would look obeyed.
///
/// Each option says itself with which verbs and beside which others it goes.
enum IdleOptions {
  /// - Throws: ``UsageError`` that names the first such option.
  static func refuse(_ arguments: Arguments, _ command: any Command.Type) throws {
    let given = command.options.filter { arguments.gives($0.name) }
    // What is wrong with the verb is for the command to say.
    let verb = arguments.operands.first.flatMap { word in
      command.verbs.first { $0.name == word }?.name
    }
    for option in given {
      if let verb, !option.verbs.isEmpty, !option.verbs.contains(verb) {
        let own = option.verbs.map { "`dropmill \(command.name) \($0)`" }
        throw UsageError(
          message: "\(command.name) \(verb) takes no \(option.name)",
          hint: "it goes with \(own.joined(separator: " and "))")
      }
      if let other = option.needs, !arguments.gives(other) {
        throw UsageError(message: "\(option.name) says nothing without \(other)")
      }
      if let other = option.rival, arguments.gives(other) {
        throw UsageError(message: "\(option.name) and \(other) do not go together")
      }
    }
  }
}
