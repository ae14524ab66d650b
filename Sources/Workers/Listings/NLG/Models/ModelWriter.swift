import Chats
import Models
import NLG
import Pipeline
import Rules
import Storage

/// Puts a model's descriptions in the place of those of the grammar, where the gate finds nothing
/// wrong with them; one that is faulty is sent back once with its faults.
///
/// It has no tools, and what it reads are typed facts. Whatever it writes is checked again by QA.
struct ModelWriter: Sendable {
  /// Drafts for which models are asked at the same time.
  static let callsMax = 8

  private let desk: ModelDesk
  private let settings: ModelSettings
  private let variants: [Prompt]
  private let standing: PromptUses.Standing
  private let options: WritingOptions
  private let text: TextOptions
  private let context: StageContext
  private var tally = WritingTally()

  /// - Returns: nil when no model is to write, or none can; the context is told why.
  init?(
    _ desk: ModelDesk, _ options: WritingOptions, _ text: TextOptions, in context: StageContext
  ) async throws {
    if options.mode == .rules { return nil }
    self.desk = desk
    self.options = options
    self.text = text
    self.context = context
    guard
      let file = try RuleFile(of: ModelSettings.folder, ModelSettings.fileName, in: context.rules)
    else {
      context.note(
        Finding(
          .warning, "model-missing",
          "There is no rules/models/models.yaml, so the texts are written by rules."))
      return nil
    }
    let (settings, faults) = ModelSettings.read(file)
    for fault in faults { context.note(Finding(.warning, "model-settings", "\(fault)")) }
    self.settings = settings
    let library = try PromptLibrary(in: context.rules, shipped: ListingPrompts.files)
    for fault in library.faults { context.note(Finding(.warning, "prompt", "\(fault)")) }
    variants = library.variants(of: options.prompt)
    guard variants.contains(where: { $0.weight > 0 }) else {
      context.note(
        Finding(
          .warning, "prompt-missing",
          "There is no prompt “\(options.prompt)” to be used, so the texts are written by rules."))
      return nil
    }
    let (variants, business, item) = (variants, context.item.business, context.item.id.number)
    standing = try await context.tables.write { connection in
      try PromptUses(connection).standing(of: variants, business: business, item: item)
    }
  }

  /// What became of one draft.
  struct Written: Sendable {
    enum How: Sendable, Equatable {
      case first, mended
      /// By rules: the model's text was faulty twice.
      case replaced([String])
      /// By rules: no model answered.
      case refused(String)
    }

    var draft: Draft
    let how: How
    let use: PromptUses.Use?
    let notices: [String]
  }

  /// The drafts in their order, those of which a model wrote well with its descriptions.
  mutating func rewritten(_ drafts: [Draft]) async throws -> [Draft] {
    var rewritten: [Draft] = []
    for start in stride(from: 0, to: drafts.count, by: Self.callsMax) {
      let end = min(start + Self.callsMax, drafts.count)
      for written in try await written(Array(drafts[start..<end])) {
        tally.add(written)
        rewritten.append(written.draft)
      }
    }
    return rewritten
  }

  /// All at the same time.
  private func written(_ drafts: [Draft]) async throws -> [Written] {
    try await withThrowingTaskGroup(of: (Int, Written).self) { group in
      for (index, draft) in drafts.enumerated() {
        group.addTask { (index, try await written(draft)) }
      }
      var results: [Written?] = Array(repeating: nil, count: drafts.count)
      for try await (index, result) in group { results[index] = result }
      return results.compactMap(\.self)
    }
  }

  private func written(_ draft: Draft) async throws -> Written {
    let facts = DescriptionFacts(draft.plan).facts
    let key = draft.plan.listing.key
    let prompt = variants[standing.choice(seed: "\(key)|\(context.item.business)")]
    var notices: [String] = []
    func result(_ how: Written.How, _ draft: Draft) -> Written {
      var use: PromptUses.Use?
      switch how {
      case .refused: break
      default:
        use = PromptUses.Use(
          subject: key, prompt: prompt.name, version: prompt.version, passed: how == .first)
      }
      return Written(draft: draft, how: how, use: use, notices: notices)
    }
    do {
      var messages = prompt.examples + [.user(task(prompt, facts))]
      var faults: [String] = []
      for how in [Written.How.first, .mended] {
        let reply = try await ask(messages, prompt, goesOn: how == .mended)
        notices += reply.notices
        let written = ModelText(reply.text, facts: facts)
        if written.faults.isEmpty {
          return result(how, draft.with(written.text, facts, how, reply, prompt))
        }
        faults = written.faults
        messages += [.assistant(reply.text), .user(repair(prompt, faults))]
      }
      return result(.replaced(faults), draft)
    } catch let refusal as ModelRefusal {
      return result(.refused(refusal.description), draft)
    }
  }

