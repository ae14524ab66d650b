import Pipeline
import Rules

// The tables that decide: what is a failure, what it is called, who does the work, what is secret.
// They come with the worker (Resources) and are added to by files of the same names in
// rules/operations/.

/// The worker's tables, as read from its rule files.
struct OperationsRules: Sendable {
  /// One entry of “failures”.
  struct Failure: Sendable {
    var kind: String
    var severity: Severity
    /// Also for events that the log does not call errors.
    var isAlways: Bool
    /// Only for events that the log calls errors.
    var isForErrors: Bool
  }

  /// One entry of “classes”.
  struct Kind: Sendable {
    var name: String
    var cause: String
    var task: TaskKind
    var hints: [String]
    /// A program that may mend it, once a person has said so; empty: none.
    var recovery: [String] = []
  }

  private(set) var failures: [Failure] = []
  private(set) var phrases = PhraseIndex()
  /// Words that say that nothing failed, those of the workspace and those the worker comes with.
  private(set) var ignored = PhraseIndex()
  private(set) var kinds: [String: Kind] = [:]
  private var stated: [String: StatedKind] = [:]
  private(set) var agents: [Agent] = []
  /// Where issues are filed; nil: nowhere but in the outbox.
  private(set) var issues: IssueSettings?
  private(set) var secrets = SecretNames(names: [], keys: [])

  static let ownWords = 0
  static let shippedWords = 1

  /// What people may write in `rules/operations/`, each with any of the parts.
  static let files = ["agents.yaml", "failures.yaml", "issues.yaml", "redaction.yaml"]

  /// What the worker comes with.
  static let shipped = OperationsRules(own: []).rules

  /// - Parameter own: the rule files of a workspace; their failures are asked first, what they
  ///   say of a class goes before what the worker says, and their agents replace its own.
  static func read(own: [RuleFile]) -> (rules: OperationsRules, faults: [RuleFault]) {
    own.isEmpty ? (shipped, []) : OperationsRules(own: own).result
  }

  private var faults: [RuleFault] = []
  private var rules: OperationsRules { self }
  private var result: (rules: OperationsRules, faults: [RuleFault]) { (self, faults) }

  private init(own: [RuleFile]) {
    let shipped = [
      RuleFile(name: "operations/failures.yaml", text: PackageResources.failures_yaml),
      RuleFile(name: "operations/redaction.yaml", text: PackageResources.redaction_yaml),
    ]
    let agents = RuleFile(name: "operations/agents.yaml", text: PackageResources.agents_yaml)
    var reader = SettingsReader()
    for file in own { take(file, &reader, isOwn: true) }
    for file in shipped { take(file, &reader) }
    if self.agents.isEmpty { take(agents, &reader) }
    settleKinds()
    faults = reader.faults
  }

  private mutating func take(
    _ file: RuleFile, _ reader: inout SettingsReader, isOwn: Bool = false
  ) {
    guard let root = reader.read(file) else { return }
    for (name, value) in root.group {
      switch name {
      case "failures": for entry in value.list { takeFailure(entry, &reader) }
      case "ignore":
        let owner = isOwn ? Self.ownWords : Self.shippedWords
        for phrase in value.texts { ignored.add(phrase, owner: owner) }
      case "classes": for entry in value.list { takeKind(entry, &reader) }
      case "agents": for entry in value.list { takeAgent(entry, &reader) }
      case "issues": issues = IssueSettings(value, &reader)
      case "redaction":
        check(value, ["names", "keys"], of: "redaction", &reader)
        secrets.add(
          names: value["names"]?.texts ?? [], keys: value["keys"]?.texts ?? [])
      default:
        reader.fault(
          "a rule file of this worker has no part “\(name)”", at: value,
          hint: "the parts are: failures, ignore, classes, agents, issues, redaction")
      }
    }
  }

  /// A name that is not known would be passed over: whoever wrote it meant something.
  private func check(
    _ entry: Setting, _ names: [String], of thing: String, _ reader: inout SettingsReader
  ) {
    for (name, value) in entry.group where !names.contains(name) {
      reader.fault(
        "\(thing) has no “\(name)”", at: value,
        hint: "what it may have: \(names.joined(separator: ", "))")
    }
  }

