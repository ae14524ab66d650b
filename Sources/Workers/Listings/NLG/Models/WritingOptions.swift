import Rules

/// What a rule says about who writes: `writing`, `model`, `confirm` and `prompt`.
struct WritingOptions: Sendable, Equatable {
  /// How a description comes about.
  enum Mode: String, Sendable, CaseIterable {
    /// By the grammar; no model is asked.
    case rules
    /// By a model; a person confirms what the rule names.
    case hybrid
    /// By a model, and the gate decides.
    case autonomous
  }

  /// What a person is to confirm.
  enum Confirmation: String, Sendable, CaseIterable {
    /// Every text of a model.
    case written
    /// Texts that were found faulty first, and mended by the model.
    case mended
  }

  private(set) var mode = Mode.rules
  /// As `rules/models/models.yaml` names it.
  private(set) var model = ""
  private(set) var confirm: Set<Confirmation> = []
  private(set) var prompt = "listing-description"
  /// What of the rule was not understood, for the report.
  private(set) var problems: [OptionProblem] = []

  /// The options that are read here.
  static let names: Set = ["writing", "model", "confirm", "prompt"]

  init() {}

  init(_ options: [String: RuleValue]) {
    guard let written = options["writing"] else { return }
    guard let mode = written.string.flatMap(Mode.init) else {
      problems.append(.unknown("writing", written, among: Mode.self))
      return
    }
    self.mode = mode
    model = options["model"]?.string ?? ""
    prompt = options["prompt"]?.string ?? prompt
    if mode == .hybrid { confirm = [.written] }
    if let names = options["confirm"]?.strings {
      confirm = Set(names.compactMap(Confirmation.init))
      if confirm.count < names.count {
        problems.append(OptionProblem("confirm", "knows “written” and “mended”"))
      }
    }
    if mode != .rules, model.isEmpty {
      let lack = "needs a “model” to be “\(mode.rawValue)”; texts are written by rules"
      problems.append(OptionProblem("writing", lack))
      self.mode = .rules
    }
  }
}