  private func ask(
    _ messages: [ChatMessage], _ prompt: Prompt, goesOn: Bool
  ) async throws -> ModelReply {
    let request = ChatRequest(
      model: "", system: prompt.text("system"), messages: messages, tokensMax: 600,
      temperature: 0.4, seed: 1, schema: .texts(["text"]))
    let purpose = ModelPurpose(
      business: context.item.business, item: context.item.id.number, name: "listings",
      prompt: prompt.title, version: prompt.version)
    return try await desk.ask(
      request, of: options.model, for: purpose, goesOn: goesOn, settings, in: context.tables)
  }

  private func task(_ prompt: Prompt, _ facts: Facts) -> String {
    let words = Grammar.descriptions.lengths[text.length.rawValue] ?? 60...120
    let values = ListingPrompts.values(facts, words: words, style: text.style.rawValue)
    return prompt.text("task", values)
  }

  private func repair(_ prompt: Prompt, _ faults: [String]) -> String {
    prompt.text("repair", ListingPrompts.values(faults))
  }

  /// Says what happened to all drafts, and credits the prompts.
  func close() async throws {
    context.decide(tally.sentence(options))
    for notice in tally.notices.sorted() {
      context.note(Finding(.warning, "model-budget", "\(notice)."))
    }
    if let reason = tally.refusals.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key {
      context.note(
        Finding(
          .warning, "model-refused",
          "No model answered for \(tally.refused) listings, so rules wrote: \(reason)."))
    }
    let (uses, business) = (tally.uses, context.item.business)
    if uses.isEmpty { return }
    try await context.tables.write { connection in
      try PromptUses(connection).note(uses, business: business)
    }
  }
}

/// Counts what became of the drafts.
struct WritingTally: Sendable {
  private(set) var first = 0
  private(set) var mended = 0
  private(set) var replaced = 0
  private(set) var refusals: [String: Int] = [:]
  private(set) var notices: Set<String> = []
  private(set) var uses: [PromptUses.Use] = []

  var refused: Int { refusals.values.reduce(0, +) }

  mutating func add(_ written: ModelWriter.Written) {
    switch written.how {
    case .first: first += 1
    case .mended: mended += 1
    case .replaced: replaced += 1
    case .refused(let reason): refusals[reason, default: 0] += 1
    }
    notices.formUnion(written.notices)
    if let use = written.use { uses.append(use) }
  }

  func sentence(_ options: WritingOptions) -> String {
    let all = first + mended + replaced + refused
    return "writing is \(options.mode.rawValue), by the model “\(options.model)”: of \(all) "
      + "descriptions it wrote \(first) well at once and \(mended) after one correction; rules "
      + "wrote \(replaced) whose faults it did not mend, and \(refused) it did not answer for"
  }
}

extension Draft {
  /// With a model's description.
  fileprivate func with(
    _ text: String, _ facts: Facts, _ how: ModelWriter.Written.How, _ reply: ModelReply,
    _ prompt: Prompt
  ) -> Draft {
    var draft = self
    draft.description = text
    draft.facts = DescriptionFacts.fields(of: facts.all.map(\.key))
    draft.variant =
      ModelVariant(
        model: reply.provider, version: prompt.version, isMended: how == .mended
      ).text
    return draft
  }
}

/// How a model's description came about: `model/small/3f9c21d07a4b/first`.
struct ModelVariant: Sendable, Hashable {
  let model: String
  /// Of the prompt.
  let version: String
  let isMended: Bool

  init(model: String, version: String, isMended: Bool) {
    self.model = model
    self.version = version
    self.isMended = isMended
  }

  /// - Returns: nil for the variant of a text that the grammar wrote.
  init?(_ text: String) {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count >= 4, parts[0] == "model" else { return nil }
    // The name is the user's, and may have strokes of its own: `local/llama`.
    self.init(
      model: parts[1..<(parts.count - 2)].joined(separator: "/"), version: parts[parts.count - 2],
      isMended: parts[parts.count - 1] == "mended")
  }

  var text: String { "model/\(model)/\(version)/\(isMended ? "mended" : "first")" }
}
