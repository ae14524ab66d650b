import API
import Agents
import Dashboard
import Files
import Foundation
import Models
import Pipeline
import Rules
import Storage
import Watching

extension Services {
  /// What the pages look at and act on.
  func dashboard(_ web: WebService, _ watcher: Watcher) -> DashboardServices {
    let (dispatcher, tools) = (dispatcher, tools)
    let file = configuration.workspace.settings
    let (directory, known) = (configuration.workspace.rules, WorkerNames.of(workers))
    let desk = ItemDesk(
      workspace: configuration.workspace, database: database, recovery: recovery,
      now: { Date() }, signal: { dispatcher.signal() })
    return DashboardServices(
      workspace: configuration.workspace, workers: workers, database: database,
      accounts: web.store.accounts, desk: desk,
      bulk: BulkDesk(desk, database, now: { Date() }),
      rules: RuleDesk(
        workspace: configuration.workspace, database: database, now: { Date() },
        own: ownRuleFiles,
        check: { RuleFiles.check($0, in: directory, workers: known) }),
      scheduler: scheduler, gates: gates, itemsRunningMax: configuration.engine.itemsRunningMax,
      signal: { dispatcher.signal() },
      spent: { [database] since in
        try await database.read { connection in
          try ModelReports(connection).costs(by: .provider, since: since.timeIntervalSince1970)
            .reduce(0) { $0 + $1.cost }
        }
      }, toolContext: { tools.context(of: $0) }, events: web.events,
      recentLog: recentLog, watch: { await watchFacts(watcher) },
      settings: { try Self.facts(of: file) },
      now: { Date() })
  }

  /// What the watcher and the rules in force will make of a file that is sent over the web.
  static func outlook(_ current: CurrentRules) -> UploadOutlook {
    UploadOutlook(
      objection: { IgnoredNames.explanation(of: $0) },
      businesses: { current.all.businesses(forRelativePath: $0) })
  }

  /// The files that people write for workers, for models, and as words for models.
  private var ownRuleFiles: [RuleDesk.OwnFile] {
    let words = workers.flatMap { worker in
      worker.ruleFiles.map { RuleDesk.OwnFile("\(worker.name)/\($0)", check: worker.faults) }
    }
    let models = RuleDesk.OwnFile("\(ModelSettings.folder)/\(ModelSettings.fileName)") {
      ModelSettings.read($0).faults
    }
    let prompts = workers.flatMap { worker in
      let sample = worker.promptSample
      return worker.prompts.map { prompt in
        RuleDesk.OwnFile(
          "\(PromptLibrary.folder)/\(prompt.name)", shipped: prompt.text,
          preview: { PromptLibrary.preview($0, sample) },
          check: { PromptLibrary.faults(in: $0, gaps: Set(sample.keys)) })
      }
    }
    return words + [models] + prompts
  }

  private func watchFacts(_ watcher: Watcher) async -> WatchFacts {
    var facts = Self.facts(await watcher.status())
    facts.heldOpen = await watcher.heldOpenFiles().prefix(Self.waitingShown).map { file in
      WatchFacts.Waiting(
        file: file.relative.description, seconds: file.waited / .seconds(1),
        reason: HeldOpen.explanation(of: file, in: configuration.workspace.inbox))
    }
    return facts
  }

  /// Each asks all processes of the machine.
  private static let waitingShown = 10

  private static func facts(_ status: WatchStatus) -> WatchFacts {
    var facts = WatchFacts()
    facts.isInboxThere = status.isRootPresent
    facts.modes = status.areas.map { "\($0.fileSystem): \($0.mode)" }
    facts.directories = status.directories
    facts.polled = status.blindCount
    facts.watches = status.watches
    facts.watchesMax = watchesMax
    facts.events = status.events
    facts.eventsPerSecond = status.eventsPerSecond
    facts.overflows = status.overflows
    facts.scans = status.scans
    facts.pending = status.pending
    facts.problems = status.problems
    facts.advice = status.advice
    return facts
  }

  private static var watchesMax: Int? {
    // A system without inotify has no such file, and no limit to tell.
    let bytes = try? FileReader.contents(of: "/proc/sys/fs/inotify/max_user_watches", limit: 64)
    return bytes.flatMap { Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) }
  }

  private static func facts(of file: Path) throws -> SettingFacts {
    let look = try Settings.look(at: file)
    let settings = SettingKey.allCases.map { key in
      SettingFacts.Setting(
        name: key.rawValue, value: look.settings.shown(key), byDefault: key.about.fallback,
        line: look.settings.line(of: key), fault: look.refused[key]?.description)
    }
    // Those of one setting stand beside it.
    let others = look.faults.filter { !look.refused.values.contains($0) }
    return SettingFacts(
      settings: settings, faults: others.map(\.description),
      isRefused: look.faults.contains { $0.severity == .error })
  }
}
