import Files
import Pipeline
import Rules
import SQLiteStorage
import Storage

/// What may be written next on a command line.
struct Completions {
  /// A word and what it means.
  struct Candidate: Equatable {
    var word: String
    var meaning: String
  }

  /// So many items are offered, the latest first.
  private static let itemsMax = 50

  private let environment: [String: String]

  init(environment: [String: String] = [:]) { self.environment = environment }

  /// Prints the candidates for the last of the words.
  func answer(_ words: [String], _ console: Console) async throws -> ExitCode {
    for candidate in await candidates(words) {
      console.write(Array("\(candidate.word)\t\(candidate.meaning)\n".utf8))
    }
    return .success
  }

  func candidates(_ words: [String]) async -> [Candidate] {
    let last = words.last ?? ""
    let found = await all(Array(words.dropLast()), last)
    return found.filter { $0.word.hasPrefix(last) || $0.word.hasPrefix(":") }
  }

  private func all(_ before: [String], _ last: String) async -> [Candidate] {
    let commands = DropmillCommand.commands.map { type(of: $0) }
    guard let command = commands.first(where: { $0.name == before.first }) else {
      return before.isEmpty ? commands.map { Candidate(word: $0.name, meaning: $0.summary) } : []
    }
    let verb = command.verbs.first { before.dropFirst().contains($0.name) }
    let options = (command.options + Option.common).filter { option in
      option.verbs.isEmpty || verb.map { option.verbs.contains($0.name) } ?? true
    }
    if let option = options.first(where: { $0.names.contains(before.last ?? "") }),
      option.value != nil
    {
      let choices = option.choices.map { Candidate(word: $0, meaning: option.name) }
      return choices.isEmpty ? await candidates(of: option.takes, before) : choices
    }
    if last.hasPrefix("-") {
      return options.flatMap { option in
        option.names.filter { $0.hasPrefix("--") }
          .map { Candidate(word: $0, meaning: option.help) }
      }
    }
    let verbs = command.verbs
    if verbs.isEmpty { return await candidates(of: command.takes, before) }
    guard let verb else { return verbs.map { Candidate(word: $0.name, meaning: $0.summary) } }
    return await candidates(of: verb.takes, before)
  }

  private func candidates(of operand: Operand, _ words: [String]) async -> [Candidate] {
    switch operand {
    case .nothing: return []
    case .files: return [Candidate(word: ":files", meaning: "")]
    case .directories: return [Candidate(word: ":directories", meaning: "")]
    case .topics:
      return DropmillCommand.commands.map {
        Candidate(word: type(of: $0).name, meaning: type(of: $0).summary)
      } + Topic.allCases.map { Candidate(word: $0.rawValue, meaning: "topic") }
    case .items(let places):
      // Without an index there are no items to offer; a completion says nothing of it.
      return (try? await items(in: places, words)) ?? []
    }
  }

  private func items(in places: [Workspace.Place], _ words: [String]) async throws -> [Candidate] {
    let database = try Index.open(
      Workspace(try DropmillCommand.absolute(Path(directory(of: words)))))
    let isAll = places.count == Workspace.Place.allCases.count
    let items = try await database.read { connection in
      if isAll { return try ItemSummary.latest(Self.itemsMax, connection) }
      return try places.flatMap {
        try ItemSummary.latest(Self.itemsMax, place: $0.rawValue, connection)
      }
    }
    await database.close()
    return items.map { Candidate(word: String($0.id), meaning: "\($0.place) \($0.origin)") }
  }

  /// The workspace that the command itself would act on.
  private func directory(of words: [String]) -> String {
    // bash makes a word of its own of the sign between an option and its value.
    let parts = words.filter { $0 != "=" }
      .flatMap { $0.hasPrefix("-") ? $0.split(separator: "=", maxSplits: 1) : [$0[...]] }
    let values = zip(parts, parts.dropFirst()).filter { ["--workspace", "-C"].contains($0.0) }
    return values.last.map { String($0.1) } ?? environment["DROPMILL_WORKSPACE"] ?? "."
  }
}