  private mutating func takeFailure(_ entry: Setting, _ reader: inout SettingsReader) {
    check(entry, ["class", "severity", "any", "always", "errors"], of: "a failure", &reader)
    guard let kind = entry["class"]?.text else {
      return reader.fault("a failure has no class", at: entry, hint: "add a line “class: …”")
    }
    if kind.contains(where: \.isWhitespace) {
      reader.fault(
        "the class “\(kind)” has blanks in it", at: entry,
        hint: "class: \(kind.split(whereSeparator: \.isWhitespace).joined(separator: "_"))")
    }
    let severity = entry["severity"]?.text ?? "high"
    guard let known = Severity(rawValue: severity) else {
      let names = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      return reader.fault("no severity “\(severity)”", at: entry, hint: "one of: \(names)")
    }
    let texts = entry["any"]?.texts ?? []
    let tooShort = texts.filter {
      ($0.split(separator: "*").first?.utf8.count ?? 0) < PhraseIndex.bytesMin
    }
    if texts.isEmpty || !tooShort.isEmpty {
      reader.fault(
        "the failure “\(kind)” needs words to look for, each of three letters or more", at: entry,
        hint: "add a line “any: [\"words as they stand in the log\"]”")
    }
    failures.append(
      Failure(
        kind: kind, severity: known, isAlways: entry["always"]?.flag ?? false,
        isForErrors: entry["errors"]?.flag ?? false))
    for text in texts { phrases.add(text, owner: failures.count - 1) }
  }

  /// What an entry leaves out stands as in the entry of the same class that is read after it: who
  /// wants another recovery has to say nothing else.
  private mutating func takeKind(_ entry: Setting, _ reader: inout SettingsReader) {
    let names = ["class", "name", "cause", "type", "hints", "recovery"]
    check(entry, names, of: "a class", &reader)
    guard let kind = entry["class"]?.text else {
      return reader.fault("a class has no name", at: entry, hint: "add a line “class: …”")
    }
    let task = entry["type"]?.text.flatMap(TaskKind.init)
    if let type = entry["type"]?.text, task == nil {
      let names = TaskKind.allCases.map(\.rawValue).joined(separator: ", ")
      return reader.fault("no type of task “\(type)”", at: entry, hint: "one of: \(names)")
    }
    let recovery = program(entry["recovery"], &reader)
    var stated = stated[kind] ?? StatedKind()
    stated.name = stated.name ?? entry["name"]?.text
    stated.cause = stated.cause ?? entry["cause"]?.text
    stated.task = stated.task ?? task
    stated.hints = stated.hints ?? entry["hints"]?.texts
    if stated.recovery.isEmpty { stated.recovery = recovery }
    self.stated[kind] = stated
  }

  /// A class, with what its entries have said of it so far.
  private struct StatedKind {
    var name: String?
    var cause: String?
    var task: TaskKind?
    var hints: [String]?
    var recovery: [String] = []
  }

  private mutating func settleKinds() {
    let plainHints = stated["application_error"]?.hints ?? []
    for (kind, said) in stated {
      kinds[kind] = Kind(
        name: said.name ?? kind.replacing("_", with: " "), cause: said.cause ?? "",
        task: said.task ?? .bugFix, hints: said.hints ?? plainHints, recovery: said.recovery)
    }
    stated = [:]
  }

  private mutating func takeAgent(_ entry: Setting, _ reader: inout SettingsReader) {
    let names = [
      "name", "type", "capabilities", "tasks", "weight", "tool", "timeout", "url", "key", "run",
      "memory",
    ]
    check(entry, names, of: "an agent", &reader)
    guard let name = entry["name"]?.text, Agent.isName(name) else {
      return reader.fault(
        "an agent needs a name of small letters, digits and hyphens", at: entry,
        hint: "such as “name: night-shift”")
    }
    let texts = entry["capabilities"]?.texts ?? []
    let capabilities = texts.compactMap(TaskKind.init)
    if capabilities.count != texts.count || capabilities.isEmpty {
      let names = TaskKind.allCases.map(\.rawValue).joined(separator: ", ")
      return reader.fault(
        "the agent “\(name)” has capabilities that no task asks for", at: entry,
        hint: "the capabilities are: \(names)")
    }
    guard let tasksMax = tasksMax(entry["tasks"], &reader),
      let weight = weight(entry["weight"], &reader)
    else { return }
    agents.append(
      Agent(
        name: name, type: entry["type"]?.text ?? "general", capabilities: capabilities,
        tasksMax: tasksMax, weight: weight, reach: reach(entry, &reader)))
  }

