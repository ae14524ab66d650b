import Files

/// Words that a command does not take. Passed over, a file behind `run` would look accepted.
///
/// What a command takes is what its usage says, so that help and program cannot differ.
enum Surplus {
  /// - Throws: ``UsageError`` that names the first such word.
  static func refuse(_ words: [String], _ command: any Command.Type) throws {
    guard let (name, rest) = named(words, command),
      let max = operandsMax(of: command, behind: name), rest.count > max
    else { return }
    let called = ([command.name] + (name.map { [$0] } ?? [])).joined(separator: " ")
    throw UsageError(
      message: "\(called) takes no “\(Path(rest[max]))”", hint: hint(rest[max], command, max))
  }

  /// The verb, where the command has verbs, and the words behind it; nil where the command itself
  /// says what is wrong with the verb.
  private static func named(
    _ words: [String], _ command: any Command.Type
  ) -> (verb: String?, rest: [String])? {
    if command.verbs.isEmpty { return (nil, words) }
    guard let verb = words.first, command.verbs.contains(where: { $0.name == verb }) else {
      return nil
    }
    return (verb, Array(words.dropFirst()))
  }

  /// How many words the usage has behind a verb, or behind the command; nil for any number.
  ///
  /// - Parameter verb: nil for a command without verbs.
  static func operandsMax(of command: any Command.Type, behind verb: String?) -> Int? {
    var usage = command.operands
    if let verb {
      let forms = usage.split(separator: " | ").map { $0.split(separator: " ") }
      let own = forms.first { $0.first.map(String.init) == verb } ?? []
      usage = own.dropFirst().joined(separator: " ")
    }
    if usage.contains("…") { return nil }
    // `[COMMAND | TOPIC]` is one word, whichever it is.
    return usage.replacing(" | ", with: "|").split(separator: " ").count
  }

  /// Who names a file where no word belongs wants it to be worked off.
  private static func hint(_ word: String, _ command: any Command.Type, _ max: Int) -> String {
    let help = "`dropmill \(command.name) --help` says what it takes"
    guard command.verbs.isEmpty, max == 0, isFile(word) else { return help }
    return "dropmill submit \(Path(word))"
  }

  private static func isFile(_ word: String) -> Bool {
    // What cannot be looked at is no file to offer.
    (try? FileStatus.of(try DropmillCommand.absolute(Path(word))))?.kind == .file
  }
}
