import Chats
import Files
import Foundation
import Learning
import Models
import Pipeline
import Rules
import SQLiteStorage
import Storage

/// `dropmill prompts list|show|diff|try`
struct PromptsCommand: Command {
  static let name = "prompts"
  static let summary = "the words for language models: what there is, how it does, what it gives"
  static let operands = "list | show NAME… | diff NAME NAME | try NAME FILE"
  static let verbs = [
    Verb("list", "all prompts with their versions, and how they have done"),
    Verb("show", "a prompt as it is, to be copied to rules/prompts/ and changed there"),
    Verb("diff", "what differs between two prompts"),
    Verb("try", "ask a model with a prompt and facts from a file", takes: .files),
  ]
  static let options = [
    Option.value("--business", of: "NAME", help: "how prompts do for one business").of("list"),
    Option.value("--model", of: "NAME", help: "whom to ask, as rules/models/models.yaml names it")
      .of("try"),
  ]
  static let writes = true
  static let details = """
    A prompt is a file, rules/prompts/NAME.txt; NAME.VARIANT.txt is a variant of it. Its version is
    made of its content. Variants are used as often as they are likely to be the best.

      dropmill prompts show NAME > rules/prompts/NAME.brief.txt
      dropmill prompts diff NAME NAME.brief
      dropmill prompts try NAME.brief facts.json --model small
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let (verb, names) = try Self.verb(arguments)
    let library = try PromptLibrary(
      in: session.workspace.rules, shipped: session.workers.flatMap(\.prompts))
    for fault in library.faults { session.console.error("rules/prompts/\(fault)") }
    switch verb {
    case "show":
      for name in names { show(try find(name, library), session.console) }
      if names.isEmpty { throw UsageError(message: "show which prompt?") }
    case "diff":
      guard names.count == 2 else { throw UsageError(message: "diff which two prompts?") }
      let lines = try names.map { Self.lines(try find($0, library)) }
      for line in LineDifference.lines(lines[0], lines[1]) { session.console.print(line) }
    case "try": return try await attempt(names, library, arguments, session)
    default: try await list(library, arguments.values["--business"], session)
    }
    return library.faults.isEmpty ? .success : .badConfiguration
  }

  private func find(_ name: String, _ library: PromptLibrary) throws -> Prompt {
    if let prompt = library.prompts.first(where: { $0.title == name }) { return prompt }
    let titles = library.prompts.map(\.title).joined(separator: ", ")
    throw UsageError(message: "no prompt “\(name)”", hint: "one of: \(titles)")
  }

  private static func lines(_ prompt: Prompt) -> [String] {
    prompt.sections.flatMap { section in
      ["== \(section.name)"]
        + section.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init) + [""]
    }
  }

  private func show(_ prompt: Prompt, _ console: Console) {
    let origin = prompt.isShipped ? "as it comes with the program" : "from rules/prompts/"
    console.note("\(prompt.title), version \(prompt.version), \(origin)")
    console.print("weight: \(prompt.weight)\n")
    for line in Self.lines(prompt) { console.print(line) }
  }

  private func list(
    _ library: PromptLibrary, _ business: String?, _ session: Session
  ) async throws {
    let database =
      try FileStatus.ifPresent(session.workspace.database) == nil
      ? nil : try Index.open(session.workspace)
    for name in Set(library.prompts.map(\.name)).sorted() {
      let variants = library.variants(of: name)
      let standing = try await database?.read { connection in
        try PromptUses(connection).standing(of: variants, business: business)
      }
      let verdict = standing?.verdict(seed: name)
      for (index, prompt) in variants.enumerated() {
        var line = "\(prompt.title)  \(prompt.version)  weight \(prompt.weight)"
        if let standing, let verdict, standing.arms[index].trials > 0 {
          let arm = standing.arms[index]
          let rate = verdict.rates[index]
          line +=
            "  \(Int(arm.successes)) of \(Int(arm.trials)): \(Self.percent(rate.mean)) "
            + "(\(Self.percent(rate.interval.lowerBound)) to "
            + "\(Self.percent(rate.interval.upperBound)))"
        }
        session.console.print(line)
      }
      if let standing, let verdict, variants.count > 1 {
        session.console.note(Self.words(verdict, standing, variants))
      }
    }
    await database?.close()
  }

  /// Which variant has won, or why none has.
  private static func words(
    _ verdict: Bandit.Verdict, _ standing: PromptUses.Standing, _ variants: [Prompt]
  ) -> String {
    let what =
      standing.countsInquiries ? "texts that brought an inquiry" : "texts that were good at once"
    let best = variants[verdict.best].title
    let lead = "\(percent(verdict.lead.lowerBound)) to \(percent(verdict.lead.upperBound))"
    if verdict.isWinner {
      return "winner: \(best), by \(lead) more \(what), nine chances in ten"
    }
    let least = Int(Bandit.trialsOfWinnerMin)
    return "no winner yet: \(best) leads by \(lead) of \(what), nine chances in ten; a winner "
      + "needs \(least) texts of each and a certainty of 99.75 %, and that is "
      + percent(verdict.certainty)
  }

  private static func percent(_ rate: Double) -> String {
    "\((rate * 1000).rounded() / 10) %"
  }

  private func attempt(
    _ names: [String], _ library: PromptLibrary, _ arguments: Arguments, _ session: Session
  ) async throws -> ExitCode {
    guard names.count == 2, let model = arguments.values["--model"] else {
      throw UsageError(
        message: "try which prompt with which facts, and which model?",
        hint: "dropmill prompts try NAME facts.json --model NAME")
    }
    let prompt = try find(names[0], library)
    let path = try DropmillCommand.plainFile(arguments.paths[2])
    let facts = String(
      decoding: try FileReader.contents(of: path, limit: Prompt.bytesMax), as: UTF8.self)
    let fenced = "<facts>\n\(facts.replacing("<", with: "‹"))\n</facts>"
    let owner = session.workers.first { $0.prompts.contains { $0.name == "\(prompt.name).txt" } }
    let given = ["facts": fenced, "lines": fenced]
    let task = prompt.text("task", (owner?.promptSample ?? [:]).merging(given) { $1 })
    let settings = try ModelsCommand.settings(session).0
    let database = try await Index.openToWrite(session.workspace, session.workers)
    do {
      let reply = try await ModelDesk.live(session.environment).ask(
        ChatRequest(
          model: "", system: prompt.text("system"), messages: prompt.examples + [.user(task)],
          tokensMax: 600,
          temperature: 0.4, seed: 1, schema: .texts(["text"])), of: model,
        for: ModelPurpose(
          business: "-", item: nil, name: "try", prompt: prompt.title, version: prompt.version),
        settings, in: database)
      await database.close()
      session.console.print(reply.text)
      session.console.note(
        "by \(reply.provider) (\(reply.model))\(reply.isKept ? ", as it answered before" : "")")
      return .success
    } catch let refusal as ModelRefusal {
      await database.close()
      session.console.error("no model answered: \(refusal)")
      return .failure
    }
  }
}