  /// Nil, which is told, where no agent could have so many tasks.
  private func tasksMax(_ setting: Setting?, _ reader: inout SettingsReader) -> Int? {
    guard let setting else { return 5 }
    if let number = setting.text.flatMap({ Int($0) }), Agent.tasksRange.contains(number) {
      return number
    }
    reader.fault(
      "“tasks” is how many tasks the agent has at the same time, at most: a whole number from"
        + " \(Agent.tasksRange.lowerBound) to \(Agent.tasksRange.upperBound)", at: setting,
      hint: "tasks: 5")
    return nil
  }

  private func weight(_ setting: Setting?, _ reader: inout SettingsReader) -> Double? {
    guard let setting else { return 5 }
    if let number = setting.number, number.isFinite, number >= 0 { return number }
    reader.fault(
      "“weight” is how much the agent gets done: a number such as 1 for little, 10 for much",
      at: setting, hint: "weight: 5")
    return nil
  }

  private func reach(_ entry: Setting, _ reader: inout SettingsReader) -> Agent.Reach {
    if let tool = entry["tool"] {
      let names = OperationsTools.agentTools
      guard let name = tool.text, names.contains(name) else {
        reader.fault(
          "no tool “\(tool.text ?? "")” that an agent can be", at: tool,
          hint: "one of: \(names.joined(separator: ", "))")
        return .folder
      }
      return .tool(name)
    }
    var timeout = Duration.seconds(60)
    if let setting = entry["timeout"] {
      guard let duration = setting.duration, duration > .zero else {
        reader.fault("“timeout” is a time, such as 60s", at: setting)
        return .folder
      }
      timeout = duration
    }
    if let url = entry["url"] { return address(url, entry["key"], timeout, &reader) }
    let run = program(entry["run"], &reader)
    if run.isEmpty { return .folder }
    var program = AgentProgram(run: run, timeout: timeout)
    if let memory = entry["memory"] {
      guard let bytes = memory.bytes, bytes > 0 else {
        reader.fault("“memory” is a size, such as 256M", at: memory)
        return .folder
      }
      program.memoryBytes = bytes
    }
    return .program(program)
  }

  private func address(
    _ url: Setting, _ key: Setting?, _ timeout: Duration, _ reader: inout SettingsReader
  ) -> Agent.Reach {
    let text = url.text ?? ""
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains("@") else {
      reader.fault(
        "“url” is an address that begins with https:// or http://, without a password", at: url,
        hint: "what it asks for goes into a file: “key: credential:NAME”")
      return .folder
    }
    let source = key.flatMap { reader.key($0, named: "agent") }
    return .address(AgentAddress(url: text, key: source, timeout: timeout))
  }

  /// A program and its arguments; empty where none is named.
  private func program(_ setting: Setting?, _ reader: inout SettingsReader) -> [String] {
    guard let setting, let first = setting.texts.first else { return [] }
    let names = first.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if !first.hasPrefix("./") && !first.hasPrefix("/") || names.isEmpty || names.contains("")
      || names.contains("..")
    {
      reader.fault(
        "“\(first)” is no path of a program", at: setting,
        hint: "put it beside the rules: [./operations/fix.py]")
      return []
    }
    return setting.texts
  }

  /// What is known of a class; a class of a user's own rule without an entry gets plain words.
  func kind(_ name: String) -> Kind {
    kinds[name]
      ?? Kind(
        name: name.replacing("_", with: " "), cause: "", task: .bugFix,
        hints: kinds["application_error"]?.hints ?? [])
  }
}

extension StageContext {
  /// The worker's tables with those of this workspace.
  ///
  /// - Throws: ``OperationsRuleError`` when a rule file is at fault: mend it, and the stage goes on
  ///   with its next attempt.
  func operationsRules() throws -> OperationsRules {
    let own = try OperationsRules.files.compactMap { try ruleFile($0) }
    let (rules, faults) = OperationsRules.read(own: own)
    if faults.isEmpty { return rules }
    throw OperationsRuleError(faults: faults)
  }
}

/// The rule files of the worker cannot be used.
struct OperationsRuleError: Error, CustomStringConvertible {
  var faults: [RuleFault]

  var description: String { faults.map(\.description).joined(separator: "\n") }
}
