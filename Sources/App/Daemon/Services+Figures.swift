import Models
import Storage
import Watching
import Web

// What the engine's parts tell of themselves in numbers, for who watches the program.
extension Services {
  func figures(_ watcher: Watcher) async throws -> [Figure] {
    let costs = try await modelTotals.update(from: database)
    return [version] + Self.figures(of: await watcher.status()) + Self.figures(of: costs)
  }

  private var version: Figure {
    Figure(
      "build_info", .gauge, "Always 1.", [(labels: ["version": configuration.version], value: 1)])
  }

  private static func figures(of status: WatchStatus) -> [Figure] {
    [
      Figure("watches", .gauge, "Watches of the kernel that are used.", status.watches),
      Figure(
        "watched_directories", .gauge, "Directories below the inbox.", status.directories),
      Figure(
        "polled_directories", .gauge, "Directories that wanted a watch and got none.",
        status.blindCount),
      Figure("rescans_total", .counter, "Scans of the inbox.", status.scans),
      Figure(
        "inotify_events_total", .counter, "Changes that the kernel told of.", status.events),
      Figure(
        "inotify_overflows_total", .counter, "Times that the kernel lost events.",
        status.overflows),
      Figure("files_pending", .gauge, "Files seen and not yet known to be whole.", status.pending),
    ]
  }

  private static func figures(of costs: [ModelReports.Cost]) -> [Figure] {
    var requests: [Sample] = []
    var tokens: [Sample] = []
    var dollars: [Sample] = []
    var seconds: [Sample] = []
    for cost in costs {
      let answered = cost.calls - cost.kept - cost.failed
      for (result, count) in [
        ("answered", answered), ("failed", cost.failed), ("kept", cost.kept),
      ] {
        requests.append((["provider": cost.of, "result": result], Double(count)))
      }
      tokens.append((["provider": cost.of, "direction": "in"], Double(cost.tokensIn)))
      tokens.append((["provider": cost.of, "direction": "out"], Double(cost.tokensOut)))
      dollars.append((["provider": cost.of], Double(cost.cost) / 1e6))
      seconds.append((["provider": cost.of], cost.seconds))
    }
    return [
      Figure("llm_requests_total", .counter, "Questions to models, by how they ended.", requests),
      Figure("llm_tokens_total", .counter, "Tokens, by direction.", tokens),
      Figure("llm_cost_usd_total", .counter, "What models cost, in US dollars.", dollars),
      Figure("llm_seconds_total", .counter, "How long answers were waited for.", seconds),
    ]
  }

  private typealias Sample = (labels: KeyValuePairs<String, String>, value: Double)
}
