import Files
import Foundation
import Models
import Rules
import SQLiteStorage

/// Whether the language models of the settings can be asked.
struct ModelsCheck {
  private static let name = "models"

  let session: Session
  /// Asks each of them for a word, which costs a little.
  let isOnline: Bool

  func run() async -> [Checkup.Check] {
    do {
      let (settings, faults) = try ModelsCommand.settings(session)
      if let fault = faults.first {
        return [.broken(Self.name, "\(fault)", "mend rules/models/models.yaml")]
      }
      if settings.providers.isEmpty {
        return [.good(Self.name, "none: all texts are written by rules")]
      }
      return isOnline ? try await online(settings) : settings.providers.map(offline)
    } catch {
      return [.broken(Self.name, "\(error)", "`dropmill models list` says more")]
    }
  }

  /// What can be seen without asking anybody.
  private func offline(_ provider: ModelProvider) -> Checkup.Check {
    let name = "\(Self.name) \(provider.name)"
    guard let key = provider.key else { return .good(name, "\(provider.model), without a key") }
    let folder = session.environment["CREDENTIALS_DIRECTORY"]
    guard let path = key.path(credentials: folder).map({ Path($0) }) else {
      return .better(
        name, "its key is a credential of the service, not to be seen from here",
        "`systemctl status dropmill` says whether it was loaded")
    }
    do {
      let isEmpty = try FileReader.contents(of: path, limit: 64 << 10).isEmpty
      return isEmpty
        ? .broken(name, "\(path) is empty", "write the key into it")
        : .good(name, "\(provider.model), with a key; `dropmill doctor --online` asks it")
    } catch {
      return .broken(name, "\(error)", "put the key where rules/models/models.yaml says")
    }
  }

  private func online(_ settings: ModelSettings) async throws -> [Checkup.Check] {
    let database = try await Index.openToWrite(session.workspace, session.workers)
    let desk = ModelDesk.live(session.environment)
    var checks: [Checkup.Check] = []
    for provider in settings.providers {
      let name = "\(Self.name) \(provider.name)"
      switch try await ModelsCommand.ask(provider.name, settings, desk, database) {
      case .success(let text): checks.append(.good(name, text))
      case .failure(let refusal):
        checks.append(
          .broken(name, "\(refusal)", "look at its address and key, or take it out of the chain"))
      }
    }
    await database.close()
    return checks
  }
}
