import Rules

/// What a rule says about the texts of its tables: `style` and `length`.
struct TextOptions: Sendable, Equatable {
  enum Style: String, Sendable, CaseIterable {
    case plain, warm, luxury, investor
  }

  enum Length: String, Sendable, CaseIterable {
    case short, standard, long
  }

  var style = Style.plain
  var length = Length.standard
  /// What of the rule was not understood, for the report.
  private(set) var problems: [OptionProblem] = []

  /// The options that are read here.
  static let names: Set = ["style", "length"]

  init() {}

  init(_ options: [String: RuleValue]) {
    style = read(options, "style") ?? style
    length = read(options, "length") ?? length
  }

  private mutating func read<Choice: RawRepresentable & CaseIterable>(
    _ options: [String: RuleValue], _ name: String
  ) -> Choice? where Choice.RawValue == String {
    guard let option = options[name] else { return nil }
    if let choice = option.string.flatMap(Choice.init) { return choice }
    problems.append(.unknown(name, option, among: Choice.self))
    return nil
  }
}
